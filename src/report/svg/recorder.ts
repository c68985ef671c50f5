/**
 * A canvas context that notes what is drawn instead of setting pixels; SVG and PDF are written from the notes. It has what Chart.js and our plugins call, and nothing more: a call
 * of anything else fails at once, where a silent stub would leave a hole in a picture.
 */
import { parseFont } from "./css-font.ts";
import { type DrawingStyle, NEW_STYLE, styleOf } from "./drawing-style.ts";
import { elementOf } from "./elements.ts";
import type { Clip, Mark, Setting } from "./mark.ts";
import { composed, IDENTITY } from "./matrix.ts";
import { paintOf } from "./paint.ts";
import { PathRecorder } from "./path.ts";
import { textWidth } from "./text-width.ts";

export class SvgRecorder implements DrawingStyle {
  fillStyle = NEW_STYLE.fillStyle;
  strokeStyle = NEW_STYLE.strokeStyle;
  lineWidth = NEW_STYLE.lineWidth;
  lineCap = NEW_STYLE.lineCap;
  lineJoin = NEW_STYLE.lineJoin;
  lineDashOffset = NEW_STYLE.lineDashOffset;
  font = NEW_STYLE.font;
  textAlign = NEW_STYLE.textAlign;
  textBaseline = NEW_STYLE.textBaseline;
  globalAlpha = NEW_STYLE.globalAlpha;

  /** What Chart.js takes for the canvas of this context. */
  readonly canvas: { width: number; height: number; style: object; getContext: () => SvgRecorder };

  private readonly idPrefix: string;
  private readonly noted: Mark[] = [];
  private readonly notedClips: Clip[] = [];
  private readonly saved: Setting[] = [];
  private path = new PathRecorder();
  private matrix = IDENTITY;
  private clipIndex: number | undefined;
  private dash: readonly number[] = [];

  /** @param spec size in pixels; `idPrefix` keeps the ids of several pictures on one page apart */
  constructor(spec: { readonly width: number; readonly height: number; readonly idPrefix: string }) {
    this.idPrefix = spec.idPrefix;
    this.canvas = { width: spec.width, height: spec.height, style: {}, getContext: () => this };
  }

  /** What would be seen, in the order in which it was drawn. */
  get marks(): readonly Mark[] {
    return this.noted;
  }

  get clips(): readonly Clip[] {
    return this.notedClips;
  }

  /** The clip paths and elements recorded so far as SVG, one a line. */
  get markup(): string {
    const idOf = (index: number): string => `${this.idPrefix}-clip${index + 1}`;
    const clips = this.notedClips.map(({ path, outer }, index) => {
      const within = outer === undefined ? "" : ` clip-path="url(#${idOf(outer)})"`;
      return `<clipPath id="${idOf(index)}"${within}><path d="${path}"/></clipPath>`;
    });
    const elements = this.noted.map((mark) => elementOf(mark, idOf));
    return [...(clips.length > 0 ? [`<defs>${clips.join("")}</defs>`] : []), ...elements].join("\n");
  }

  save(): void {
    this.saved.push(this.setting());
  }

  restore(): void {
    const setting = this.saved.pop();
    if (setting === undefined) return;
    Object.assign(this, setting.style);
    this.matrix = setting.matrix;
    this.clipIndex = setting.clip;
    this.dash = setting.dash;
  }

  translate(x: number, y: number): void {
    this.matrix = composed(this.matrix, { ...IDENTITY, e: x, f: y });
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.matrix = composed(this.matrix, { a: cos, b: sin, c: -sin, d: cos, e: 0, f: 0 });
  }

  scale(x: number, y: number): void {
    this.matrix = composed(this.matrix, { ...IDENTITY, a: x, d: y });
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.matrix = { a, b, c, d, e, f };
  }

  resetTransform(): void {
    this.matrix = IDENTITY;
  }

  beginPath(): void {
    this.path = new PathRecorder();
  }

  closePath(): void {
    this.path.close();
  }

  moveTo(x: number, y: number): void {
    this.path.moveTo(this.matrix, { x, y });
  }

  lineTo(x: number, y: number): void {
    this.path.lineTo(this.matrix, { x, y });
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.path.curveTo(this.matrix, { x: x1, y: y1 }, { x: x2, y: y2 }, { x, y });
  }

  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.path.quadraticTo(this.matrix, { x: x1, y: y1 }, { x, y });
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  arc(x: number, y: number, radius: number, start: number, end: number, anticlockwise = false): void {
    const centre = { x, y };
    this.path.arc(this.matrix, { centre, radiusX: radius, radiusY: radius, rotation: 0, start, end, anticlockwise });
  }

  setLineDash(segments: readonly number[]): void {
    this.dash = [...segments];
  }

  getLineDash(): number[] {
    return [...this.dash];
  }

  /** What is drawn from here on shows only inside the path, and inside the clip that was set before. */
  clip(): void {
    const clip: Clip = { path: this.path.data, outer: this.clipIndex };
    const known = this.notedClips.findIndex(({ path, outer }) => path === clip.path && outer === clip.outer);
    if (known < 0) this.notedClips.push(clip);
    this.clipIndex = known < 0 ? this.notedClips.length - 1 : known;
  }

  fill(): void {
    const paint = paintOf(this.fillStyle, this.globalAlpha);
    const path = this.path.data;
    if (paint && path !== "") this.noted.push({ kind: "fill", path, paint, setting: this.setting() });
  }

  stroke(): void {
    const paint = paintOf(this.strokeStyle, this.globalAlpha);
    const path = this.path.data;
    if (paint && path !== "" && this.lineWidth > 0)
      this.noted.push({ kind: "stroke", path, paint, setting: this.setting() });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const path = this.path;
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
    this.path = path;
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    const path = this.path;
    this.beginPath();
    this.rect(x, y, width, height);
    this.stroke();
    this.path = path;
  }

  /** Chart.js clears once, before it begins, when there is nothing to clear. */
  clearRect(): void {}

  measureText(text: string): { readonly width: number } {
    return { width: textWidth(text, parseFont(this.font)) };
  }

  fillText(text: string, x: number, y: number): void {
    const paint = paintOf(this.fillStyle, this.globalAlpha);
    if (paint && text.trim() !== "")
      this.noted.push({ kind: "text", text, paint, point: { x, y }, setting: this.setting() });
  }

  private setting(): Setting {
    return { style: styleOf(this), matrix: this.matrix, dash: this.dash, clip: this.clipIndex };
  }
}
