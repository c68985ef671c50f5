import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import { interFile } from "../../../src/node/font.ts";
import { CHARACTERS, UNITS_PER_EM } from "../../../src/report/svg/inter-widths.ts";
import { textWidth } from "../../../src/report/svg/text-width.ts";

const context = createCanvas(1, 1).getContext("2d");
for (const weight of [400, 600] as const) GlobalFonts.registerFromPath(interFile(weight), "Inter");

describe.each([400, 600] as const)("the width table of Inter %i", (weight) => {
  it("agrees with the font file, character by character", () => {
    context.font = `${weight} ${UNITS_PER_EM}px Inter`;
    const font = [...CHARACTERS].map((character) => Math.round(context.measureText(character).width));
    const table = [...CHARACTERS].map((character) => textWidth(character, { sizePx: UNITS_PER_EM, weight }));
    expect(table).toEqual(font);
  });

  it("is within two percent of the kerned text that a browser draws", () => {
    context.font = `${weight} 100px Inter`;
    for (const text of ["Compute needed (H100-days, logarithmic)", "Budget: 107.5 H100-days per session", "€20,000"]) {
      const drawn = context.measureText(text).width;
      expect(Math.abs(textWidth(text, { sizePx: 100, weight }) - drawn) / drawn).toBeLessThan(0.02);
    }
  });
});

describe("textWidth", () => {
  it("takes the letter under an accent it does not know, and one em for anything else", () => {
    const font = { sizePx: 16, weight: 400 } as const;
    expect(textWidth("č", font)).toBe(textWidth("c", font));
    expect(textWidth("字", font)).toBe(16);
    expect(textWidth("", font)).toBe(0);
  });
});
