/** Readers of what llmplan itself wrote, perhaps long ago or on another machine: results and shards. */
import { comparisonOf } from "../../src/analysis/comparison/comparison.ts";
import { savedResultOf } from "../../src/cli/saved-result.ts";
import { readShard, shardText } from "../../src/cli/shard-file.ts";
import { mergeTallies } from "../../src/kernel/tally.ts";
import { readRowNote } from "../../src/node/row-file.ts";
import { processOf, stateOf, thisRun } from "../../src/node/run-identity.ts";
import { compareHtml } from "../../src/report/compare/compare-html.ts";
import { compareMarkdown } from "../../src/report/compare/compare-markdown.ts";
import { compareText } from "../../src/report/compare/compare-text.ts";
import { compareView } from "../../src/report/compare/compare-view.ts";
import { singleLine } from "../../src/report/single-line.ts";
import { handled, require, requireClear, textReader } from "./reader.ts";

const RESULT = JSON.stringify({
  llmplan: "0.1.0",
  plan: { title: "A", digest: "0123456789abcdef" },
  figures: {
    "a.b": { value: 1.5, unit: "USD", label: "Cost", interval90: [1, 2], standardError: 0.1 },
    "a.c": { value: "lora", unit: "", label: "Choice", probability: 0.5 },
    "a.d": { value: "unlimited", unit: "conversations", label: "Many" },
    "a.e": { value: null, unit: "fraction", label: "None" },
  },
});

const REPLICATE = { conversations: 3, sums: ["12", "-4"], cells: [5, 9], counts: [1, 2] };
const SHARD = JSON.stringify({
  ...{ llmplan: "0.1.0", plan: "0123456789abcdef", seed: 1, sampler: "monotone", sampling: "stratified", tables: "0" },
  ...{ conversations: 96, shard: { number: 1, of: 2 }, request: { scenario: [], set: [], draws: 2000 } },
  tally: Array.from({ length: 32 }, () => REPLICATE),
});

const NOTE = `${JSON.stringify({ digest: "0123456789abcdef", run: thisRun() })}\n`;

export const RESULT_READERS = [
  textReader(
    "note",
    () => [NOTE],
    (text) => {
      const { digest, run } = readRowNote(text);
      require(digest === undefined || typeof digest === "string", "a digest that is no text");
      if (run === undefined) return;
      require(typeof run === "string", "a run that is no text");
      require(["running", "ended", "elsewhere"].includes(stateOf(run)), "a run in no state");
      requireClear(singleLine(`process ${processOf(run).slice(0, 1000)}`));
    },
  ),
  textReader(
    "result",
    () => [RESULT],
    (text) => {
      const base = savedResultOf(RESULT, "base.json");
      const saved = handled(() => savedResultOf(text, "result.json"));
      if (!saved) return;
      const view = compareView(comparisonOf({ name: "base", ...base }, { name: "result.json", ...saved }));
      const shown = compareText(view, { colour: false, width: 80 });
      require(!/[^\P{Cc}\n]|\p{Cs}/u.test(shown), `a control character in ${JSON.stringify(shown)}`);
      compareMarkdown(view);
      compareHtml(view);
    },
  ),
  textReader(
    "shard",
    () => [SHARD],
    (text) => {
      const shard = handled(() => readShard("shard.json", text));
      if (!shard) return;
      const written = shardText(shard);
      require(shardText(readShard("shard.json", written)) ===
        written, "a shard that does not come back as it was written");
      mergeTallies(shard.tally, readShard("shard.json", SHARD).tally);
    },
  ),
];
