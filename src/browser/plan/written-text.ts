/** What is written for an assumption, as one line that the same reader takes: `8`, `15 to 30`, `{normal: {mean: 20, sd: 8}}`. */
export function writtenText(value: unknown): string {
  if (typeof value === "string") return PLAIN.test(value) && !OTHERWISE.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writtenText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${keyText(key)}: ${writtenText(inner)}`);
    return `{${entries.join(", ")}}`;
  }
  return String(value);
}

/** Text that YAML reads as itself wherever it stands. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9 ._/-]*[A-Za-z0-9]$|^[A-Za-z]$/;

/** Words that YAML takes for a truth value, nothing or a number. */
const OTHERWISE = /^(?:true|false|null|\d+(?:\.\d+)?(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+)$/i;

const keyText = (key: string): string => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? key : JSON.stringify(key));
