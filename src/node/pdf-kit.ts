/** pdfkit, which writes PDF, and is optional. Only what is used of it is stated here; the manifest pins its version. */
import { createRequire } from "node:module";
import { FileError } from "./file-error.ts";

/** The package is optional, 26 MB with what it brings; this says how to get it. */
export class PdfUnavailableError extends FileError {
  constructor() {
    super("user", "a report as PDF needs an optional package: npm install pdfkit@0.20.2");
    this.name = "PdfUnavailableError";
  }
}

export interface PdfKit {
  readonly PDFDocument: new (options: object) => PdfKitDocument;
  /** The reader of fonts that pdfkit brings along. */
  readonly fontkit: { readonly create: (bytes: Uint8Array) => OpenedFont };
}

export interface OpenedFont {
  readonly hasGlyphForCodePoint: (codePoint: number) => boolean;
}

export interface PdfKitDocument {
  readonly info: Record<string, unknown>;
  readonly outline: { readonly addItem: (title: string, options: object) => unknown };
  on(event: "data", take: (bytes: Uint8Array) => void): void;
  on(event: "end", done: () => void): void;
  on(event: "error", fail: (error: unknown) => void): void;
  end(): void;
  addPage(options: object): void;
  switchToPage(index: number): void;
  registerFont(name: string, font: OpenedFont): void;
  font(name: string, size: number): void;
  widthOfString(text: string, options: TextOptions): number;
  text(text: string, x: number, y: number, options: TextOptions): void;
  save(): void;
  restore(): void;
  transform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  path(data: string): { fill(): void; stroke(): void; clip(): void };
  fillColor(colour: string, opacity: number): void;
  strokeColor(colour: string, opacity: number): void;
  lineWidth(width: number): void;
  lineCap(cap: string): void;
  lineJoin(join: string): void;
  dash(lengths: readonly number[], options: { readonly phase: number }): void;
  struct(role: string, options: { readonly alt?: string }): StructElement;
  addStructure(element: StructElement): void;
  markStructureContent(role: string): object;
  markContent(tag: "Artifact", options: { readonly type: string }): void;
  endMarkedContent(): void;
}

export interface StructElement {
  add(child: object): void;
  end(): void;
}

export interface TextOptions {
  readonly lineBreak?: boolean;
  readonly baseline?: "alphabetic";
  readonly features?: { readonly kern?: false; readonly tnum?: true };
}

/** @param load finds a package by name; a test replaces it to see what happens where it is missing */
export function loadPdfKit(load?: (name: string) => unknown): PdfKit {
  const require = createRequire(import.meta.url);
  try {
    const PDFDocument = (load ?? require)("pdfkit") as PdfKit["PDFDocument"];
    const fontkit = createRequire(require.resolve("pdfkit"))("fontkit") as PdfKit["fontkit"];
    return { PDFDocument, fontkit };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") throw new PdfUnavailableError();
    throw error;
  }
}
