import { joined } from "./byte-lines.ts";

/**
 * Holds bytes back until there is a line with something on it, or a mebibyte without one; so what a file is taken for
 * does not depend on the pieces it comes in.
 *
 * @param found takes the bytes up to the end of that line, and whether they are the whole file; returns where all go
 */
export function firstLine(found: (line: Uint8Array, whole: boolean) => (bytes: Uint8Array) => void): {
  readonly push: (piece: Uint8Array) => void;
  readonly end: () => void;
} {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let hasInk = false;
  const endIn = (piece: Uint8Array): number => {
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] as number;
      if (hasInk && byte === NEWLINE) return at + 1;
      hasInk ||= byte > SPACE;
      if (heldBytes + at + 1 === FIRST_BYTES) return at + 1;
    }
    return -1;
  };
  const decide = (end: number, whole: boolean): void => {
    const bytes = joined(held);
    held = [];
    found(bytes.subarray(0, end), whole)(bytes);
  };
  return {
    push(piece) {
      const end = endIn(piece);
      held.push(piece.slice());
      if (end >= 0) decide(heldBytes + end, false);
      heldBytes += piece.length;
    },
    end() {
      if (held.length > 0) decide(heldBytes, true);
    },
  };
}

const NEWLINE = 0x0a;
const SPACE = 0x20;

/** How far the end of the first line is looked for. */
const FIRST_BYTES = 1 << 20;
