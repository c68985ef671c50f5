/** The SVG elements that a recording is made of, as text. */
import { coordinate } from "./coordinate.ts";
import { parseFont } from "./css-font.ts";
import type { DrawingStyle } from "./drawing-style.ts";
import { escapeXml } from "./escape.ts";
import { isTranslation, type Matrix, mapped, type Point, scaleOf } from "./matrix.ts";
import { paint } from "./paint.ts";

/** How and where something is drawn. */
export interface Setting {
  readonly style: DrawingStyle;
  readonly matrix: Matrix;
  readonly dash: readonly number[];
  /** Id of the clip path, if any. */
  readonly clip: string | undefined;
}

/** @param path already mapped; @returns undefined where nothing would be seen */
export function filledPath(path: string, { style, clip }: Setting): string | undefined {
  const fill = paint("fill", style.fillStyle, style.globalAlpha);
  return fill === undefined || path === "" ? undefined : `<path d="${path}" ${fill}${clipped(clip)}/>`;
}

export function strokedPath(path: string, { style, matrix, dash, clip }: Setting): string | undefined {
  const stroke = paint("stroke", style.strokeStyle, style.globalAlpha);
  if (stroke === undefined || path === "" || !(style.lineWidth > 0)) return undefined;
  const attributes = [
    `fill="none" ${stroke} stroke-width="${coordinate(style.lineWidth * scaleOf(matrix))}"`,
    ...(dash.length > 0 ? [`stroke-dasharray="${dash.map(coordinate).join(" ")}"`] : []),
    ...(dash.length > 0 && style.lineDashOffset !== 0
      ? [`stroke-dashoffset="${coordinate(style.lineDashOffset)}"`]
      : []),
    ...(style.lineCap === "butt" ? [] : [`stroke-linecap="${style.lineCap}"`]),
    ...(style.lineJoin === "miter" ? [] : [`stroke-linejoin="${style.lineJoin}"`]),
  ];
  return `<path d="${path}" ${attributes.join(" ")}${clipped(clip)}/>`;
}

/** Real text, which can be selected and searched; the baseline is set by hand, since viewers disagree on baselines. */
export function textElement(text: string, { x, y }: Point, { style, matrix, clip }: Setting): string | undefined {
  const fill = paint("fill", style.fillStyle, style.globalAlpha);
  if (fill === undefined || text.trim() === "") return undefined;
  const { sizePx, weight } = parseFont(style.font);
  const anchor = ANCHORS[style.textAlign];
  const attributes = [
    placed({ x, y: y + (BASELINES[style.textBaseline] ?? 0) * sizePx }, matrix),
    `font-size="${coordinate(sizePx)}"`,
    ...(weight === 400 ? [] : [`font-weight="${weight}"`]),
    ...(anchor === undefined ? [] : [`text-anchor="${anchor}"`]),
    fill,
  ];
  return `<text ${attributes.join(" ")}${clipped(clip)}>${escapeXml(text)}</text>`;
}

/** Baselines below the reference line in em, measured in Inter with Skia; 0 for `alphabetic`. */
const BASELINES: Readonly<Record<string, number>> = {
  top: 0.7305,
  hanging: 0.775,
  middle: 0.3637,
  bottom: -0.2593,
  ideographic: -0.2412,
};

/** `left` and `start` need none. */
const ANCHORS: Readonly<Record<string, string>> = { center: "middle", right: "end", end: "end" };

function placed(point: Point, matrix: Matrix): string {
  const { x, y } = isTranslation(matrix) ? mapped(matrix, point) : point;
  const { a, b, c, d, e, f } = matrix;
  const transform = `transform="matrix(${[a, b, c, d, e, f].map(coordinate).join(" ")})" `;
  return `${isTranslation(matrix) ? "" : transform}x="${coordinate(x)}" y="${coordinate(y)}"`;
}

function clipped(clip: string | undefined): string {
  return clip === undefined ? "" : ` clip-path="url(#${clip})"`;
}
