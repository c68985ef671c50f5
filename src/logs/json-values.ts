import { type ByteLine, joined, LONGEST_RECORD } from "./byte-lines.ts";

/** One value of a file that is not one value a line; `group` counts the outermost lists. */
export interface JsonBytes extends ByteLine {
  readonly group: number;
}

/**
 * Cuts JSON that is not written one value a line: a list of objects, however long, or objects over several lines, one
 * after the other. Only brackets and strings are looked at; whether a value is JSON shows when it is parsed.
 */
export function jsonValues(take: (value: JsonBytes) => void): {
  readonly push: (piece: Uint8Array) => void;
  /** @returns whether the file broke off inside a value or a list */
  readonly end: () => boolean;
} {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let depth = 0;
  let inList = false;
  let group = 0;
  let inString = false;
  let escaped = false;
  let line = 1;
  let firstLine = 1;
  const hold = (piece: Uint8Array): void => {
    heldBytes += piece.length;
    if (heldBytes > LONGEST_RECORD) held = [];
    else held.push(piece);
  };
  return {
    push(piece) {
      let start = 0;
      for (let at = 0; at < piece.length; at++) {
        const byte = piece[at] as number;
        if (byte === NEWLINE) line++;
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) inString = false;
        } else if (byte === QUOTE) inString = depth > 0;
        else if (byte === OPEN_LIST && depth === 0 && !inList) inList = true;
        else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
          if (depth++ === 0) {
            start = at;
            firstLine = line;
          }
        } else if (byte === CLOSE_LIST && depth === 0) {
          inList = false;
          group++;
        } else if ((byte === CLOSE_LIST || byte === CLOSE_OBJECT) && depth > 0 && --depth === 0) {
          hold(piece.slice(start, at + 1));
          take({ bytes: joined(held), number: firstLine, tooLong: heldBytes > LONGEST_RECORD, group });
          held = [];
          heldBytes = 0;
        }
      }
      if (depth > 0) hold(piece.slice(start));
    },
    end: () => depth > 0 || inList,
  };
}

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
