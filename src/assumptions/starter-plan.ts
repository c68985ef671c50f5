/** A first plan that somebody then edits: what a conversation costs, with every value named as the guess it is. */
export interface Starter {
  readonly title: string;
  /** Mean turns of a conversation. */
  readonly turns: number;
  /** Tokens of a user's message and of a reply, on average. */
  readonly userTokens: number;
  readonly assistantTokens: number;
  /** Tokens that every request begins with. */
  readonly initialTokens: number;
  readonly conversations: number;
  /** Prices in USD per million tokens, or a hosted model on a day. */
  readonly prices: { readonly input: number; readonly output: number } | { readonly name: string; readonly at: string };
  /** Budget for all conversations in USD, which becomes a limit; none where absent. */
  readonly budgetUsd?: number;
  /** The day of the guesses, such as 2025-01-31: a price without a date is worth nothing. */
  readonly date: string;
}

/** What is not said otherwise. */
export const USUAL_STARTER = {
  title: "A new plan",
  turns: 10,
  userTokens: 60,
  assistantTokens: 150,
  initialTokens: 1000,
  conversations: 1000,
  prices: { input: 2.5, output: 10 },
} as const satisfies Omit<Starter, "date">;

/** Names of the files that a new plan consists of, and their texts; the schemas stand beside it. */
export function starterFiles(starter: Starter): ReadonlyMap<string, string> {
  return new Map([
    ["plan.yaml", planText(starter)],
    ["scenarios/longer.yaml", scenarioText(starter)],
  ]);
}

/** JSON's strings are YAML's. */
const quoted = (text: string): string => JSON.stringify(text);

function planText({
  title,
  date,
  turns,
  userTokens,
  assistantTokens,
  initialTokens,
  conversations,
  ...more
}: Starter): string {
  return `# yaml-language-server: $schema=plan.schema.json
#
# Every number below is an assumption, and a first guess: replace it, and say where the new one comes from.
# A number may also be a spread: \`25 to 40\` (a 90 % interval) or \`{ pert: { min: 10, mode: 20, max: 35 } }\`.
# Turns and message lengths differ from one conversation to the next, so their value is a law, here normal. What you do
# not know goes into its mean: \`{ normal: { mean: 4 to 12, sd: 2.4 } }\`.
# provenance is measured (by you), published (by others), derived (from other values) or chosen (a decision, a guess).
#
#   llmplan conversation             what a conversation costs, and why
#   llmplan compare longer           what a scenario would change
#   llmplan report --out build       everything, with charts
#   llmplan check                    whether the limits below hold
schema: 1
title: ${quoted(title)}

conversation:
  turns: # one turn is a user's message with its reply
    value: { normal: { mean: ${turns}, sd: ${Number((turns * 0.4).toPrecision(3))} } }
    ${guess(date, "turns")}
  user_tokens: # a hundred tokens are about 75 English words
    value: { normal: { mean: ${userTokens}, sd: ${Number((userTokens * 0.6).toPrecision(3))} } }
    ${guess(date, "tokens")}
  assistant_tokens:
    value: { normal: { mean: ${assistantTokens}, sd: ${Number((assistantTokens * 0.6).toPrecision(3))} } }
    ${guess(date, "tokens")}
  initial_tokens: # system prompt and instructions, sent with every request
    value: ${initialTokens}
    ${guess(date, "tokens")}
  billing: # api, as a provider bills; as-printed also counts the reply being written as input
    value: api
    source: "OpenAI API pricing, https://platform.openai.com/docs/pricing"
    provenance: published
  messages: # lognormal has no negative lengths
    value: lognormal
    ${guess(date)}
  rounding: # none, trunc-sums or whole-tokens
    value: none
    ${guess(date)}
  conversations: # how many conversations the total is for
    value: ${conversations}
    ${guess(date, "conversations")}
${priceText(more.prices, date)}${budgetText(more.budgetUsd)}`;
}

function priceText(prices: Starter["prices"], date: string): string {
  if ("name" in prices)
    return `  model: # prices of this model on that day\n    name: ${quoted(prices.name)}\n    at: ${quoted(prices.at)}\n`;
  const one = (key: string, value: number): string =>
    `  ${key}:\n    value: ${value}\n    ${guess(date, "USD/Mtok")}\n`;
  return one("input_price", prices.input) + one("output_price", prices.output);
}

const guess = (date: string, unit?: string): string =>
  `${unit === undefined ? "" : `unit: ${unit}\n    `}source: a first guess of ${date}, to be replaced\n    provenance: chosen`;

function budgetText(budgetUsd: number | undefined): string {
  const written = budgetUsd === undefined ? "# budget:\n#   " : "\nbudget:\n  ";
  const total = `conversation.total_cost_usd.p95: "<= ${budgetUsd ?? 1000}"\n`;
  const limit = `${written}${total}`;
  return `${budgetUsd === undefined ? "\n" : ""}${limit.replace(/^\nbudget/, "\n# Limits on figures, which llmplan check and compare hold.\nbudget")}`;
}

function scenarioText({ turns }: Starter): string {
  return `# yaml-language-server: $schema=../scenario.schema.json
title: Longer conversations
reason: People may talk twice as long as planned. A scenario holds only what differs from the plan.
conversation:
  turns:
    value: { normal: { mean: ${turns * 2}, sd: ${Number((turns * 0.8).toPrecision(3))} } }
    source: an example
    provenance: chosen
`;
}
