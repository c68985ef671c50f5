import { figureAt, figureTable } from "../tables/figure-table.ts";
import { figureText, intervalText } from "../tables/figure-text.ts";
import { riskAnswer, riskTables } from "./risk-section.ts";
import type { Section, View } from "./section.ts";

/** What a conversation costs, what many cost, and what the cost is made of. */
export function conversationSection(view: View): Section {
  const { figures } = view;
  const text = (id: string): string => figureText(figureAt(figures, `conversation.${id}`));
  const ids = (...names: readonly string[]): readonly string[] => names.map((name) => `conversation.${name}`);
  const doubt = (id: string): string => intervalText(figureAt(figures, `conversation.${id}`));
  const doubted = (id: string): string => `${text(id)}${doubt(id) === "" ? "" : ` (90% interval ${doubt(id)})`}`;
  // Where the assumptions are not known, the luck of many conversations is too small to mention.
  const total =
    doubt("total_cost_usd.mean") === ""
      ? `${text("total_cost_usd.mean")}, and with 95% probability no more than ${text("total_cost_usd.p95")}`
      : doubted("total_cost_usd.mean");
  const one = figureAt(figures, "conversation.conversations").value === 1;
  const all = one ? "The one that is planned costs" : `All ${text("conversations")} together cost`;
  const exactOtherwise = figureAt(figures, "conversation.cost_usd.mean").standardError !== undefined;
  return {
    title: "Conversation",
    answer:
      `A conversation costs ${doubted("cost_usd.mean")} on average; one in twenty costs more than ${text("cost_usd.p95")}. ` +
      `${all} ${total}.${riskAnswer(view)}`,
    tables: [
      figureTable({
        name: "conversation-cost",
        caption: "Cost of a conversation",
        figures,
        exactOtherwise,
        ids: ids(
          ...["mean", "sd", "p5", "p50", "p95", "p99"].map((name) => `cost_usd.${name}`),
          "turns.mean",
          "input_tokens.mean",
          "output_tokens.mean",
          ...OF_POLICY.filter((name) => figures[`conversation.${name}`] !== undefined),
        ),
      }),
      ...(figures["conversation.cache_read_fraction"]
        ? [
            figureTable({
              name: "conversation-cache",
              caption: "Input tokens by kind",
              figures,
              exactOtherwise,
              ids: ids(...OF_CACHE),
            }),
          ]
        : []),
      figureTable({
        name: "conversation-total",
        caption: `Cost of ${text("conversations")}`,
        figures,
        exactOtherwise,
        ids: ids(...["mean", "sd", "p5", "p50", "p95"].map((name) => `total_cost_usd.${name}`)),
      }),
      ...riskTables(view),
      figureTable({
        name: "conversation-composition",
        caption: "What the cost is made of, and where its spread comes from",
        figures,
        exactOtherwise,
        ids: ids(
          "cost_usd.initial_prompt",
          "cost_usd.history",
          "cost_usd.new_input",
          "cost_usd.output",
          "variance_fraction.turns",
          "variance_fraction.messages",
          "negative_message_probability",
        ),
      }),
    ],
  };
}

const OF_POLICY = ["policy.dropped_tokens.mean", "policy.forgetting_fraction"];

const OF_CACHE = [
  "uncached_input_tokens.mean",
  "cache_read_tokens.mean",
  "cache_write_tokens.mean",
  "cache_read_fraction",
  "cost_usd.uncached_input",
  "cost_usd.cache_read",
  "cost_usd.cache_write",
  "cache.prefix_probability",
  "cache.prompt_probability",
];
