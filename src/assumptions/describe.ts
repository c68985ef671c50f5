/** A value as a person would name it: `3`, `the text "abc"`, `a map with a, b`, `nothing`. */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return value === "" ? "an empty text" : `the text ${JSON.stringify(shorten(value))}`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object") return describeMap(Object.keys(value));
  return String(value);
}

/** At most `limit` characters, the rest counted. */
export function shorten(text: string, limit = 60): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit).trimEnd()}… (${text.length} characters)`;
}

function describeMap(keys: readonly string[]): string {
  if (keys.length === 0) return "an empty map";
  const named = keys.slice(0, 4).map((key) => shorten(key, 24));
  return `a map with ${named.join(", ")}${keys.length > named.length ? ` and ${keys.length - named.length} more` : ""}`;
}
