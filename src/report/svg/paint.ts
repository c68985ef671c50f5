/** A CSS colour as SVG takes it everywhere: six hexadecimal digits, opacity apart. */
import { coordinate } from "./coordinate.ts";

/** The attribute `name` with its opacity, or undefined where nothing would be seen. */
export function paint(name: "fill" | "stroke", colour: string, alpha: number): string | undefined {
  const { hex, opacity } = parseColour(colour);
  const seen = opacity * alpha;
  if (seen === 0) return undefined;
  return `${name}="${hex}"${seen < 1 ? ` ${name}-opacity="${coordinate(seen)}"` : ""}`;
}

function parseColour(colour: string): { readonly hex: string; readonly opacity: number } {
  if (colour === "transparent") return { hex: "#000", opacity: 0 };
  if (/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(colour)) return { hex: colour.toLowerCase(), opacity: 1 };
  const parts = /^rgba?\((\d+), ?(\d+), ?(\d+)(?:, ?([\d.]+))?\)$/.exec(colour);
  if (parts === null) throw new RangeError(`colour: "${colour}", expected #rgb, #rrggbb, rgb(), rgba() or transparent`);
  const hex = parts.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, "0"));
  return { hex: `#${hex.join("")}`, opacity: Number(parts[4] ?? 1) };
}
