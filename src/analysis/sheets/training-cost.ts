import { failureOverhead } from "../../model/training-time.ts";
import { type Figure, figure, type Numeric } from "../node.ts";
import type { PlannedTraining } from "./planned-training.ts";

/** Time on top of training itself, as a share of it. */
export function overheadOf({ overheadFraction, failures, gpuCount }: PlannedTraining, id: string): Numeric {
  if (!failures) return overheadFraction;
  return figure({
    id: `${id}.time_on_top_fraction`,
    unit: "fraction",
    label: "Time on top of training",
    formula: "evaluation and start-up + failures a GPU-hour × GPUs × (restart + half a checkpoint interval)",
    of: { overheadFraction, gpuCount, ...failures },
    by: (x) => x.overheadFraction + failureOverhead(x),
  });
}

/** Cost in both currencies; nothing where no price is known. */
export function costs(a: PlannedTraining, id: string, gpuHours: Figure<number>): readonly Figure<number>[] {
  const { price, priceCurrency = "EUR", usdPerEur } = a;
  if (!price) return [];
  const cost = (currency: "EUR" | "USD"): Figure<number> =>
    figure({
      id: `${id}.cost_${currency.toLowerCase()}`,
      unit: currency,
      label: `Rent of the GPUs, ${currency}`,
      formula: `GPU-hours × price an hour${currency === priceCurrency ? "" : ", at the exchange rate"}`,
      of: { gpuHours, price, usdPerEur },
      by: (x) =>
        x.gpuHours * x.price * (currency === priceCurrency ? 1 : currency === "USD" ? x.usdPerEur : 1 / x.usdPerEur),
    });
  return [cost("EUR"), cost("USD")];
}
