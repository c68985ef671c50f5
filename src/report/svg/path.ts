/** Records the path of a canvas as SVG path data, already mapped to the picture's own coordinates. */
import { coordinate } from "./coordinate.ts";
import { type Matrix, mapped, type Point } from "./matrix.ts";

/** An arc of an ellipse, angles in radians from the positive x axis, as `CanvasRenderingContext2D.ellipse` takes them. */
export interface Arc {
  readonly centre: Point;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly rotation: number;
  readonly start: number;
  readonly end: number;
  readonly anticlockwise: boolean;
}

export class PathRecorder {
  private readonly parts: string[] = [];

  get empty(): boolean {
    return this.parts.length === 0;
  }

  get data(): string {
    return this.parts.join("");
  }

  moveTo(matrix: Matrix, point: Point): void {
    this.parts.push(`M${place(matrix, point)}`);
  }

  /** The first point of a path is a move, whatever the call is named. */
  lineTo(matrix: Matrix, point: Point): void {
    this.parts.push(`${this.empty ? "M" : "L"}${place(matrix, point)}`);
  }

  curveTo(matrix: Matrix, first: Point, second: Point, end: Point): void {
    this.parts.push(`C${place(matrix, first)} ${place(matrix, second)} ${place(matrix, end)}`);
  }

  quadraticTo(matrix: Matrix, control: Point, end: Point): void {
    this.parts.push(`Q${place(matrix, control)} ${place(matrix, end)}`);
  }

  close(): void {
    if (!this.empty) this.parts.push("Z");
  }

  /**
   * Cubic curves of at most a quarter turn each, which stay an arc under any map; off by less than 0.03 % of the radius.
   * Control points at k = 4/3 · tan(angle / 4) along the tangents.
   */
  arc(matrix: Matrix, arc: Arc): void {
    const sweep = sweepOf(arc);
    const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
    const step = sweep / pieces;
    const k = (4 / 3) * Math.tan(step / 4);
    this.lineTo(matrix, onArc(arc, Math.cos(arc.start), Math.sin(arc.start)));
    for (let piece = 0; piece < pieces; piece++) {
      const from = arc.start + piece * step;
      const [c0, s0, c1, s1] = [Math.cos(from), Math.sin(from), Math.cos(from + step), Math.sin(from + step)];
      const first = onArc(arc, c0 - k * s0, s0 + k * c0);
      const second = onArc(arc, c1 + k * s1, s1 - k * c1);
      this.curveTo(matrix, first, second, onArc(arc, c1, s1));
    }
  }
}

function place(matrix: Matrix, point: Point): string {
  const { x, y } = mapped(matrix, point);
  return `${coordinate(x)} ${coordinate(y)}`;
}

/** The signed angle that a canvas sweeps: never more than a full turn, and in the direction asked for. */
function sweepOf({ start, end, anticlockwise }: Arc): number {
  const turn = 2 * Math.PI;
  const raw = anticlockwise ? start - end : end - start;
  const size = raw >= turn ? turn : ((raw % turn) + turn) % turn;
  return anticlockwise ? -size : size;
}

function onArc({ centre, radiusX, radiusY, rotation }: Arc, u: number, v: number): Point {
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  return { x: centre.x + radiusX * u * cos - radiusY * v * sin, y: centre.y + radiusX * u * sin + radiusY * v * cos };
}
