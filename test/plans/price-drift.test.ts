import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { shippedPrices } from "../../src/cli/price-book.ts";

/** How far a plan is off that keeps a model's first list price; docs/break-even.md prints each row. */
const page = readFileSync(join(import.meta.dirname, "../../docs/break-even.md"), "utf8");
const book = shippedPrices();

/** The same day of a later month, or its last day where it is shorter. */
const monthsLater = (day: string, months: number): string => {
  const date = new Date(`${day}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + months);
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
};

/** First price ÷ mean of the prices on that day of each month, of every model whose first day is known. */
function kept(months: number, of: "input" | "output"): readonly number[] {
  return book.models.flatMap((model) => {
    // A model may be older than its first known price.
    const first = [model.released, model.rows[0]?.from]
      .flatMap((day) => day ?? [])
      .toSorted()
      .at(-1);
    if (first === undefined || monthsLater(first, months - 1) > book.asOf) return [];
    const prices = Array.from({ length: months }, (_, month) => book.pricesOf(model, monthsLater(first, month)));
    const paid = prices.flatMap((price) => price?.prices.prices[of] ?? []);
    const [begin] = paid;
    if (begin === undefined || paid.length < months) return [];
    return (begin * months) / paid.reduce((sum, price) => sum + price, 0);
  });
}

it.each([12, 24])("a first list price that stays for %i months", (months) => {
  const cells = (["input", "output"] as const).map((of) => {
    const ratios = kept(months, of);
    const right = ratios.filter((ratio) => Math.abs(ratio - 1) < 0.01).length;
    const [low = 0, high = 0] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) =>
      Math.round(100 * (ratio - 1)),
    );
    return `${of} right for ${right} of ${ratios.length} models, else ${-low} % too low to ${high} % too high`;
  });
  expect(page).toContain(`| a first list price that stays for ${months} months | ${cells.join("; ")} |`);
});
