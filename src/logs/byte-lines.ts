/** Longest record that is read; what is longer is skipped without being held in memory. */
export const LONGEST_RECORD = 16 * 1024 * 1024;

export interface ByteLine {
  /** Without the line break; empty where the line is too long to be held. */
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
  readonly tooLong: boolean;
}

/** Cuts bytes that come in pieces into lines, at \n or \r\n. A line of more than 16 MiB is told but not kept. */
export function byteLines(take: (line: ByteLine) => void): {
  readonly push: (piece: Uint8Array) => void;
  readonly end: () => void;
} {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let tooLong = false;
  let number = 1;
  const hold = (piece: Uint8Array): void => {
    heldBytes += piece.length;
    if (heldBytes > LONGEST_RECORD) {
      tooLong = true;
      held = [];
    } else if (piece.length > 0) held.push(piece);
  };
  const emit = (): void => {
    const bytes = held.length === 1 ? (held[0] ?? EMPTY) : joined(held);
    take({ bytes: bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes, number, tooLong });
    held = [];
    heldBytes = 0;
    tooLong = false;
    number++;
  };
  return {
    push(piece) {
      let start = 0;
      for (let end = piece.indexOf(NEWLINE, start); end >= 0; end = piece.indexOf(NEWLINE, start)) {
        hold(piece.subarray(start, end));
        emit();
        start = end + 1;
      }
      // A copy: whoever gave the piece may use its memory again.
      if (start < piece.length) hold(piece.slice(start));
    },
    end() {
      if (heldBytes > 0) emit();
    },
  };
}

/** Several pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const EMPTY = new Uint8Array(0);
const NEWLINE = 0x0a;
const RETURN = 0x0d;
