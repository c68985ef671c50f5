/** A service over the hours of a day: what it is asked for, what it would take, and how idle it is. */

import { hourlyRates } from "../../model/daily-profile.ts";
import { fullRate } from "../../model/serving-capacity.ts";
import { smallestFleet } from "../../model/serving-promise.ts";
import { type Figure, figure, type Numeric } from "../node.ts";
import type { PlannedDay, ServingCase } from "./planned-serving.ts";

/** What the figures of the day are made of besides. */
interface DayInputs {
  readonly planned: Figure<ServingCase>;
  readonly load: {
    readonly requestsPerSecond: Numeric;
    readonly arrivalScv: Numeric;
    readonly outputScv: Numeric;
    readonly promptScv: Numeric;
  };
  readonly ttft: Numeric;
  /** GPUs that run all day. */
  readonly running: Numeric;
  readonly gpusPerReplica: number;
}

/** Figures by hour, `serving.hour_08.gpus`, and of the whole day. */
export function dayFigures(day: PlannedDay, { planned, load, ttft, running, gpusPerReplica }: DayInputs) {
  const rates = figure({
    id: "serving.hourly_rates",
    unit: "requests/s",
    label: "Requests a second by hour",
    formula: "busiest hour × share of the hour ÷ greatest share; a class starts in the busiest",
    of: { busiest: day.busiest, peak: load.requestsPerSecond },
    by: (x) => hourlyRates(day.shares, x.busiest, x.peak),
    internal: true,
  });
  const fleets = figure({
    id: "serving.hourly_gpus",
    unit: "GPUs",
    label: "GPUs by hour",
    formula: "the smallest fleet that keeps the promise in the hour",
    of: { planned, rates, ...load, ttft },
    by: ({ planned: p, rates: hours, ttft: most, ...x }): readonly number[] => {
      const known = new Map<number, number>([[0, 0]]);
      const gpusAt = (requestsPerSecond: number): number => {
        const limits = { ...p.limits, maxSequences: p.places };
        const found = smallestFleet(p.server, p.request, limits, { ...x, requestsPerSecond }, { ttftP95Seconds: most });
        return "unkeepable" in found ? Infinity : found.replicas * gpusPerReplica;
      };
      return hours.map((rate) => {
        const gpus = known.get(rate) ?? gpusAt(rate);
        known.set(rate, gpus);
        return gpus;
      });
    },
    internal: true,
  });
  const used = figure({
    id: "serving.hourly_utilisation",
    unit: "fraction",
    label: "Utilisation by hour",
    formula: "requests/s of the hour ÷ (GPUs that run × requests/s of a GPU under full load)",
    of: { planned, rates, running },
    by: ({ planned: p, rates: hours, running: gpus }): readonly number[] => {
      const full = fullRate(p.server, p.request, { ...p.limits, maxSequences: p.places });
      const capacity = full ? (full.requestsPerSecond * gpus) / gpusPerReplica : 0;
      return hours.map((rate) => (capacity > 0 ? rate / capacity : Infinity));
    },
    internal: true,
  });
  const byHour = day.shares.flatMap((_, hour) => [
    hourFigure(rates, hour, { name: "requests_per_second", unit: "requests/s", label: "Requests a second" }),
    hourFigure(fleets, hour, { name: "gpus", unit: "GPUs", label: "GPUs that keep the promise" }),
    hourFigure(used, hour, { name: "utilisation", unit: "fraction", label: "Share of what the GPUs could answer" }),
  ]);
  return [...byHour, ...wholeDay({ rates, fleets, used })];
}

function wholeDay(of: Readonly<Record<"rates" | "fleets" | "used", Figure<readonly number[]>>>) {
  return [
    figure({
      id: "serving.day_peak_over_mean",
      unit: "ratio",
      label: "Busiest hour over the average hour of the day",
      formula: "greatest ÷ mean of requests/s by hour",
      of: { rates: of.rates },
      by: (x) => Math.max(...x.rates) / mean(x.rates),
    }),
    figure({
      id: "serving.day_utilisation",
      unit: "fraction",
      label: "Share of what the GPUs could answer, mean of the day",
      formula: "mean of utilisation by hour, all GPUs running all day",
      of: { used: of.used },
      by: (x) => mean(x.used),
    }),
    figure({
      id: "serving.day_mean_gpus",
      unit: "GPUs",
      label: "GPUs that keep the promise, mean of the day",
      formula: "mean of GPUs by hour",
      of: { fleets: of.fleets },
      by: (x) => mean(x.fleets),
    }),
  ];
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function hourFigure(
  all: Figure<readonly number[]>,
  hour: number,
  { name, unit, label }: { readonly name: string; readonly unit: string; readonly label: string },
): Figure<number> {
  const from = String(hour).padStart(2, "0");
  return figure({
    id: `serving.hour_${from}.${name}`,
    unit,
    label: `${label}, from ${from}:00`,
    formula: all.formula,
    of: { all },
    by: (x) => x.all[hour] ?? 0,
  });
}
