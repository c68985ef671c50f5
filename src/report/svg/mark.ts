/** What a recording is made of, before any format writes it: filled paths, drawn lines, pieces of text. */
import { parseFont } from "./css-font.ts";
import type { DrawingStyle } from "./drawing-style.ts";
import type { Matrix, Point } from "./matrix.ts";
import type { Paint } from "./paint.ts";

/** How and where something is drawn. */
export interface Setting {
  readonly style: DrawingStyle;
  readonly matrix: Matrix;
  readonly dash: readonly number[];
  /** Which clip of the recording, if any. */
  readonly clip: number | undefined;
}

/** `path` is SVG path data, already mapped. */
export interface PathMark {
  readonly kind: "fill" | "stroke";
  readonly path: string;
  readonly paint: Paint;
  readonly setting: Setting;
}

export interface TextMark {
  readonly kind: "text";
  readonly text: string;
  readonly paint: Paint;
  readonly point: Point;
  readonly setting: Setting;
}

export type Mark = PathMark | TextMark;

/** A path, already mapped, inside of which marks show; `outer` is the clip that held when it was set. */
export interface Clip {
  readonly path: string;
  readonly outer: number | undefined;
}

/** Where a text begins on its alphabetic baseline. */
export function onBaseline({ x, y }: Point, { font, textBaseline }: DrawingStyle): Point {
  return { x, y: y + (BASELINES[textBaseline] ?? 0) * parseFont(font).sizePx };
}

/** Baselines below the reference line in em, measured in Inter with Skia; 0 for `alphabetic`. */
const BASELINES: Readonly<Record<string, number>> = {
  top: 0.7305,
  hanging: 0.775,
  middle: 0.3637,
  bottom: -0.2593,
  ideographic: -0.2412,
};
