import { formatNumber } from "../number.ts";
import { counted, formatMoney } from "../quantity.ts";
import type { Figures } from "../tables/figure-table.ts";
import { replayComparisonTable, replayTable } from "../tables/measured-tables.ts";
import type { Section } from "./section.ts";

/**
 * What the logs would have cost, and how far the model of them is off.
 *
 * @param terms at whose prices, for the answer
 */
export function replaySection(figures: Figures, terms = ""): Section {
  const value = (id: string): number | undefined => {
    const found = figures[`replay.${id}`]?.value;
    return typeof found === "number" ? found : undefined;
  };
  const _whole = (id: string): string => formatNumber(value(id) ?? 0, { decimals: 0 });
  const money = (usd: number): string => formatMoney(usd, "USD");
  const p95 = value("cost_usd_p95");
  const conversations = value("conversations");
  const whose = conversations === undefined ? "" : ` of ${counted(conversations, "conversations")}`;
  const requests = value("requests") ?? 0;
  const each = conversations === undefined ? "request" : "conversation";
  const dear = p95 === undefined ? "" : `; one ${each} in twenty costs more than ${money(p95)}`;
  const comparison = replayComparisonTable(figures);
  return {
    title: "Replay",
    answer: `The ${counted(requests, "requests")}${whose} ${requests === 1 ? "costs" : "cost"} ${money(value("cost_usd") ?? 0)}${terms}${dear}.${policyAnswer(figures)}`,
    tables: [
      replayTable(
        figures,
        LOG.filter((id) => figures[`replay.${id}`] && (id !== "summary_requests" || value(id) !== 0)),
      ),
      ...(comparison ? [comparison] : []),
    ],
  };
}

/** What a policy saves and forgets, where there is one. */
function policyAnswer(figures: Figures): string {
  const saving = figures["replay.policy_saving_usd"]?.value;
  const forgotten = figures["replay.forgotten_tokens"]?.value;
  if (typeof saving !== "number" || typeof forgotten !== "number") return "";
  const words = saving >= 0 ? `saves ${formatMoney(saving, "USD")}` : `costs ${formatMoney(-saving, "USD")} more`;
  return ` The policy ${words} and forgets ${formatNumber(forgotten, { decimals: 0 })} tokens of messages.`;
}

const LOG = [
  "conversations",
  "requests",
  "input_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "output_tokens",
  "cost_usd",
  "cost_usd_at_least",
  "cost_usd_at_most",
  "resent.input_tokens",
  "resent.cost_usd",
  "policy_saving_usd",
  "forgotten_tokens",
  "summary_requests",
  "cost_usd_mean",
  "cost_usd_p50",
  "cost_usd_p90",
  "cost_usd_p95",
  "cost_usd_p99",
];
