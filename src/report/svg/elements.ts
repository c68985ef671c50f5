/** The SVG elements that a recording is made of, as text. */
import { coordinate } from "./coordinate.ts";
import { parseFont } from "./css-font.ts";
import { escapeXml } from "./escape.ts";
import { type Mark, onBaseline, type PathMark, type TextMark } from "./mark.ts";
import { isTranslation, type Matrix, mapped, type Point, scaleOf } from "./matrix.ts";
import { paintAttribute } from "./paint.ts";

/** @param idOfClip the id under which a clip of the recording stands in the document */
export function elementOf(mark: Mark, idOfClip: (index: number) => string): string {
  const clip = mark.setting.clip === undefined ? "" : ` clip-path="url(#${idOfClip(mark.setting.clip)})"`;
  switch (mark.kind) {
    case "fill":
      return `<path d="${mark.path}" ${paintAttribute("fill", mark.paint)}${clip}/>`;
    case "stroke":
      return `<path d="${mark.path}" ${strokeAttributes(mark)}${clip}/>`;
    case "text":
      return `<text ${textAttributes(mark)}${clip}>${escapeXml(mark.text)}</text>`;
  }
}

function strokeAttributes({ paint, setting: { style, matrix, dash } }: PathMark): string {
  return [
    `fill="none" ${paintAttribute("stroke", paint)} stroke-width="${coordinate(style.lineWidth * scaleOf(matrix))}"`,
    ...(dash.length > 0 ? [`stroke-dasharray="${dash.map(coordinate).join(" ")}"`] : []),
    ...(dash.length > 0 && style.lineDashOffset !== 0
      ? [`stroke-dashoffset="${coordinate(style.lineDashOffset)}"`]
      : []),
    ...(style.lineCap === "butt" ? [] : [`stroke-linecap="${style.lineCap}"`]),
    ...(style.lineJoin === "miter" ? [] : [`stroke-linejoin="${style.lineJoin}"`]),
  ].join(" ");
}

/** Real text, which can be selected and searched; the baseline is set by hand, since viewers disagree on baselines. */
function textAttributes({ paint, point, setting: { style, matrix } }: TextMark): string {
  const { sizePx, weight } = parseFont(style.font);
  const anchor = ANCHORS[style.textAlign];
  return [
    placed(onBaseline(point, style), matrix),
    `font-size="${coordinate(sizePx)}"`,
    ...(weight === 400 ? [] : [`font-weight="${weight}"`]),
    ...(anchor === undefined ? [] : [`text-anchor="${anchor}"`]),
    paintAttribute("fill", paint),
  ].join(" ");
}

/** `left` and `start` need none. */
const ANCHORS: Readonly<Record<string, string>> = { center: "middle", right: "end", end: "end" };

function placed(point: Point, matrix: Matrix): string {
  const { x, y } = isTranslation(matrix) ? mapped(matrix, point) : point;
  const { a, b, c, d, e, f } = matrix;
  const transform = `transform="matrix(${[a, b, c, d, e, f].map(coordinate).join(" ")})" `;
  return `${isTranslation(matrix) ? "" : transform}x="${coordinate(x)}" y="${coordinate(y)}"`;
}
