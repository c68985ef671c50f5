import { formatNumber } from "../number.ts";
import { formatPercent } from "../quantity.ts";
import { type Figures, figureAt, figureTable } from "../tables/figure-table.ts";
import type { Section } from "./section.ts";

/** What those who ask a number of servers wait for. */
export function queueSection(figures: Figures): Section {
  const at = (name: string): number => Number(figureAt(figures, `serving.${name}`).value);
  const utilisation = at("utilisation");
  const stable = utilisation < 1;
  const answer = stable
    ? `${formatPercent(at("wait_probability"), { atMost: 3 })} of the requests wait, ${formatNumber(at("mean_wait_seconds"), { atMost: 3 })} s on average over all; the servers are busy ${formatPercent(utilisation, { atMost: 3 })} of the time.`
    : `The line grows without end: requests ask for ${formatPercent(utilisation, { atMost: 3 })} of what the servers can do. It takes ${formatNumber(at("least_servers"), { decimals: 0 })} servers at least.`;
  const shown = ["utilisation", "wait_probability", "mean_wait_seconds", "p95_wait_seconds", "mean_queue_length"];
  return {
    title: "Waiting line",
    answer,
    tables: [
      figureTable({
        name: "queue",
        caption: "In the long run",
        figures,
        ids: [...(stable ? shown : ["utilisation"]), "least_servers"].map((name) => `serving.${name}`),
        footnotes: [
          "Exact for Poisson arrivals and exponential service times (M/M/c); within 3% of simulations for other service times with Poisson arrivals; a rough lower bound for arrivals in bursts.",
        ],
      }),
    ],
  };
}
