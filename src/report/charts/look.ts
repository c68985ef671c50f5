/**
 * How charts look. Colours differ in lightness before they differ in hue, so that a grey print reads the same; text has a
 * contrast of at least 4.5 to white, marks at least 3 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
import type { CssFont, FontWeight } from "../svg/css-font.ts";

export const COLOURS = {
  ink: "#16202c",
  quiet: "#52606d",
  grid: "#e1e5ea",
  axis: "#7b8794",
  dark: "#12355b",
  middle: "#2f7ab0",
  warm: "#b4540a",
  pale: "#a9c9e2",
  beyond: "#f0f1f3",
  paper: "#ffffff",
} as const;

/** Sizes in pixels at 900 × 500. */
export const TEXT = { title: 18, subtitle: 13, label: 13, tick: 12, small: 11.5 } as const;

export const MARGIN = 20;

/** A font as Chart.js takes it. */
export function chartFont(
  size: number,
  weight: FontWeight = 400,
): { family: string; size: number; weight: FontWeight } {
  return { family: "Inter", size, weight };
}

/** The same font for measuring. */
export function measured(sizePx: number, weight: FontWeight = 400): CssFont {
  return { sizePx, weight };
}
