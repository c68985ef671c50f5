/**
 * Packs the streams of a PDF and states its version. pdfkit would pack them with Node's zlib, whose bytes may differ from
 * one Node to the next; fflate gives the same everywhere. Tags and opacity are of PDF 1.4 and later; but asked for such a
 * version, pdfkit adds metadata in XML into which it writes a title with `&` or `<` as it is.
 */
import { zlibSync } from "fflate";

/** @param pdf as pdfkit writes it without compression: numbered objects and a table of where each begins */
export function packedPdf(pdf: Buffer): Buffer {
  const tableAt = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(pdf.toString("latin1", pdf.length - 60))?.[1]);
  const table = pdf.toString("latin1", tableAt);
  const starts = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
  const inOrder = starts.toSorted((a, b) => a - b);
  const first = inOrder[0] ?? tableAt;
  const parts: Buffer[] = [Buffer.from(pdf.toString("latin1", 0, first).replace(/^%PDF-1\.\d/, "%PDF-1.7"), "latin1")];
  let length = first;
  const places = new Map<number, number>();
  for (const [index, start] of inOrder.entries()) {
    const packed = packedObject(pdf.subarray(start, inOrder[index + 1] ?? tableAt));
    places.set(start, length);
    parts.push(packed);
    length += packed.length;
  }
  const moved = table
    .replace(
      /^(\d{10})( 00000 n )$/gm,
      (_, at: string, rest: string) => `${String(places.get(Number(at))).padStart(10, "0")}${rest}`,
    )
    .replace(/startxref\n\d+/, `startxref\n${length}`);
  return Buffer.concat([...parts, Buffer.from(moved, "latin1")]);
}

const BEGIN = "\nstream\n";

function packedObject(object: Buffer): Buffer {
  const at = object.indexOf(BEGIN);
  if (at < 0) return object;
  const head = object.toString("latin1", 0, at);
  const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
  const body = object.subarray(at + BEGIN.length, at + BEGIN.length + length);
  const packed = zlibSync(body, { level: 9 });
  return Buffer.concat([
    Buffer.from(head.replace(/\/Length \d+/, `/Length ${packed.length}\n/Filter /FlateDecode`) + BEGIN, "latin1"),
    packed,
    object.subarray(at + BEGIN.length + length),
  ]);
}
