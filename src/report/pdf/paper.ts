/** What a PDF is drawn on. Points of 1/72 inch from the upper left corner of a page; y of a text is its baseline. */
import type { FontWeight } from "../svg/css-font.ts";
import type { Matrix, Point } from "../svg/matrix.ts";
import type { Paint } from "../svg/paint.ts";

/** A page and the part of it between running head and page number. */
export interface PageShape {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface TextLook {
  readonly size: number;
  readonly weight: FontWeight;
  /** Digits of equal width, for numbers that stand under each other. */
  readonly tabular?: boolean;
}

export interface Stroke {
  readonly width: number;
  readonly dash?: readonly number[];
  readonly dashOffset?: number;
  readonly cap?: string;
  readonly join?: string;
}

/** What a part of the document is, for those who have it read aloud. The names are those of PDF. */
export type Role =
  | "H1"
  | "H2"
  | "P"
  | "L"
  | "LI"
  | "LBody"
  | "Figure"
  | "Table"
  | "TR"
  | "TH"
  | "TD"
  | "Caption"
  | "Note";

export interface Paper {
  /** Text shows as it is given but for letters that the font lacks, which `width` knows. */
  readonly width: (text: string, look: TextLook) => number;
  readonly text: (text: string, at: Point, look: TextLook, paint: Paint) => void;
  /** @param data an SVG path */
  readonly fill: (data: string, paint: Paint) => void;
  readonly stroke: (data: string, paint: Paint, stroke: Stroke) => void;
  /** What `draw` draws is mapped, and shows only within all paths of `clips`, which are mapped too. */
  readonly within: (matrix: Matrix, clips: readonly string[], draw: () => void) => void;
  readonly newPage: (page: PageShape) => void;
  /** What `draw` draws belongs to every page rather than to what is read; counted from 1. */
  readonly onEveryPage: (draw: (page: PageShape, number: number, of: number) => void) => void;
  readonly bookmark: (title: string, y: number) => void;
  /** A part that holds other parts. */
  readonly group: (role: Role, draw: () => void) => void;
  /** A part that is drawn itself; it may go over to the next page. `alt` says what a picture shows. */
  readonly leaf: (role: Role, draw: () => void, alt?: string) => void;
  /** What is drawn for the eye alone: rules, bullets. */
  readonly ornament: (draw: () => void) => void;
}
