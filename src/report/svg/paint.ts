/** A CSS colour as SVG and PDF take it everywhere: six hexadecimal digits, opacity apart. */
import { coordinate } from "./coordinate.ts";

export interface Paint {
  readonly hex: string;
  readonly opacity: number;
}

/** @returns undefined where nothing would be seen */
export function paintOf(colour: string, alpha: number): Paint | undefined {
  const { hex, opacity } = parseColour(colour);
  return opacity * alpha === 0 ? undefined : { hex, opacity: opacity * alpha };
}

/** The attribute `name` with its opacity. */
export function paintAttribute(name: "fill" | "stroke", { hex, opacity }: Paint): string {
  return `${name}="${hex}"${opacity < 1 ? ` ${name}-opacity="${coordinate(opacity)}"` : ""}`;
}

function parseColour(colour: string): Paint {
  if (colour === "transparent") return { hex: "#000", opacity: 0 };
  if (/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour)) return { hex: colour.toLowerCase(), opacity: 1 };
  const parts = /^rgba?\((\d+), ?(\d+), ?(\d+)(?:, ?([\d.]+))?\)$/.exec(colour);
  if (parts === null) throw new RangeError(`colour: "${colour}", expected #rgb, #rrggbb, rgb(), rgba() or transparent`);
  const hex = parts.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0"));
  return { hex: `#${hex.join("")}`, opacity: Number(parts[4] ?? 1) };
}
