/**
 * Writes src/report/svg/inter-widths.ts from the Inter files of @fontsource/inter: `npx tsx scripts/inter-widths.ts`.
 * Run it when the font changes; test/report/svg/text-width.test.ts fails until then.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";

const UNITS_PER_EM = 2048;

const range = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join("");

// Latin-1 without controls and the soft hyphen; then the letters, dashes, quotes, spaces and signs of the latin subset.
const CHARACTERS = `${range(0x20, 0x7e)}${range(0xa0, 0xac)}${range(0xae, 0xff)}ıŒœˆ˜\u2009–—‘’‚“”„•…\u202f‹›⁄€™↑↓−`;

const context = createCanvas(1, 1).getContext("2d");
const widths = (weight: 400 | 600): string => {
  const file = new URL(`../node_modules/@fontsource/inter/files/inter-latin-${weight}-normal.woff2`, import.meta.url);
  if (GlobalFonts.registerFromPath(fileURLToPath(file), "Inter") === null) throw new Error(`cannot read ${file}`);
  context.font = `${weight} ${UNITS_PER_EM}px Inter`;
  return [...CHARACTERS].map((character) => Math.round(context.measureText(character).width)).join(" ");
};

const text = `/** Advance widths of Inter in font units, one for each of CHARACTERS. Made by scripts/inter-widths.ts; not edited by hand. */
export const UNITS_PER_EM = ${UNITS_PER_EM};

export const CHARACTERS =
  ${JSON.stringify(CHARACTERS).replace(/[\u00a0\u2009\u202f]/g, (space) => `\\u${space.charCodeAt(0).toString(16).padStart(4, "0")}`)};

export const WIDTHS_400 =
  "${widths(400)}";

export const WIDTHS_600 =
  "${widths(600)}";
`;
writeFileSync(new URL("../src/report/svg/inter-widths.ts", import.meta.url), text);
