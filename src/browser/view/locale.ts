import { signal } from "@preact/signals";

/** Formats to choose from; the first is the report's, the same on every machine. */
export const NUMBER_FORMATS: readonly string[] = ["", "de", "fr", "de-CH"];

/** Language whose number format is used; empty for the one of the report. */
export const locale = signal("");

/** Begins with the format of the browser's language: one of those above, or its own. */
export function followBrowserLanguage(language: string): void {
  const base = language.split("-")[0] ?? "";
  if (base === "en" || base === "") return;
  locale.value = NUMBER_FORMATS.find((known) => known === language || known === base) ?? language;
}

/**
 * Numbers as a language writes them. Texts come from the report's own formatting, so that a page and a report agree to
 * the last digit; only the marks between digits change. What belongs to a name (GPT-4.1, D2.2, 4.1.2) stays.
 */
export function localNumbers(text: string, language = locale.value): string {
  if (language === "") return text;
  const { group, decimal } = marksOf(language);
  return text.replace(NUMBER, (number) => number.replace(/[.,]/g, (mark) => (mark === "," ? group : decimal)));
}

const NUMBER = /(?<![\w.,]|\w-)(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![.,]?\d)/g;

const known = new Map<string, { readonly group: string; readonly decimal: string }>();

function marksOf(language: string): { readonly group: string; readonly decimal: string } {
  const found = known.get(language) ?? readMarks(language);
  known.set(language, found);
  return found;
}

function readMarks(language: string): { readonly group: string; readonly decimal: string } {
  // From five digits on every language that groups at all does.
  const parts = new Intl.NumberFormat(language, { useGrouping: true }).formatToParts(12345.6);
  const mark = (type: string, otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: mark("group", ""), decimal: mark("decimal", ".") };
}
