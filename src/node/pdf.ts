/** The report as PDF, which needs pdfkit. */
import { drawReport } from "../report/pdf/report-pages.ts";
import type { ReportContent } from "../report/report-parts.ts";
import { singleLine } from "../report/single-line.ts";
import { interLetters, UNSHOWN } from "./inter-letters.ts";
import { packedPdf } from "./packed-pdf.ts";
import { loadPdfKit, type PdfKit } from "./pdf-kit.ts";
import { pdfPaper } from "./pdf-paper.ts";

export interface RenderedPdf {
  readonly bytes: Uint8Array;
  /** Where letters could not be shown, a sentence that says so; it also stands in the document. */
  readonly remarks: readonly string[];
}

/**
 * It holds no time, host or path: the same report gives the same bytes.
 *
 * @param load finds a package by name
 * @throws PdfUnavailableError where pdfkit is not installed
 */
export async function renderPdf(content: ReportContent, load?: (name: string) => unknown): Promise<RenderedPdf> {
  const kit = loadPdfKit(load);
  const { bytes, unshown } = await written(kit, content, []);
  if (unshown.length === 0) return { bytes, remarks: [] };
  // Only who has written it all knows what could not be shown; it is said below the title, so it is written again.
  const remarks = [unshownText(unshown)];
  return { bytes: (await written(kit, content, remarks)).bytes, remarks };
}

async function written({ PDFDocument, fontkit }: PdfKit, content: ReportContent, remarks: readonly string[]) {
  const document = new PDFDocument({
    ...{ size: "A4", margin: 0, autoFirstPage: false, bufferPages: true, compress: false },
    ...{ tagged: true, lang: "en", displayTitle: true },
    info: infoOf(content),
  });
  // A date would differ from run to run, and an invented one would mislead; the format needs none. pdfkit wants to see one.
  Object.defineProperty(document.info, "CreationDate", { value: new Date(0), enumerable: false });
  const chunks: Uint8Array[] = [];
  document.on("data", (bytes) => chunks.push(bytes));
  const ended = new Promise<void>((done, fail) => {
    document.on("end", done);
    document.on("error", fail);
  });
  const letters = interLetters(
    (bytes) => fontkit.create(bytes),
    (name, font) => document.registerFont(name, font),
  );
  const root = document.struct("Document", {});
  document.addStructure(root);
  await drawReport(pdfPaper(document, letters, root), content, remarks);
  root.end();
  document.end();
  await ended;
  return { bytes: packedPdf(Buffer.concat(chunks)), unshown: letters.unshown() };
}

/** The file's identity is made of this, so it says all that the file was made from. */
function infoOf({ title, version, digest, seed, draws, scenarios, settings }: ReportContent): object {
  const changes = [
    ...scenarios.map(({ name }) => `scenario ${name}`),
    ...settings.map((setting) => `setting ${setting}`),
  ];
  return {
    Title: singleLine(title),
    Creator: `llmplan ${version}`,
    Producer: "pdfkit 0.20.2",
    Subject: singleLine([`plan ${digest}`, `seed ${seed}`, `${draws} draws`, ...changes].join(", ")),
    // pdfkit makes the file's identity of a date too.
    CreationDate: new Date(0),
  };
}

function unshownText(unshown: readonly string[]): string {
  const named = unshown.slice(0, NAMED).join(", ");
  const more = unshown.length > NAMED ? ` and ${unshown.length - NAMED} more` : "";
  return `The font of this PDF lacks some letters; ${UNSHOWN} stands in their place: ${named}${more}. The other files of the report have them.`;
}

const NAMED = 8;
