/** Inputs that are made to break their reader: small for what they ask for, or large for what they say. */
const many = (count: number, make: (index: number) => string, between = ""): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

/** A fiftieth in `npm test`; whole with FUZZ_RUNS, for which there should be some minutes. */
export const isWhole = process.env.FUZZ_RUNS !== undefined;

const large = (count: number): number => (isWhole ? count : count / 50);

const ALPHABET = [..."abcdefghijklmnop"];
const ALIASES = ALPHABET.map(
  (letter, index) => `${letter}: &${letter} [${many(9, () => (index === 0 ? "x" : `*${ALPHABET[index - 1]}`), ",")}]`,
);

/** What each is, and what it says. */
export const BOMBS: Readonly<Record<string, () => string | Uint8Array>> = {
  "100,000 lists inside one another": () => "[".repeat(1e5),
  "100,000 lists inside one another that are closed": () => "[".repeat(1e5) + "]".repeat(1e5),
  "100,000 maps inside one another": () => '{"a":'.repeat(1e5),
  "100,000 quotations inside one another": () => `${"> ".repeat(1e5)}<!-- llmplan:table t --><!-- /llmplan -->`,
  "list marks in a line": () => "- ".repeat(large(1e5)),
  "100,000 tags": () => "<div>".repeat(1e5),
  "aliases of aliases": () => ALIASES.join("\n"),
  "a number of 200,000 digits, or ten million": () => `{"llmplan_counts":${"1".repeat(large(1e7))}}`,
  "20,000 zeros in a number, or a million": () => `1${"0".repeat(large(1e6))}1`,
  "a line of 1 MB, or 50": () => "a".repeat(large(5e7)),
  "20,000 short lines, or a million": () => "a\n".repeat(large(1e6)),
  "2,000 keys, or 100,000": () => many(large(1e5), (index) => `k${index}: 1`, "\n"),
  "2,000 keys in JSON, or 100,000": () => `{${many(large(1e5), (index) => `"k${index}":1`, ",")}}`,
  "2,000 columns, or 100,000": () => `${many(large(1e5), (index) => `c${index}`, ",")}\n${"1,".repeat(large(1e5))}`,
  "a quote that never closes": () => `a,b\n"${"x\n".repeat(large(2e5))}`,
  "a marker that never ends": () => `<!-- llmplan:figure ${"a".repeat(large(5e6))}`,
  "quotes by the thousand in a marker": () => `<!-- llmplan:figure ${'a"b'.repeat(large(3e5))} --><!-- /llmplan -->`,
  "thousands of regions in a line": () => "x<!-- llmplan:figure a --><!-- /llmplan -->".repeat(large(5e4)),
  "thousands of tables in a line": () => "x<!-- llmplan:table t --><!-- /llmplan -->".repeat(large(5e4)),
  "escapes of a terminal": () => "\u001b[2J\u009b31m\u001b]52;c;YQ==\u0007: \u001b]8;;x\u0007\n".repeat(2e3),
  NUL: () => "a: \0\n".repeat(1e4),
  "no UTF-8": () => new Uint8Array(1e5).fill(0xff),
  "UTF-16": () => Buffer.from(`\uFEFF${"a: 1\n".repeat(1e4)}`, "utf16le"),
  "halves of surrogate pairs": () => '{"a":"\\ud800"}\n'.repeat(large(2e4)),
  "what every object inherits": () =>
    '{"__proto__":{"a":1},"constructor":{"prototype":{"b":2}},"toString":1,"valueOf":{"toString":1}}\n'.repeat(100),
};
