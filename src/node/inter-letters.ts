/** Which file of Inter has a letter. Each file holds some scripts; a file is opened when one of its letters is met. */
import { readFileSync } from "node:fs";
import type { FontWeight } from "../report/svg/css-font.ts";
import { INTER_SUBSETS, interFile } from "./font.ts";
import type { OpenedFont } from "./pdf-kit.ts";

/** A stretch of text in letters of one file. */
export interface LetterRun {
  readonly font: string;
  readonly text: string;
  readonly kind: RunKind;
}

/** A number is set without kerning, which moves a point under the arm of a 7 until nobody sees it. */
type RunKind = "letters" | "number" | "raised" | "lowered";

export interface InterLetters {
  /** Text as it is shown, in runs of one file each. */
  readonly runsOf: (text: string, weight: FontWeight) => readonly LetterRun[];
  /** Letters that no file has, and for which a sign stood in, as `U+4E2D`; in the order in which they were met. */
  readonly unshown: () => readonly string[];
}

/** Stands for letters that Inter lacks; one for each stretch of them. */
export const UNSHOWN = "[?]";

/** What Inter has no letter for and plain ones say as well. */
const PLAIN: Readonly<Record<string, string>> = {
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "≈": "~",
  "→": "->",
  "←": "<-",
  "∞": "infinity",
  "√": "sqrt ",
};

/** Inter has only some of these; all are made of plain ones, so that a row of them looks alike. */
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋";
const UPRIGHT = "0123456789+−";

/** @param opened gets each file under its name when it is first needed */
export function interLetters(
  open: (bytes: Uint8Array) => OpenedFont,
  opened: (name: string, font: OpenedFont) => void,
): InterLetters {
  const fonts = new Map<string, OpenedFont>();
  const files = new Map<string, string | undefined>();
  const unshown = new Set<string>();

  const fontOf = (weight: FontWeight, subset: (typeof INTER_SUBSETS)[number]): OpenedFont => {
    const name = `${weight}-${subset}`;
    const known = fonts.get(name);
    if (known) return known;
    const font = open(readFileSync(interFile(weight, subset, "woff")));
    fonts.set(name, font);
    opened(name, font);
    return font;
  };
  const fileOf = (letter: string, weight: FontWeight): string | undefined => {
    const key = `${weight} ${letter}`;
    if (!files.has(key)) {
      const subset = INTER_SUBSETS.find((one) => fontOf(weight, one).hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
      files.set(key, subset && `${weight}-${subset}`);
    }
    return files.get(key);
  };
  return {
    unshown: () => [...unshown],
    runsOf: (text, weight) => {
      const runs: { font: string; text: string; kind: RunKind }[] = [];
      const add = (letters: string, font: string, kind: RunKind): void => {
        const last = runs.at(-1);
        if (last?.font === font && last.kind === kind && last.text.length + letters.length <= LONGEST)
          last.text += letters;
        else runs.push({ font, text: letters, kind });
      };
      const latin = `${weight}-latin`;
      fontOf(weight, "latin");
      for (const piece of text.normalize("NFC").match(PIECES) ?? []) {
        const letter = UPRIGHT.charAt(RAISED.indexOf(piece)) || UPRIGHT.charAt(LOWERED.indexOf(piece));
        if (/^\d/.test(piece)) add(piece, latin, "number");
        else if (/^[ -~]+$/.test(piece)) add(piece, latin, "letters");
        else if (letter !== "") add(letter, latin, RAISED.includes(piece) ? "raised" : "lowered");
        else {
          const font = fileOf(piece, weight);
          if (font === undefined && PLAIN[piece] === undefined) unshown.add(codePointText(piece));
          const shown = font === undefined ? (PLAIN[piece] ?? UNSHOWN) : piece;
          // One sign for a stretch of letters that cannot be shown.
          if (shown !== UNSHOWN || !runs.at(-1)?.text.endsWith(UNSHOWN)) add(shown, font ?? latin, "letters");
        }
      }
      return runs;
    },
  };
}

/** Letters in a run: laying out a run takes time that grows with the square of its length. */
const LONGEST = 48;

/** Numbers, plain words, and whatever else, one by one. */
const PIECES = /\d[\d.,]{0,40}|[!-/:-~]{1,40} ?| |./gsu;

const codePointText = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
