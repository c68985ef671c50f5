/** Lines of text of several weights, broken where a reader expects it. */
import { singleLine } from "../single-line.ts";
import type { FontWeight } from "../svg/css-font.ts";
import type { Paper, TextLook } from "./paper.ts";

export interface Piece {
  readonly text: string;
  readonly weight: FontWeight;
}

export type Line = readonly Piece[];

type Measure = Pick<Paper, "width">;

/**
 * Breaks at spaces; a word wider than a line is broken behind `. _ / -` and the like, as names of figures and addresses
 * can be read, and anywhere where it has no such place.
 */
export function fold(measure: Measure, pieces: readonly Piece[], look: TextLook, width: number): readonly Line[] {
  const widthOf = (text: string, weight: FontWeight): number => measure.width(text, { ...look, weight });
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = 0;
  const add = (text: string, weight: FontWeight): void => {
    const last = line.at(-1);
    if (last?.weight === weight) line[line.length - 1] = { text: last.text + text, weight };
    else line.push({ text, weight });
    used += widthOf(text, weight);
  };
  const end = (): void => {
    lines.push(line);
    line = [];
    used = 0;
  };
  for (const { parts, spaced } of wordsOf(pieces)) {
    const wide = parts.reduce((sum, { text, weight }) => sum + widthOf(text, weight), 0);
    const [first] = parts;
    if (first === undefined) continue;
    const space = line.length > 0 && spaced ? widthOf(" ", first.weight) : 0;
    if (line.length > 0 && used + space + wide > width) end();
    else if (space > 0) add(" ", first.weight);
    for (const { text, weight } of parts) {
      // A part of a word never begins a line of its own unless the whole word is wider than a line.
      const cut =
        wide > width ? breakable(text).flatMap((whole) => cutToFit(whole, width, (t) => widthOf(t, weight))) : [text];
      for (const piece of cut) {
        if (wide > width && line.length > 0 && used + widthOf(piece, weight) > width) end();
        add(piece, weight);
      }
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/** Words, each of one or several weights, and whether a space stands before them. */
function wordsOf(pieces: readonly Piece[]): readonly { readonly parts: readonly Piece[]; readonly spaced: boolean }[] {
  const words: { parts: Piece[]; spaced: boolean }[] = [];
  let spaced = false;
  let open = false;
  for (const { text, weight } of pieces) {
    for (const part of text.split(/( +)/)) {
      if (part === "") continue;
      if (/^ +$/.test(part)) {
        spaced = true;
        open = false;
      } else if (open) {
        words.at(-1)?.parts.push({ text: part, weight });
      } else {
        words.push({ parts: [{ text: part, weight }], spaced });
        spaced = false;
        open = true;
      }
    }
  }
  return words;
}

/** Plain text in one weight. */
export const plain = (text: string, weight: FontWeight = 400): readonly Piece[] => [{ text: singleLine(text), weight }];

/** A word in pieces after which a line may end. */
export const breakable = (word: string): readonly string[] =>
  word.match(/[^._/\-,:;=&?]*[._/\-,:;=&?]+|[^._/\-,:;=&?]+/g) ?? [];

/** Letters are measured one by one: a word may be as long as a file. */
function cutToFit(word: string, width: number, widthOf: (text: string) => number): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const character of word) {
    const wide = widthOf(character);
    if (piece !== "" && used + wide > width) {
      pieces.push(piece);
      piece = "";
      used = 0;
    }
    piece += character;
    used += wide;
  }
  return [...pieces, piece];
}
