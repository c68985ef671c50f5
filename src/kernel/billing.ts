import type { Policy, PolicyDraws, TokenUsd } from "./job.ts";

/** What one conversation is billed. */
export interface Bill {
  costUsd: number;
  input: number;
  output: number;
}

type Rules = Pick<PolicyDraws, "initialTokens" | "lastReply" | "cut" | "prices" | "policy">;

/**
 * Bills a conversation under a policy, request by request.
 *
 * @param user, reply tokens of the messages of each turn
 * @param fails whether the next request fails
 */
export function bill(rules: Rules, turns: number, user: Float64Array, reply: Float64Array, fails: () => boolean): Bill {
  const { initialTokens, lastReply, policy } = rules;
  const { context, costCapUsd, retries } = policy;
  const account = accountOf(rules);
  const window = context?.windowTokens ?? Infinity;
  // Messages in the order in which they are written; those before `oldest` are left out.
  const message = (i: number): number => (i % 2 === 0 ? user : reply)[i >> 1] as number;
  let oldest = 0;
  let history = 0;
  for (let turn = 0; turn < turns; turn++) {
    const mine = user[turn] as number;
    const answer = reply[turn] as number;
    const own = initialTokens + mine + lastReply * answer;
    if (history + own > window && context?.kind === "sliding") {
      while (oldest < 2 * turn && history + own > window) history -= message(oldest++);
    }
    if (history + own > window && context?.kind === "summarise" && history > context.summaryTokens) {
      account.request(Math.min(window, initialTokens + history), context.summaryTokens, 1);
      history = context.summaryTokens;
    }
    let tries = 1;
    if (retries) while (tries <= retries.most && fails()) tries++;
    account.request(Math.min(window, history + own), answer, tries);
    history += mine + answer;
    if (costCapUsd !== undefined && account.costSoFar() >= costCapUsd) break;
  }
  return account.bill();
}

/** The same conversation with all of its history each time, at one price, once. */
export function plainBill(rules: Rules, turns: number, user: Float64Array, reply: Float64Array): Bill {
  return bill({ ...rules, policy: NONE }, turns, user, reply, () => false);
}

const NONE: Policy = {};

function accountOf({ prices, policy, cut }: Rules) {
  const { longContext } = policy;
  const total = { input: 0, output: 0, longInput: 0, longOutput: 0 };
  const whole = (x: number): number => (cut ? Math.trunc(x) : x);
  const cost = (input: number, output: number, { inputUsd, outputUsd }: TokenUsd): number =>
    inputUsd * input + outputUsd * output;
  return {
    request(input: number, output: number, tries: number): void {
      if (longContext !== undefined && input > longContext.thresholdTokens) {
        total.longInput += tries * input;
        total.longOutput += tries * output;
      } else {
        total.input += tries * input;
        total.output += tries * output;
      }
    },
    costSoFar: (): number =>
      cost(total.input, total.output, prices) + cost(total.longInput, total.longOutput, longContext ?? prices),
    bill(): Bill {
      const [input, output, longInput, longOutput] = [
        whole(total.input),
        whole(total.output),
        whole(total.longInput),
        whole(total.longOutput),
      ];
      const costUsd = cost(input, output, prices) + cost(longInput, longOutput, longContext ?? prices);
      return { costUsd, input: input + longInput, output: output + longOutput };
    },
  };
}
