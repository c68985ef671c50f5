/** The part of a canvas context that our plugins draw with, and the few things they all draw. */
import type { FontWeight } from "../svg/css-font.ts";
import { COLOURS } from "./look.ts";

export interface Drawing {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  setLineDash(segments: number[]): void;
}

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

/** A line through points in pixels. */
export function drawLine(
  drawing: Drawing,
  points: readonly { readonly x: number; readonly y: number }[],
  stroke: Stroke,
): void {
  drawing.save();
  drawing.strokeStyle = stroke.colour;
  drawing.lineWidth = stroke.width;
  drawing.setLineDash([...(stroke.dash ?? [])]);
  drawing.beginPath();
  for (const [index, { x, y }] of points.entries()) {
    if (index === 0) drawing.moveTo(x, y);
    else drawing.lineTo(x, y);
  }
  drawing.stroke();
  drawing.restore();
}

/** One line of text, centred vertically on `y`. */
export function drawText(
  drawing: Drawing,
  text: string,
  place: {
    readonly x: number;
    readonly y: number;
    readonly align: "left" | "center" | "right";
    readonly size: number;
    readonly weight?: FontWeight;
    readonly colour?: string;
  },
): void {
  drawing.save();
  drawing.font = `${place.weight ?? 400} ${place.size}px Inter`;
  drawing.fillStyle = place.colour ?? COLOURS.ink;
  drawing.textAlign = place.align;
  drawing.textBaseline = "middle";
  drawing.fillText(text, place.x, place.y);
  drawing.restore();
}
