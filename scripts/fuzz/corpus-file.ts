/** Inputs in one file: as text where they are text, else in base64. */

/** The inputs that add most for their size, until their file is as large as a person would still look at. */
export function chosenInputs(
  corpus: readonly { readonly input: Uint8Array; readonly adds: readonly string[] }[],
): string {
  const worth = ({ input, adds }: (typeof corpus)[number]): number => adds.length / (input.length + 50);
  let left = LARGEST_FILE;
  const chosen = corpus
    .filter(({ input }) => input.length <= LARGEST_KEPT)
    .toSorted((a, b) => worth(b) - worth(a))
    .flatMap(({ input }) => {
      const line = JSON.stringify(written(input));
      left -= line.length;
      return left > 0 ? [line] : [];
    });
  return `[\n${chosen.toSorted().join(",\n")}\n]\n`;
}

const LARGEST_FILE = 12_000;
const LARGEST_KEPT = 1500;

export const savedInputs = (text: string): readonly Uint8Array[] =>
  (JSON.parse(text) as readonly (string | { readonly base64: string })[]).map((input) =>
    typeof input === "string" ? new TextEncoder().encode(input) : Uint8Array.from(Buffer.from(input.base64, "base64")),
  );

function written(input: Uint8Array): string | { readonly base64: string } {
  const bytes = Buffer.from(input);
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : { base64: bytes.toString("base64") };
}
