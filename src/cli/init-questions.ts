/** The questions of `llmplan init`, on a terminal only. */
import { isCancel, text, updateSettings } from "@clack/prompts";
import { isDay } from "../assumptions/prices/model-name.ts";
import type { PriceBook } from "../assumptions/prices/price-book.ts";
import type { Starter } from "../assumptions/starter-plan.ts";
import { InterruptedError } from "../node/interruptible.ts";
import type { InitOptions } from "./init-options.ts";

/**
 * Asks for what a first plan needs and the command line did not say; Enter takes what is proposed.
 *
 * @param isSaid whether an option has said it, so that nobody is asked
 * @param book the price list, read only where a model is asked for
 * @throws InterruptedError on Ctrl-C, Ctrl-D or Escape
 */
export async function askedStarter(
  given: Starter,
  isSaid: (name: keyof InitOptions) => boolean,
  book: () => PriceBook,
): Promise<Starter> {
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
  const hosted = async (): Promise<Starter["prices"]> => {
    const { prices } = given;
    if ("name" in prices) return prices;
    const model = isSaid("inputPrice") || isSaid("outputPrice") ? undefined : await hostedModel(book());
    return (
      model ?? {
        input: await ask("inputPrice", prices.input, "What does a million input tokens cost, in USD?", 0, 1e6),
        output: await ask("outputPrice", prices.output, "And a million output tokens?", 0, 1e6),
      }
    );
  };
  const starter = {
    ...given,
    title: isSaid("title") ? given.title : await titleOf(given.title),
    turns: await ask(
      "turns",
      given.turns,
      "How many turns has a conversation, on average? (a turn: a message and its reply)",
      1,
      1000,
    ),
    userTokens: await ask(
      "userTokens",
      given.userTokens,
      "How many tokens has a user's message? (100 tokens: about 75 English words)",
      1,
      1e6,
    ),
    assistantTokens: await ask("assistantTokens", given.assistantTokens, "How many tokens has a reply?", 1, 1e6),
    initialTokens: await ask(
      "initialTokens",
      given.initialTokens,
      "How many tokens of instructions does every request begin with?",
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
    prices: await hosted(),
  };
  const limit = isSaid("budgetUsd")
    ? 0
    : await number("How many USD may all of it cost at most? (0: no limit)", 0, 0, 1e9);
  return limit === 0 ? starter : { ...starter, budgetUsd: limit };
}

type NumberName = Exclude<keyof InitOptions, "from" | "title" | "model" | "at" | "budgetUsd" | "yes">;

const titleOf = (proposed: string): Promise<string> =>
  asked("What is the plan called?", proposed, (answer) => (answer.trim() === "" ? "a name" : undefined));

/** A model of the price list and the day of its prices; undefined for who types prices. */
async function hostedModel(book: PriceBook): Promise<Starter["prices"] | undefined> {
  const fault = (name: string, at: string): string | undefined => {
    const found = book.find({ name, at });
    if (!("expected" in found)) return undefined;
    return found.nearest === undefined ? found.expected : `${found.expected} (did you mean ${found.nearest}?)`;
  };
  const message = `Which hosted model? Its prices are taken (${NO_MODEL}: you type prices)`;
  const name = await asked(message, NO_MODEL, (answer) =>
    answer.trim() === NO_MODEL ? undefined : fault(answer.trim(), book.asOf),
  );
  if (name.trim() === NO_MODEL) return undefined;
  const at = await asked("Prices of which day?", book.asOf, (answer) =>
    isDay(answer.trim()) ? fault(name.trim(), answer.trim()) : `a day such as ${book.asOf}`,
  );
  return { name: name.trim(), at: at.trim() };
}

const NO_MODEL = "none";

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
