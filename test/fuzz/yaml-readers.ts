/** Readers of YAML: plans, scenarios, settings, claims, upgrades, configurations of models. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readClaims } from "../../src/assumptions/claims-file.ts";
import { loadPlan } from "../../src/assumptions/load-plan.ts";
import { readModelConfig } from "../../src/assumptions/model-config.ts";
import { planFile } from "../../src/assumptions/plan-file.ts";
import { starterFiles } from "../../src/assumptions/starter-plan.ts";
import { readSweepAxis } from "../../src/assumptions/sweep-axis.ts";
import { upgradePlan } from "../../src/assumptions/upgrade/upgrade-plan.ts";
import { handled, require, textReader } from "./reader.ts";

const shipped = (path: string): string => readFileSync(join(process.cwd(), "assumptions", path), "utf8");

const STARTER =
  starterFiles({
    ...{ title: "A plan", turns: 10, userTokens: 60, assistantTokens: 150, initialTokens: 1000, conversations: 1000 },
    ...{ prices: { input: 2.5, output: 10 }, budgetUsd: 500, date: "2025-01-31" },
  }).get("plan.yaml") ?? "";

const SCENARIO = `title: Other
reason: To see
conversation:
  turns: { value: { normal: { mean: 8 to 12, sd: 3 } }, source: a guess, provenance: chosen }
  user_tokens: 40 to 80
  conversations: { value: 25 to 40, unit: conversations }
`;

/** Reads a plan and what is put over it, from memory. */
function plan(texts: Readonly<Record<string, string>>, changes: { scenarios?: string[]; sets?: string[] } = {}): void {
  const files = new Map(Object.entries(texts));
  handled(() =>
    loadPlan({
      read: (path) => {
        const text = files.get(path);
        if (text === undefined) throw new Error("no such file");
        return text;
      },
      list: () => ["s.yaml", "t.yaml"],
      ...{ path: "plan.yaml", schema: planFile, ...changes },
    }),
  );
}

const CLAIMS = `schema: 1
document: A report
same_quantity: { words: { what: the words, stated: [data.a, { mean: [data.*] }] } }
variants: { v: [a-*] }
accepted_findings: { rounding: { a-*: known } }
parts:
  - section: "1"
    table: Table 1
    figures: [data.*]
    not_printed: { data.x: too long }
    inputs:
      days: { printed: "170", exact: true, is: data.person_days }
      rate: { external: "1.000,5", unit: USD }
    claims:
      c: { printed: "56,1", at: days to write, follows: data.writing_days, tolerance: { value: 0.1, reason: r } }
      d: { printed: "~40k–$1020", follows: { sum: [data.a] }, from: [days], relation: at-least, end: low }
`;

const CONFIG = JSON.stringify({
  ...{ model_type: "llama", hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, vocab_size: 32000 },
  ...{ num_key_value_heads: 8, intermediate_size: 11008, max_position_embeddings: 4096, tie_word_embeddings: false },
});
const MIXTURE = JSON.stringify({
  text_config: {
    ...{ model_type: "mixtral", hidden_size: 64, n_layer: 2, n_head: 4, head_dim: 16, vocab_size: 10 },
    ...{ num_local_experts: 8, num_experts_per_tok: 2, moe_intermediate_size: 32, kv_lora_rank: 4 },
  },
});

export const YAML_READERS = [
  textReader(
    "plan",
    () => [STARTER, shipped("rolepl-ai/plan.yaml"), "schema: 1\ninclude: [part.yaml]\ntitle: A\n"],
    (text) => plan({ "plan.yaml": text, "part.yaml": SCENARIO }),
  ),
  textReader(
    "scenario",
    () => [SCENARIO, "title: T\nreason: r\nextends: t\nbudget: { conversation.total_cost_usd.p95: '<= 5' }\n"],
    (text) =>
      plan({ "plan.yaml": STARTER, "scenarios/s.yaml": text, "scenarios/t.yaml": SCENARIO }, { scenarios: ["s"] }),
  ),
  textReader(
    "setting",
    () => ["conversation.turns={normal: {mean: 8, sd: 3}}", "conversation.initial_tokens=25 to 40", "data.a=1:5:3"],
    (text) => {
      plan({ "plan.yaml": STARTER }, { sets: [text] });
      for (const scale of ["linear", "log"] as const) {
        const axis = handled(() => readSweepAxis(text, scale));
        require(axis === undefined || axis.values.length > 0, "an axis without values");
      }
    },
  ),
  textReader(
    "upgrade",
    () => [STARTER, STARTER.replace("schema: 1\n", ""), STARTER.replaceAll("\n", "\r\n"), "{title: A}", "\uFEFF"],
    (text) => {
      const read = (path: string): string => (path === "plan.yaml" ? text : SCENARIO);
      const upgraded = handled(() => upgradePlan({ read, list: () => ["s.yaml"], path: "plan.yaml" }));
      const again = upgraded?.files.find(({ file }) => file === "plan.yaml")?.after;
      if (again === undefined) return;
      const twice = upgradePlan({ read: () => again, list: () => [], path: "plan.yaml" });
      require(twice.files[0]?.after === again, "an upgraded plan is upgraded again");
    },
  ),
  textReader(
    "claims",
    () => [CLAIMS, shipped("rolepl-ai/published.yaml").slice(0, 6000)],
    (text) => void handled(() => readClaims(() => text, "published.yaml")),
  ),
  textReader(
    "config",
    () => [CONFIG, MIXTURE],
    (text) => {
      const model = handled(() => readModelConfig(() => text, "config.json"));
      require(model === undefined || model.parameters > 0, "a model without parameters");
    },
  ),
];
