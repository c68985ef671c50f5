import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { CHATS, expectedOf, HAS_SHARED_DATA, sharedFile } from "../logs/shared-data.ts";
import { figuresOfPlan, numberAt, sheetOf } from "./read.ts";

/** Words and tokens counted in public texts, against what the plan assumes; docs/data-yield.md prints each row. */
const page = readFileSync(join(import.meta.dirname, "../../docs/data-yield.md"), "utf8");
const figures = figuresOfPlan();
/** What the plan takes for all text, and an instance: the tokens made ÷ the words, and ÷ the instances. */
const perWord =
  numberAt(figures, "data.tokens_total") /
  (numberAt(figures, "data.words_written") + numberAt(figures, "data.words_reviewed"));
const perInstance = numberAt(figures, "data.tokens_total") / numberAt(figures, "data.instances");

interface Counted {
  readonly instances: number;
  readonly words: number;
  readonly tokens: number;
}

interface Conversation {
  readonly messages: readonly { readonly words: number; readonly tokens: number }[];
}

/** A conversation is an instance. */
function countedIn(file: string): Counted {
  const lines = gunzipSync(readFileSync(sharedFile(file)))
    .toString("utf8")
    .trim()
    .split("\n");
  const messages = lines.flatMap((line) => (JSON.parse(line) as Conversation).messages);
  const sum = (key: "words" | "tokens"): number => messages.reduce((total, message) => total + message[key], 0);
  return { instances: lines.length, words: sum("words"), tokens: sum("tokens") };
}

function dolly(): Counted {
  const { rows, words, cl100k } = expectedOf<{ rows: number; words: number; cl100k: number }>(
    "dolly_first_6400_instruction_response",
  );
  return { instances: rows, words, tokens: cl100k };
}

const percent = (share: number): string =>
  `${share > 0 ? "+" : ""}${share.toFixed(0)} %`.replace("-", "−").replace("−0", "0");

const TEXTS: readonly (readonly [name: string, count: () => Counted])[] = [
  ["Databricks Dolly, first 6,400 instructions and responses", dolly],
  ["OASST1 English, validation, longest threads", () => countedIn(CHATS.oasst_val_longest)],
  ["LLaMA-Factory preference demo, English", () => countedIn(CHATS.dpo_en_demo)],
  ["HH-RLHF harmless, test, English", () => countedIn(CHATS.hh_harmless_test)],
];

/** How many values lie in the 90 % range that the scenario `with-doubt` gives an assumption. */
function heldBy(id: string, values: readonly number[]): number {
  const leaf = sheetOf({ scenarios: ["with-doubt"] }).nodes.get(id);
  if (leaf?.kind !== "leaf" || leaf.leaf !== "quantity" || leaf.spread === undefined)
    throw new Error(`${id} has no range`);
  const [low, high] = [leaf.spread.quantile(0.05), leaf.spread.quantile(0.95)];
  return values.filter((value) => low <= value && value <= high).length;
}

describe.skipIf(!HAS_SHARED_DATA)("texts that the document has not seen (skipped where ../shared is absent)", () => {
  it.each(TEXTS)("%s", (name, count) => {
    const { instances, words, tokens } = count();
    const row = [
      name,
      words.toLocaleString("en"),
      (tokens / words).toFixed(3),
      percent(100 * (perWord / (tokens / words) - 1)).replace("+0 %", "0 %"),
      (tokens / instances).toFixed(0),
      `${(perInstance / (tokens / instances)).toFixed(1)} times`,
    ];
    expect(page).toContain(`| ${row.join(" | ")} |`);
  });

  it("lie in the ranges of with-doubt as often as the page says", () => {
    const counts = TEXTS.map(([, count]) => count());
    const words = heldBy(
      "data.tokens_per_word",
      counts.map(({ tokens, words }) => tokens / words),
    );
    const instances = heldBy(
      "data.tokens_per_instance",
      counts.map(({ tokens, instances }) => tokens / instances),
    );
    expect(page).toContain(`hold ${words} of 4 texts in tokens a word, and ${instances} of 4 in tokens an instance`);
  });
});
