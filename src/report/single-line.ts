/**
 * Text from a plan as one harmless line. Labels, notes and sources are other people's words: they may hold line breaks,
 * escape sequences that drive a terminal, or marks that turn the direction of what follows.
 */

/** C0 and C1 controls, byte order marks, invisible marks and direction overrides (Unicode TR36, section 2.10; CVE-2021-42574). */
const HARMFUL = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

/** Unpaired halves of a surrogate pair; a file written as UTF-8 cannot hold them. */
const BROKEN = /\p{Cs}/gu;

/** Line breaks and tabs become a space; whatever else could do harm becomes `\uFFFD`, so that a reader sees it was there. */
export function singleLine(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
    .replace(HARMFUL, "\uFFFD")
    .replace(BROKEN, "\uFFFD")
    .trim();
}
