/** The questions of `llmplan init`, on a terminal only. */
import { isCancel, text, updateSettings } from "@clack/prompts";
import type { Starter } from "../assumptions/starter-plan.ts";
import { InterruptedError } from "../node/interruptible.ts";

/**
 * Asks for what a first plan needs; Enter takes what is proposed.
 *
 * @throws InterruptedError on Ctrl-C, Ctrl-D or Escape
 */
export async function askedStarter(given: Starter): Promise<Starter> {
  // Without this, Ctrl-D closes the terminal's reader and the answer is waited for until Node gives up, with code 13.
  updateSettings({ aliases: { "\u0004": "cancel" } });
  const title = await asked("What is the plan called?", given.title, (answer) =>
    answer.trim() === "" ? "a name" : undefined,
  );
  const turns = await number("How many turns has a conversation, on average?", given.turns, 1, 1000);
  const userTokens = await number("How many tokens has a user's message?", given.userTokens, 1, 1e6);
  const assistantTokens = await number("How many tokens has a reply?", given.assistantTokens, 1, 1e6);
  const initialTokens = await number("How many tokens does every request begin with?", given.initialTokens, 0, 1e7);
  const conversations = await number("How many conversations will there be?", given.conversations, 1, 1e9, true);
  if ("name" in given.prices)
    return { ...given, title, turns, userTokens, assistantTokens, initialTokens, conversations };
  const input = await number("What does a million input tokens cost, in USD?", given.prices.input, 0, 1e6);
  const output = await number("And a million output tokens?", given.prices.output, 0, 1e6);
  return {
    ...given,
    ...{ title, turns, userTokens, assistantTokens, initialTokens, conversations, prices: { input, output } },
  };
}

async function number(message: string, proposed: number, least: number, most: number, whole = false): Promise<number> {
  const expected = `${whole ? "a whole number" : "a number"} from ${least} to ${most}`;
  const answer = await asked(message, String(proposed), (written) => {
    const value = written.trim() === "" ? proposed : Number(written);
    const fits = value >= least && value <= most && (!whole || Number.isInteger(value));
    return fits ? undefined : expected;
  });
  return Number(answer);
}

async function asked(
  message: string,
  proposed: string,
  wrong: (answer: string) => string | undefined,
): Promise<string> {
  const answer = await text({
    message,
    placeholder: proposed,
    defaultValue: proposed,
    validate: (written) => {
      const expected = wrong(written === undefined || written === "" ? proposed : written);
      return expected === undefined ? undefined : `Expected ${expected}`;
    },
  });
  if (isCancel(answer)) throw new InterruptedError();
  return answer;
}
