/** Reads as much of a PDF as tests ask for: its objects, pages, bookmarks and the text of each page, by the tables of its fonts. */
import { inflateSync } from "node:zlib";

export interface ReadPdf {
  readonly version: string;
  readonly objects: ReadonlyMap<number, string>;
  /** Text in the order in which it is drawn; pieces parted by a line break. */
  readonly pages: readonly (readonly string[])[];
  readonly bookmarks: readonly string[];
  /** Names of fonts, and whether their letters are in the file. */
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const pdf = Buffer.from(bytes);
  const latin = pdf.toString("latin1");
  const tableAt = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(latin)?.[1]);
  const table = latin.slice(tableAt);
  if (!table.startsWith("xref\n0 ")) throw new Error("the table of objects is not where the file says");
  const starts = [...table.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
  const objects = new Map<number, string>();
  for (const [index, start] of starts.entries()) {
    if (!latin.startsWith(`${index + 1} 0 obj`, start)) throw new Error(`object ${index + 1} is not at ${start}`);
    objects.set(index + 1, objectAt(pdf, latin, start));
  }
  const root = objectOf(objects, /\/Root (\d+) 0 R/.exec(table)?.[1]);
  const pages = objectOf(objects, /\/Pages (\d+) 0 R/.exec(root)?.[1]);
  const kids = [...(/\/Kids \[([^\]]*)\]/.exec(pages)?.[1] ?? "").matchAll(/(\d+) 0 R/g)].map(([, id]) => id);
  const all = [...objects.values()];
  return {
    version: latin.slice(0, 8),
    objects,
    pages: kids.map((id) => textOf(objects, objectOf(objects, id))),
    bookmarks: all.flatMap((object) => {
      const title = /\/Title (\(.*?[^\\]\)|<[^>]*>)/s.exec(object)?.[1];
      return title !== undefined && object.includes("/Dest ") ? [stringOf(title)] : [];
    }),
    fonts: all
      .filter((object) => object.includes("/Type /FontDescriptor"))
      .map((object) => ({
        name: /\/FontName \/(\S+)/.exec(object)?.[1] ?? "",
        embedded: objectOf(objects, /\/FontFile2 (\d+) 0 R/.exec(object)?.[1]).length > 1000,
      })),
  };
}

/** An object's text, its stream unpacked. */
function objectAt(pdf: Buffer, latin: string, start: number): string {
  const end = latin.indexOf("endobj", start);
  const at = latin.indexOf("\nstream\n", start);
  if (at < 0 || at > end) return latin.slice(start, end);
  const head = latin.slice(start, at);
  const from = at + "\nstream\n".length;
  const stream = pdf.subarray(from, from + Number(/\/Length (\d+)/.exec(head)?.[1]));
  const content = head.includes("/FlateDecode") ? inflateSync(stream) : stream;
  return `${head}\nstream\n${content.toString("latin1")}`;
}

function objectOf(objects: ReadonlyMap<number, string>, id: string | undefined): string {
  return objects.get(Number(id)) ?? "";
}

function textOf(objects: ReadonlyMap<number, string>, page: string): readonly string[] {
  const resources = objectOf(objects, /\/Resources (\d+) 0 R/.exec(page)?.[1]);
  const fonts = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [
      name,
      lettersOf(objects, objectOf(objects, id)),
    ]),
  );
  const content = objectOf(objects, /\/Contents (\d+) 0 R/.exec(page)?.[1]);
  return [...content.matchAll(/\/(F\d+) [\d.]+ Tf\n(?:.*\n)*?\[(.*?)\] TJ/g)].map(([, font, shown = ""]) => {
    const letters = fonts.get(font ?? "") ?? [];
    const codes = [...shown.matchAll(/<([0-9a-f]*)>/g)].flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? []);
    return codes.map((code) => letters[Number.parseInt(code, 16)] ?? "").join("");
  });
}

/** What each glyph of a font means, from its ToUnicode table. */
function lettersOf(objects: ReadonlyMap<number, string>, font: string): readonly string[] {
  const table = objectOf(objects, /\/ToUnicode (\d+) 0 R/.exec(font)?.[1]);
  return [...table.matchAll(/^<[0-9a-f]+> <[0-9a-f]+> \[(.*)\]$/gm)].flatMap(([, entries = ""]) =>
    [...entries.matchAll(/<([0-9a-f ]*)>/g)].map(([, units = ""]) =>
      String.fromCharCode(...units.split(" ").map((unit) => Number.parseInt(unit, 16))),
    ),
  );
}

/** A string of a PDF: Latin, or UTF-16 with a mark before it. */
export function stringOf(written: string): string {
  const bytes = written.startsWith("<")
    ? Buffer.from(written.slice(1, -1), "hex")
    : Buffer.from(
        written
          .slice(1, -1)
          .replace(
            /\\([nrtbf()\\])/g,
            (_, letter: string) => ({ n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" })[letter] ?? letter,
          ),
        "latin1",
      );
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString("latin1");
  return Buffer.from(bytes.subarray(2)).swap16().toString("utf16le");
}
