import { signal } from "@preact/signals";

/** Language whose number format is used; empty for the one of the report, the same on every machine. */
export const locale = signal("");

/**
 * Numbers as a language writes them. Texts come from the report's own formatting, so that a page and a report agree to
 * the last digit; only the marks between digits change.
 */
export function localNumbers(text: string): string {
  if (locale.value === "") return text;
  const { group, decimal } = marksOf(locale.value);
  return text.replace(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+/g, (number) =>
    number.replace(/[.,]/g, (mark) => (mark === "," ? group : decimal)),
  );
}

function marksOf(language: string): { readonly group: string; readonly decimal: string } {
  const parts = new Intl.NumberFormat(language, { useGrouping: true }).formatToParts(12345.6);
  const mark = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: mark("group", ""), decimal: mark("decimal", ".") };
}
