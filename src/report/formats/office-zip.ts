/** Office files are zip archives; this packs them so that the same content gives the same bytes. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** The earliest time that a zip archive can state, read as local time on every machine. */
const EARLIEST = new Date(1980, 0, 1);

/** A moment for the properties that Office requires; it says nothing about when the file was made. */
const NO_MOMENT = "2000-01-01T00:00:00Z";

/**
 * Packs an archive again with sorted names, no times of its own, and some of its XML parts changed.
 *
 * @param edit gets the name and the text of each XML part and returns what should stand there
 */
export function repack(archive: Uint8Array, edit: (name: string, xml: string) => string = (_, xml) => xml): Uint8Array {
  const parts = Object.entries(unzipSync(archive)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const entries = parts
    .filter(([name]) => !name.endsWith("/"))
    .map(([name, bytes]) => {
      const isText = name.endsWith(".xml") || name.endsWith(".rels");
      const content = isText ? strToU8(withoutMoment(edit(name, strFromU8(bytes)))) : bytes;
      return [name, [content, { mtime: EARLIEST, level: 6 }]] as const;
    });
  return zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0]);
}

const withoutMoment = (xml: string): string =>
  xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${NO_MOMENT}`);

/** Text that XML 1.0 allows; the rest becomes U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}
