/** The questions of `llmplan init`, on a terminal only. */
import { isCancel, text, updateSettings } from "@clack/prompts";
import type { Starter } from "../assumptions/starter-plan.ts";
import { InterruptedError } from "../node/interruptible.ts";
import type { InitOptions } from "./init-options.ts";

/**
 * Asks for what a first plan needs and the command line did not say; Enter takes what is proposed.
 *
 * @param isSaid whether an option has said it, so that nobody is asked
 * @throws InterruptedError on Ctrl-C, Ctrl-D or Escape
 */
export async function askedStarter(given: Starter, isSaid: (name: keyof InitOptions) => boolean): Promise<Starter> {
  // Without this, Ctrl-D closes the terminal's reader and the answer is waited for until Node gives up, with code 13.
  updateSettings({ aliases: { "\u0004": "cancel" } });
  const ask = async (
    name: NumberName,
    proposed: number,
    message: string,
    least: number,
    most: number,
    whole = false,
  ) => (isSaid(name) ? proposed : number(message, proposed, least, most, whole));
  const { prices } = given;
  return {
    ...given,
    title: isSaid("title") ? given.title : await titleOf(given.title),
    turns: await ask("turns", given.turns, "How many turns has a conversation, on average?", 1, 1000),
    userTokens: await ask("userTokens", given.userTokens, "How many tokens has a user's message?", 1, 1e6),
    assistantTokens: await ask("assistantTokens", given.assistantTokens, "How many tokens has a reply?", 1, 1e6),
    initialTokens: await ask(
      "initialTokens",
      given.initialTokens,
      "How many tokens does every request begin with?",
      0,
      1e7,
    ),
    conversations: await ask(
      "conversations",
      given.conversations,
      "How many conversations will there be?",
      1,
      1e9,
      true,
    ),
    prices:
      "name" in prices
        ? prices
        : {
            input: await ask("inputPrice", prices.input, "What does a million input tokens cost, in USD?", 0, 1e6),
            output: await ask("outputPrice", prices.output, "And a million output tokens?", 0, 1e6),
          },
  };
}

type NumberName = Exclude<keyof InitOptions, "from" | "title" | "model" | "at" | "budgetUsd" | "yes">;

const titleOf = (proposed: string): Promise<string> =>
  asked("What is the plan called?", proposed, (answer) => (answer.trim() === "" ? "a name" : undefined));

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
