/** Text of bytes; letters that are not UTF-8 are replaced, and that is told. */
export function utf8Text(bytes: Uint8Array): { readonly text: string; readonly replaced: boolean } {
  try {
    return { text: EXACT.decode(bytes), replaced: false };
  } catch {
    return { text: REPLACING.decode(bytes), replaced: true };
  }
}

const EXACT = new TextDecoder("utf-8", { fatal: true });
const REPLACING = new TextDecoder("utf-8");
