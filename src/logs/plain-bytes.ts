/**
 * Bytes of any of the encodings that logs come in, as UTF-8 without a byte order mark: UTF-8, and UTF-16 of either byte
 * order where a mark says so.
 */
export function plainBytes(take: (piece: Uint8Array) => void): {
  readonly push: (piece: Uint8Array) => void;
  readonly end: () => void;
} {
  let begun = false;
  let first = new Uint8Array(0);
  let decode: ((piece: Uint8Array, more: boolean) => Uint8Array) | undefined;
  const pass = (piece: Uint8Array, more: boolean): void => {
    const plain = decode ? decode(piece, more) : piece;
    if (plain.length > 0) take(plain);
  };
  const begin = (): void => {
    begun = true;
    const [a, b, c] = first;
    if (a === 0xff && b === 0xfe) decode = fromUtf16("utf-16le");
    else if (a === 0xfe && b === 0xff) decode = fromUtf16("utf-16be");
    pass(a === 0xef && b === 0xbb && c === 0xbf ? first.subarray(3) : first, true);
  };
  return {
    push(piece) {
      if (begun) return pass(piece, true);
      const both = new Uint8Array(first.length + piece.length);
      both.set(first);
      both.set(piece, first.length);
      first = both;
      if (first.length >= 3) begin();
    },
    end() {
      if (!begun) begin();
      pass(new Uint8Array(0), false);
    },
  };
}

function fromUtf16(label: "utf-16le" | "utf-16be"): (piece: Uint8Array, more: boolean) => Uint8Array {
  const decoder = new TextDecoder(label);
  const encoder = new TextEncoder();
  return (piece, more) => encoder.encode(decoder.decode(piece, { stream: more }));
}
