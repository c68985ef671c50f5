import type { Policy, PolicyDraws } from "./job.ts";

/** What one conversation is billed. */
export interface Bill {
  readonly costUsd: number;
  readonly input: number;
  readonly output: number;
}

type Rules = Pick<PolicyDraws, "initialTokens" | "lastReply" | "cut" | "prices">;

/** Bills a conversation of so many turns; the bill holds until the next. */
export type Biller = (turns: number, user: Float64Array, reply: Float64Array) => Bill;

/**
 * Bills conversations under a policy, request by request. The bill of a conversation without any, for the control
 * variate, is that of an empty policy.
 *
 * @param fails whether the next request fails
 */
export function billerOf(
  { initialTokens, lastReply, cut, prices }: Rules,
  policy: Policy,
  fails: () => boolean,
): Biller {
  const { context, longContext, costCapUsd = Infinity, retries } = policy;
  const window = context?.windowTokens ?? Infinity;
  const summary = context?.kind === "summarise" ? context.summaryTokens : Infinity;
  const slides = context?.kind === "sliding";
  const most = retries?.most ?? 0;
  const threshold = longContext?.thresholdTokens ?? Infinity;
  const { inputUsd, outputUsd } = prices;
  const { inputUsd: longInputUsd, outputUsd: longOutputUsd } = longContext ?? prices;
  // Tokens of requests at the usual prices, and of long ones; kept in an array, which is faster than captured variables.
  const sums = new Float64Array(4);
  const bill = { costUsd: 0, input: 0, output: 0 };
  const request = (input: number, output: number, tries: number): void => {
    const at = input > threshold ? 2 : 0;
    sums[at] = (sums[at] as number) + tries * input;
    sums[at + 1] = (sums[at + 1] as number) + tries * output;
  };
  const cost = (): number =>
    inputUsd * (sums[0] as number) +
    outputUsd * (sums[1] as number) +
    (longInputUsd * (sums[2] as number) + longOutputUsd * (sums[3] as number));
  return (turns, user, reply) => {
    sums.fill(0);
    // Messages count in the order in which they are written, two a turn; those before `oldest` are left out.
    let oldest = 0;
    let history = 0;
    for (let turn = 0; turn < turns; turn++) {
      const mine = user[turn] as number;
      const answer = reply[turn] as number;
      const own = initialTokens + mine + lastReply * answer;
      if (slides) {
        for (; oldest < 2 * turn && history + own > window; oldest++) {
          history -= (oldest % 2 === 0 ? user : reply)[oldest >> 1] as number;
        }
      } else if (history + own > window && history > summary) {
        request(Math.min(window, initialTokens + history), summary, 1);
        history = summary;
      }
      let tries = 1;
      while (tries <= most && fails()) tries++;
      request(Math.min(window, history + own), answer, tries);
      history += mine + answer;
      if (costCapUsd < Infinity && cost() >= costCapUsd) break;
    }
    if (cut) for (let i = 0; i < 4; i++) sums[i] = Math.trunc(sums[i] as number);
    bill.costUsd = cost();
    bill.input = (sums[0] as number) + (sums[2] as number);
    bill.output = (sums[1] as number) + (sums[3] as number);
    return bill;
  };
}
