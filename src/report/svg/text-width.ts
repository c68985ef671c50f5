/** Width of text in Inter, in pixels, from a table of advance widths: the same on every machine, with or without the font. */
import type { CssFont } from "./css-font.ts";
import { CHARACTERS, UNITS_PER_EM, WIDTHS_400, WIDTHS_600 } from "./inter-widths.ts";

/** Kerning is left out; it would narrow a line by about one percent. */
export function textWidth(text: string, { sizePx, weight }: CssFont): number {
  const widths = WIDTHS[weight];
  let units = 0;
  for (const character of text) units += widths.get(character) ?? widths.get(baseOf(character)) ?? UNITS_PER_EM;
  return (units * sizePx) / UNITS_PER_EM;
}

const WIDTHS = { 400: tableOf(WIDTHS_400), 600: tableOf(WIDTHS_600) } as const;

function tableOf(packed: string): ReadonlyMap<string, number> {
  const widths = packed.split(" ");
  return new Map([...CHARACTERS].map((character, index) => [character, Number(widths[index])]));
}

/** The letter under the accents: ł and č are not in the table, l and c are. Anything else counts as one em. */
function baseOf(character: string): string {
  return character.normalize("NFD").charAt(0);
}
