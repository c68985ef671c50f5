import { singleLine } from "../single-line.ts";

/** Text for an XML element or a double-quoted attribute; characters that XML forbids have become visible marks. */
export function escapeXml(text: string): string {
  return singleLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
