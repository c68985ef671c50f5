/**
 * Text from a plan as one harmless line. Labels, notes and sources are other people's words: they may hold line breaks,
 * escape sequences that drive a terminal, or marks that turn the direction of what follows.
 */

/**
 * C0 and C1 controls, byte order marks, invisible marks and direction overrides (Unicode TR36, section 2.10;
 * CVE-2021-42574), and the two that no XML may hold.
 */
const HARMFUL = /[\p{Cc}\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/gu;

/** Unpaired halves of a surrogate pair; a file written as UTF-8 cannot hold them. */
const BROKEN = /\p{Cs}/gu;

/** Text of several lines that cannot steer a terminal either; its line breaks and tabs stay. */
export const harmlessLines = (text: string): string =>
  text.replace(HARMFUL, (mark) => (mark === "\n" || mark === "\t" ? mark : "\uFFFD")).replace(BROKEN, "\uFFFD");

/** Line breaks and tabs become a space; whatever else could do harm becomes `\uFFFD`, so that a reader sees it was there. */
export function singleLine(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
    .replace(HARMFUL, "\uFFFD")
    .replace(BROKEN, "\uFFFD")
    .trim();
}

/** JSON in which nothing drives a terminal or hides: the same text to whoever parses it. */
export const visibleJson = (json: string): string =>
  json.replace(
    /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
