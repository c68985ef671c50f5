/** How the PDF looks: A4, one column, in the colours of the charts. */
import { COLOURS } from "../charts/look.ts";
import type { Paint } from "../svg/paint.ts";
import type { PageShape, TextLook } from "./paper.ts";

/** A4 in points. */
export const UPRIGHT: PageShape = { width: 595.28, height: 841.89, left: 50, right: 545.28, top: 62, bottom: 788 };

/** For tables that are long and wide. */
export const SIDEWAYS: PageShape = { width: 841.89, height: 595.28, left: 50, right: 791.89, top: 62, bottom: 544 };

export const widthOf = ({ left, right }: PageShape): number => right - left;
export const heightOf = ({ top, bottom }: PageShape): number => bottom - top;

/** Both kinds of page have the same left margin. */
export const LEFT = UPRIGHT.left;

/** Text is no wider than this on either page: longer lines read badly. */
export const TEXT_WIDTH = widthOf(UPRIGHT);

export const INK: Paint = { hex: COLOURS.ink, opacity: 1 };
const QUIET: Paint = { hex: COLOURS.quiet, opacity: 1 };
export const ACCENT: Paint = { hex: COLOURS.dark, opacity: 1 };
export const RULE: Paint = { hex: COLOURS.axis, opacity: 1 };
export const HAIRLINE: Paint = { hex: COLOURS.grid, opacity: 1 };

/** A text with the height of its lines and the space above it. */
export interface TextStyle {
  readonly look: TextLook;
  readonly paint: Paint;
  readonly leading: number;
  readonly above: number;
}

export const TITLE: TextStyle = { look: { size: 21, weight: 600 }, paint: ACCENT, leading: 27, above: 0 };
export const HEADING: TextStyle = { look: { size: 14, weight: 600 }, paint: ACCENT, leading: 18, above: 22 };
export const BODY: TextStyle = { look: { size: 9.5, weight: 400 }, paint: INK, leading: 13.6, above: 7 };
export const CAPTION: TextStyle = { look: { size: 9, weight: 600 }, paint: INK, leading: 12.4, above: 13 };
export const NOTE: TextStyle = { look: { size: 7.5, weight: 400 }, paint: QUIET, leading: 10.2, above: 4 };
export const MARGINAL: TextStyle = { look: { size: 7.5, weight: 400 }, paint: QUIET, leading: 10, above: 0 };

/** Sizes that the text of a table may have, the best first. */
export const TABLE_SIZES: readonly number[] = [8, 7.5, 7];
