/** Paper that pdfkit writes on. */
import type { PageShape, Paper, Role, TextLook } from "../report/pdf/paper.ts";
import type { InterLetters, LetterRun } from "./inter-letters.ts";
import type { PdfKitDocument, StructElement, TextOptions } from "./pdf-kit.ts";

/** @param root what all parts of the document belong to */
export function pdfPaper(document: PdfKitDocument, letters: InterLetters, root: StructElement): Paper {
  /** Of runs, at size 1. */
  const widths = new Map<string, number>();
  const pages: PageShape[] = [];
  let parent = root;
  /** The part that is being drawn, which goes over to the next page with what is drawn. */
  let open: { readonly role: Role; readonly element: StructElement } | undefined;

  const runWidth = (run: LetterRun, look: TextLook): number => {
    const key = `${run.font} ${look.tabular ? "t" : ""}${run.kind} ${run.text}`;
    let one = widths.get(key);
    if (one === undefined) {
      document.font(run.font, UNIT);
      one = document.widthOfString(run.text, featuresOf(run, look)) / UNIT;
      widths.set(key, one);
    }
    return one * sizeOf(run, look);
  };
  const width = (text: string, look: TextLook): number =>
    letters.runsOf(text, look.weight).reduce((sum, run) => sum + runWidth(run, look), 0);
  const partOf = (element: StructElement, draw: () => void): void => {
    const outer = parent;
    outer.add(element);
    parent = element;
    draw();
    parent = outer;
    element.end();
  };
  const mark = (): void => {
    if (open) open.element.add(document.markStructureContent(open.role));
  };

  return {
    width,
    text: (text, { x, y }, look, { hex, opacity }) => {
      document.fillColor(hex, opacity);
      let at = x;
      for (const run of letters.runsOf(text, look.weight)) {
        const place = y - (SHIFT[run.kind] ?? 0) * look.size;
        document.font(run.font, sizeOf(run, look));
        document.text(run.text, at, place, { lineBreak: false, baseline: "alphabetic", ...featuresOf(run, look) });
        at += runWidth(run, look);
      }
    },
    fill: (data, { hex, opacity }) => {
      document.fillColor(hex, opacity);
      document.path(data).fill();
    },
    stroke: (data, { hex, opacity }, { width: lineWidth, dash = [], dashOffset = 0, cap = "butt", join = "miter" }) => {
      document.save();
      document.strokeColor(hex, opacity);
      document.lineWidth(lineWidth);
      document.lineCap(cap);
      document.lineJoin(join);
      if (dash.length > 0) document.dash(dash, { phase: dashOffset });
      document.path(data).stroke();
      document.restore();
    },
    within: ({ a, b, c, d, e, f }, clips, draw) => {
      document.save();
      document.transform(a, b, c, d, e, f);
      for (const clip of clips) document.path(clip).clip();
      draw();
      document.restore();
    },
    newPage: (page) => {
      if (open) document.endMarkedContent();
      document.addPage({ size: [page.width, page.height], margin: 0 });
      pages.push(page);
      mark();
    },
    onEveryPage: (draw) => {
      for (const [index, page] of pages.entries()) {
        document.switchToPage(index);
        document.markContent("Artifact", { type: "Pagination" });
        draw(page, index + 1, pages.length);
        document.endMarkedContent();
      }
    },
    // pdfkit counts the distance from the right edge.
    bookmark: (title, y) =>
      document.outline.addItem(title, { top: Math.max(0, y - 10), left: pages.at(-1)?.width ?? 0 }),
    group: (role, draw) => partOf(document.struct(role, {}), draw),
    leaf: (role, draw, alt) => {
      const element = document.struct(role, alt === undefined ? {} : { alt });
      partOf(element, () => {
        open = { role, element };
        mark();
        draw();
        document.endMarkedContent();
        open = undefined;
      });
    },
    ornament: (draw) => {
      document.markContent("Artifact", { type: "Layout" });
      draw();
      document.endMarkedContent();
    },
  };
}

const featuresOf = ({ kind }: LetterRun, { tabular }: TextLook): Pick<TextOptions, "features"> => {
  if (kind !== "number") return {};
  return { features: tabular ? { kern: false, tnum: true } : { kern: false } };
};

const sizeOf = ({ kind }: LetterRun, { size }: TextLook): number => (kind in SHIFT ? size * 0.66 : size);

/** How far above its line a run stands, as a share of its size. */
const SHIFT: Partial<Readonly<Record<LetterRun["kind"], number>>> = { raised: 0.33, lowered: -0.14 };

/** Size at which widths are measured. */
const UNIT = 100;
