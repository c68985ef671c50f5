/** What the exact engine takes, warm, in milliseconds. */

import { conversationCost, totalCost } from "../src/analysis/conversation/exact.ts";
import type { ConversationModel } from "../src/analysis/conversation/model.ts";
import { conversationMoments } from "../src/analysis/conversation/moments.ts";
import { messages, normals } from "./models.ts";
import { median } from "./run-result.ts";

export interface TimeRow {
  readonly name: string;
  readonly milliseconds: number;
  readonly target: string;
}

export function exactRows(): readonly TimeRow[] {
  const five = [0.05, 0.25, 0.5, 0.95, 0.99];
  const one = (model: ConversationModel) => () => {
    const cost = conversationCost(model);
    for (const p of five) cost.quantile(p);
    cost.cvar(0.95);
  };
  const many = (model: ConversationModel, n: number) => () => {
    const cost = totalCost(model, n);
    for (const p of five) cost.quantile(p);
  };
  return [
    row("exact: moments in closed form", "", 2000, () => conversationMoments(normals)),
    row("exact: normal lengths, five quantiles and CVaR", "0.3 ms", 500, one(normals)),
    row("exact: lognormal lengths, five quantiles and CVaR", "25 ms", 10, one({ ...messages, rounding: "none" })),
    row("exact: lognormal whole tokens, five quantiles and CVaR", "25 ms", 10, one(messages)),
    row("exact: total of 1,000, normal lengths", "", 50, many(normals, 1000)),
    row("exact: total of 1,000, lognormal whole tokens", "", 10, many(messages, 1000)),
  ];
}

function row(name: string, target: string, calls: number, work: () => void): TimeRow {
  for (let i = 0; i < calls; i++) work();
  const rounds = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < calls; i++) work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / calls;
  });
  return { name, milliseconds: median(rounds), target };
}
