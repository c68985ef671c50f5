import { describe, expect, it } from "vitest";
import type { Claim, ClaimSet } from "../../../src/analysis/claims/claim.ts";
import { currenciesRule } from "../../../src/analysis/claims/rules/currencies.ts";
import { impliedUtilisationRule } from "../../../src/analysis/claims/rules/implied-utilisation.ts";
import { plausibleRangeRule } from "../../../src/analysis/claims/rules/plausible-range.ts";
import { printedInputsRule } from "../../../src/analysis/claims/rules/printed-inputs.ts";
import type { Examined, Rule } from "../../../src/analysis/claims/rules/rule.ts";
import { sameQuantityRule } from "../../../src/analysis/claims/rules/same-quantity.ts";
import { sharesRule } from "../../../src/analysis/claims/rules/shares.ts";
import { sourcesRule } from "../../../src/analysis/claims/rules/sources.ts";
import type { Figure, Leaf, Node } from "../../../src/analysis/node.ts";
import type { RunRow } from "../../../src/analysis/plan/reference-tables.ts";
import type { Printed } from "../../../src/analysis/result.ts";
import { choiceLeaf, quantityLeaf } from "../leaves.ts";
import { check, claim, made, notPrinted, place, printed, SHEET } from "./by-hand.ts";

interface Looked {
  readonly leaves?: readonly Leaf[];
  readonly figures?: readonly Figure<number>[];
  readonly claims?: readonly Claim[];
  readonly set?: Partial<ClaimSet>;
  readonly plan?: Partial<Examined["plan"]>;
  readonly isSupposed?: Examined["isSupposed"];
}

/** What a rule looks at: some assumptions and figures, and a document about them. */
function examined({
  leaves = [],
  figures = [],
  claims = [],
  set = {},
  plan = {},
  isSupposed = () => false,
}: Looked): Examined {
  const nodes = new Map<string, Node>([...leaves, ...figures].map((node) => [node.id, node]));
  const whole = { title: "t", ...plan };
  const { chains, around } = check(claims, { inputs: [], ...set }, whole, nodes);
  const sheet = { printed: figures as readonly Printed[], leaves, nodes, correlations: [] };
  return { plan: whole, sheet, set: around.set, chains: [...chains.values()], nodes: around.nodes.printed, isSupposed };
}
const told = (rule: Rule, looked: Looked) =>
  rule(examined(looked)).map(({ code, severity, subject, message, place: { file, line } }) => [
    ...[code, severity, subject, message, `${file}:${line}`],
  ]);
const at = "test.yaml:1";

describe("sources", () => {
  const of = (leaf: Leaf) => told(sourcesRule, { leaves: [leaf] });
  const days = quantityLeaf("d", 1);
  const vague = (source: string) => [
    ["vague-source", "warning", "d", `the source of d, "${source}", names no section, table, year or address`, at],
  ];

  it("of what is published or measured say where: by a number or an address", () => {
    for (const provenance of ["published", "measured"] as const) {
      expect(of({ ...days, provenance, source: "the report" })).toEqual(vague("the report"));
      for (const source of ["section 3", "http://a.example", "https://a.example"])
        expect(of({ ...days, provenance, source })).toEqual([]);
    }
    for (const provenance of ["chosen", "derived"] as const) expect(of({ ...days, provenance })).toEqual([]);
  });

  it("of a price say of when it is, there or in a note", () => {
    const undated = [
      [
        ...["undated-price", "error", "d"],
        ...["d is a price without a date: neither its source nor its note names a year", at],
      ],
    ];
    for (const unit of ["USD/Mtok", "EUR/H100-day", "USD/EUR"]) {
      const price = quantityLeaf("d", 1, unit);
      expect(of(price)).toEqual(undated);
      expect(of({ ...price, source: "list of 2024" })).toEqual([]);
      expect(of({ ...price, source: "list of 1999" })).toEqual([]);
      expect(of({ ...price, note: "asked in 2025" })).toEqual([]);
      for (const source of ["order 12024", "order 20240", "list of 1824"])
        expect(of({ ...price, source })).toEqual(undated);
    }
    for (const unit of ["EUR", "words/min", "xUSD/Mtok", "tok/USD"]) expect(of(quantityLeaf("d", 1, unit))).toEqual([]);
    const price = { ...quantityLeaf("d", 1, "USD/Mtok"), provenance: "published", source: "a list" } as const;
    expect(of(price).map(([code]) => code)).toEqual(["vague-source", "undated-price"]);
    expect(of({ ...choiceLeaf("d", "x"), unit: "USD/Mtok" } as Leaf)).toEqual([]);
  });

  it("are not asked of a value that is tried on the command line", () => {
    const tried = { ...days, provenance: "published", place: { file: "--set", line: 0, column: 0 } } as const;
    expect(of(tried)).toEqual([]);
  });
});

describe("shares", () => {
  const two = (ids: readonly [string, string], a: number, b: number) =>
    told(sharesRule, { leaves: ids.map((id, index) => quantityLeaf(id, index === 0 ? a : b, "fraction")) });
  const DAYS = ["data.writing_share_fraction", "data.reviewing_share_fraction"] as const;
  const VARIANCE = ["conversation.variance_fraction.turns", "conversation.variance_fraction.messages"] as const;

  it("of the same days leave some or none", () => {
    expect([two(DAYS, 0.3, 0.6), two(DAYS, 0.4, 0.6), two(DAYS, 0.1, 0.9)]).toEqual([[], [], []]);
    expect(two(DAYS, 0.5, 0.625)).toEqual([
      [
        ...["shares", "error", DAYS[0]],
        ...[`${DAYS[0]} and ${DAYS[1]} are shares of the person-days and sum to 1.125, expected at most 1`, at],
      ],
    ]);
    // Rounding is no share.
    expect([two(DAYS, 0.5, 0.5 + 1e-13), two(DAYS, 0.5, 0.5 + 1e-11).length]).toEqual([[], 1]);
    expect(told(sharesRule, { leaves: [quantityLeaf(DAYS[0], 2, "fraction")] })).toEqual([]);
  });

  it("of a variance fill it, where there is one", () => {
    expect([two(VARIANCE, 0.3, 0.7), two(VARIANCE, 0, 0), two(VARIANCE, 0.3, 0.7 + 1e-10)]).toEqual([[], [], []]);
    for (const [a, b, sum] of [
      [0.3, 0.6, "0.9"],
      [0.5, 0.75, "1.25"],
    ] as const)
      expect(two(VARIANCE, a, b).map(([, , , message]) => message)).toEqual([
        `${VARIANCE[0]} and ${VARIANCE[1]} are shares of the variance of a conversation's cost and sum to ${sum}, expected 1`,
      ]);
  });

  it("that are computed stand nowhere in a file", () => {
    const figures = VARIANCE.map((id) => made(id, "fraction", {}, () => 0.2));
    expect(told(sharesRule, { figures }).map((found) => found.at(-1))).toEqual([":0"]);
  });
});

describe("plausible values", () => {
  const of = (id: string, value: number) => told(plausibleRangeRule, { leaves: [quantityLeaf(id, value, "u")] });

  it.each([
    ["data.hours_per_day", 2, 12, "a working day"],
    ["data.writing_speed", 2, 120, "composing by hand up to professional typing"],
    ["data.reviewing_speed", 10, 400, "careful correction up to fast silent reading"],
    ["data.tokens_per_word", 1, 4, "tokenizers on European languages"],
    ["data.tokens_per_instance", 20, 32_000, "a short instruction up to a long context"],
    ["budget.h100_price", 10, 300, "an H100 rented for a day, 0.4 to 12.5 EUR an hour"],
    ["budget.usd_per_eur", 0.8, 1.6, "the euro since 1999"],
    ["conversation.input_price", 0.005, 200, "API prices a million tokens, 2020 to 2025"],
    ["conversation.output_price", 0.005, 200, "API prices a million tokens, 2020 to 2025"],
    ["hardware.a100.gpu_hours_per_h100_hour", 0.2, 30, "data-centre GPUs since 2016 and the next generation"],
    ["gpus.rows.a100.peak_tflops", 5, 5000, "dense 16-bit peaks of data-centre GPUs"],
    ["sft_runs.rows.a.utilisation_fraction", 0.01, 0.75, "published training runs"],
    ["pretraining.rows.a.parameters", 1e6, 1e13, "language models"],
    ["pretraining.rows.a.training_tokens", 1e5, 1e14, "fine-tuning sets up to the largest pre-training sets"],
    ["pretraining.rows.a.epochs", 0.01, 100, "passes over the data"],
  ])("%s lies from %d to %d", (id, low, high, why) => {
    expect([of(id, low), of(id, high)]).toEqual([[], []]);
    for (const value of [low * 0.99, high * 1.01])
      expect(of(id, value)).toEqual([
        ["implausible-value", "error", id, `${id} is ${value} u, expected ${low} to ${high} (${why})`, at],
      ]);
  });

  it("are not asked of other ids that only contain such a name, nor of what is no number", () => {
    for (const id of [
      "x.data.hours_per_day",
      "data.hours_per_days",
      "data.writing_speed_of",
      "xparameters",
      "a.parametersx",
    ])
      expect(of(id, 1e9)).toEqual([]);
    for (const id of [
      "data.reviewing_speeds",
      "x.data.reviewing_speed",
      "data.tokens_per_instances",
      "x.data.tokens_per_instance",
      "budget.h100_prices",
      "x.budget.h100_price",
      "x.budget.usd_per_eur",
      "budget.usd_per_euro",
      "conversation.put_price",
      "x.conversation.input_price",
      "conversation.input_prices",
      "tokens_per_words",
      "gpu_hours_per_h100_hours",
      "peak_tflopss",
      "utilisation_fractions",
      "a.training_tokensx",
      "xtraining_tokens",
      "a.epochsx",
      "xepochs",
    ])
      expect(of(id, 1e99)).toEqual([]);
    const word = { ...choiceLeaf("data.hours_per_day", "many") };
    expect(told(plausibleRangeRule, { leaves: [word] })).toEqual([]);
  });
});

describe("statements of the same quantity", () => {
  const days = quantityLeaf("d.days", 100);
  const rough = quantityLeaf("d.rough", 104);
  const of = (stated: readonly Parameters<typeof claim>[2][], more: Looked = {}) =>
    told(sameQuantityRule, {
      leaves: [days, rough],
      ...more,
      set: { sameQuantity: [{ key: "k", what: "the days", stated, place: place(20) }], ...more.set },
    });
  const differ = (one: string, other: string) => [
    ["same-quantity", "error", "k", `the days is stated as ${one} and as ${other}`, "published.yaml:20"],
  ];

  it("agree where one lies within half a unit of the last digit of the other, as a person would write it", () => {
    // 100 is written with one digit: 50 to 150; 104 with three.
    expect(of(["d.days", "d.rough"])).toEqual([]);
    const three = [quantityLeaf("d.days", 103), rough];
    expect(of(["d.days", "d.rough"], { leaves: three })).toEqual(differ("103 (d.days)", "104 (d.rough)"));
    expect(of(["d.rough", { product: [10.35, 10] }])).toEqual([]);
    expect(of(["d.rough", 103])).toEqual(differ("104 (d.rough)", "103 (103)"));
    expect(of([{ ratio: [1, 3] }, { ratio: [1, 4] }])).toEqual(
      differ("0.333333 ({ratio:[1,3]})", "0.25 ({ratio:[1,4]})"),
    );
    // What is computed is exact, however round it is.
    expect(of(["d.rough", { product: [10, 10] }])).toHaveLength(1);
    // 0.13 reaches 0.135.
    const small = [quantityLeaf("d.days", 0.13), rough];
    expect([of(["d.days", 0.134], { leaves: small }), of(["d.days", 0.136], { leaves: small }).length]).toEqual([
      [],
      1,
    ]);
  });

  it("compares each two once", () => {
    expect(of(["d.rough", 1, 2]).map(([, , , message]) => message)).toEqual([
      "the days is stated as 104 (d.rough) and as 1 (1)",
      "the days is stated as 104 (d.rough) and as 2 (2)",
      "the days is stated as 1 (1) and as 2 (2)",
    ]);
  });

  it("takes the last digit that is printed, as long as the plan states what is printed", () => {
    const inputs = [printed("rough", "104.0", { node: "d.rough" })];
    const set = { inputs };
    expect(of(["d.rough", 104.04], { set })).toEqual([]);
    expect(of(["d.rough", 104.06], { set })).toHaveLength(1);
    expect(of(["d.rough", 104.06])).toEqual([]);
    const moved = { set: { inputs: [printed("rough", "104.1", { node: "d.rough" })] } };
    expect(of(["d.rough", 104.4], moved)).toEqual([]);
    const implied = { set: { inputs: [notPrinted("rough", "d.rough", "implied")] } };
    expect(of(["d.rough", 104.4], implied)).toEqual([]);
    // An input of the document's own goes by its own id.
    const own = { set: { inputs: [printed("own", "7.00")] } };
    expect([of(["own", 7.004], own), of(["own", 7.006], own).length]).toEqual([[], 1]);
  });

  it("takes the tolerance of a claim", () => {
    const claims = [claim("c", "104.0", "d.rough", { tolerance: { value: 3, reason: "so" } })];
    expect(of(["c", 106.9], { claims })).toEqual([]);
    expect(of(["c", 107.1], { claims })).toEqual(differ("104 (c)", "107.1 (107.1)"));
  });

  it("names what is missing", () => {
    expect(of(["d.days", "nothing", "none"]).map(([, , , message]) => message)).toEqual([
      "the days: nothing (expected an id of a figure or assumption that is a number)",
    ]);
  });
});

describe("the utilisation of a published run", () => {
  const quantity = (name: string, value: number) => quantityLeaf(`pretraining.rows.r.${name}`, value);
  const gpus = {
    rows: {
      a100: { label: "A100", peak_tflops: quantityLeaf("gpus.rows.a100.peak_tflops", 300) },
      old: { label: "Old" },
    },
  };
  /** 6 × 1e9 × 1.8e11 ÷ (1,000 × 3600 × 300e12) is 1. */
  const run = (share: number, more: Partial<RunRow> = {}): RunRow => ({
    ...{ label: "Run", gpu: "a100", parameters: quantity("parameters", 1e9) },
    ...{
      training_tokens: quantity("training_tokens", 1.8e11 * share),
      gpu_hours: quantity("gpu_hours", 1000),
      ...more,
    },
  });
  const of = (row: RunRow, more: Looked = {}, table: "pretraining" | "lora_llama" = "pretraining") =>
    told(impliedUtilisationRule, { ...more, plan: { gpus, [table]: { rows: { r: row } } } });
  const wrong = (share: number, table = "pretraining") => [
    [
      ...["implied-utilisation", "error", `${table}.r`],
      `size, tokens and hardware of Run imply a utilisation of ${share}, expected above 0 and at most 0.75`,
      at,
    ],
  ];

  it("is above 0 and at most 0.75", () => {
    expect([of(run(0.5)), of(run(0.74999))]).toEqual([[], []]);
    expect(of(run(0.8))).toEqual(wrong(0.8));
    expect(of(run(0))).toEqual(wrong(0));
    expect(of(run(-0.5))).toEqual(wrong(-0.5));
    expect(of(run(0.81234), {}, "lora_llama")).toEqual(wrong(0.812, "lora_llama"));
    expect(told(impliedUtilisationRule, {})).toEqual([]);
  });

  it("counts each pass over the data", () => {
    expect(of(run(0.4, { epochs: quantity("epochs", 2) }))).toEqual(wrong(0.8));
    expect(of(run(1, { epochs: quantity("epochs", 0.5) }))).toEqual([]);
  });

  it("takes the tokens of a dataset and computed hours where the row states none", () => {
    const { training_tokens: _, gpu_hours: __, ...bare } = run(1, { dataset: "d" });
    const tokens = made("sft_datasets.d.tokens", "tokens", {}, () => 1.8e11);
    const hours = made("pretraining.r.gpu_hours", "hours", {}, () => 1000);
    expect(of(bare, { figures: [tokens, hours] })).toEqual(wrong(1));
    expect(of(bare, { figures: [tokens] })).toEqual([]);
    expect(of(bare, { figures: [hours] })).toEqual([]);
    const { dataset: ___, ...unnamed } = bare;
    expect(of(unnamed, { figures: [tokens, hours] })).toEqual([]);
    const word = { ...hours, unit: "word" };
    expect(of(bare, { figures: [tokens, word] })).toEqual([]);
  });

  it("is not asked of a run that does not state its size or its hardware", () => {
    const { parameters: _, ...sizeless } = run(1);
    const { gpu: __, ...nowhere } = run(1);
    for (const row of [sizeless, nowhere, run(1, { gpu: "old" }), run(1, { gpu: "none" })]) expect(of(row)).toEqual([]);
    expect(told(impliedUtilisationRule, { plan: { pretraining: { rows: { r: run(1) } } } })).toEqual([]);
  });
});

describe("currencies", () => {
  const usd = quantityLeaf("p.usd", 2, "USD/Mtok");
  const eur = { ...quantityLeaf("p.eur", 3, "EUR"), place: { file: "test.yaml", line: 7, column: 1 } };
  const rate = quantityLeaf("p.rate", 1.1, "USD/EUR");
  const days = quantityLeaf("p.days", 1);
  const sum = (unit: string, of: Readonly<Record<string, Node>>) => made("p.sum", unit, of, () => 1);
  const of = (...figures: readonly Figure<number>[]) => told(currenciesRule, { figures });
  const mixed = (currencies: string, where: string, subject = "p.sum") => [
    ["currencies", "error", subject, `${subject} puts ${currencies} together without an exchange rate`, where],
  ];

  it("never meet without a rate", () => {
    expect(of(sum("", { eur, usd }))).toEqual(mixed("EUR and USD", "test.yaml:7"));
    expect(of(sum("", { usd, eur }))).toEqual(mixed("EUR and USD", at));
    expect(of(sum("EUR", { usd }))).toEqual(mixed("EUR and USD", at));
    expect(of(sum("", { usd, eur, rate }))).toEqual([]);
    const noRate = quantityLeaf("p.no_rate", 1, "USD/EURO");
    expect(of(sum("", { usd, eur, noRate }))).toHaveLength(1);
    expect([of(sum("USD", { usd, days })), of(sum("EUR", { eur, rate })), of(sum("days", { usd }))]).toEqual([
      [],
      [],
      [],
    ]);
    // A list of inputs is looked through too, and a figure behind a figure.
    const behind = made("p.top", "", { inner: sum("", { usd, eur }) }, () => 1);
    expect(of(behind)).toEqual(mixed("EUR and USD", at));
  });

  it("are told by three capital letters before a space, a stroke or the end", () => {
    const unit = (text: string) => of(sum("USD", { other: quantityLeaf("p.other", 1, text) })).length;
    expect(["EUR", "EUR/day", "EUR a day", "EURO", "eur", "xEUR", "H100-day"].map(unit)).toEqual([1, 1, 1, 0, 0, 0, 0]);
  });

  it("of a figure that is computed from nothing stand nowhere", () => {
    const inner = made("p.inner", "EUR", {}, () => 1);
    expect(of(sum("USD", { inner }))).toEqual(mixed("EUR and USD", ":0"));
  });

  it("of a claim are told where it says what it follows", () => {
    const claims = [claim("c", "1", { ratio: ["p.eur", "p.usd"] })];
    expect(told(currenciesRule, { leaves: [usd, eur], claims })).toEqual(
      mixed("EUR and USD", "published.yaml:11", "claim.c"),
    );
  });

  it("are those that a claim prints", () => {
    const prints = (text: string, follows: Claim["follows"] = "p.eur") => {
      const leaves = [eur, days, quantityLeaf("p.usd", 2, "USD")];
      return told(currenciesRule, { leaves, claims: [{ ...claim("c", "3", follows), text }] });
    };
    const other = (text: string, currency = "EUR") => [
      ["currencies", "error", "c", `c prints ${text}, and follows a figure in ${currency}`, "published.yaml:11"],
    ];
    for (const text of ["$3", "£3", "3 USD", "GBP 3"]) expect(prints(text)).toEqual(other(text));
    for (const text of ["€3", "3 EUR", "3", "3 USDX", "3 AUD"]) expect(prints(text)).toEqual([]);
    expect(prints("3€", "p.usd")).toEqual(other("3€", "USD"));
    expect(prints("$3", "p.days")).toEqual([]);
  });
});

describe("inputs that the document prints", () => {
  const days = quantityLeaf("d.days", 100);
  const of = (inputs: ClaimSet["inputs"], more: Looked = {}) =>
    told(printedInputsRule, { leaves: [days, choiceLeaf("d.rule", "all")], ...more, set: { inputs } });

  it("are what the plan states", () => {
    expect(
      of([printed("days", "100", { node: "d.days" }), printed("own", "3"), notPrinted("x", "d.days", "external")]),
    ).toEqual([]);
    const moved = "d.days is 100 days, the document prints 90 in section 1, days";
    const inputs = [printed("days", "90", { node: "d.days" })];
    expect(of(inputs)).toEqual([["input-moved", "error", "d.days", moved, at]]);
    expect(of(inputs, { isSupposed: (id) => id === "d.days" })).toEqual([
      ["input-moved", "warning", "d.days", moved, at],
    ]);
  });

  it("are missed where the plan no longer has them", () => {
    const gone = [printed("sd", "8", { node: "c.turns.sd" })];
    expect(of(gone)).toEqual([
      [
        "input-moved",
        "error",
        "c.turns.sd",
        "the plan has no c.turns.sd, the document prints 8 in section 1, sd",
        "published.yaml:5",
      ],
    ]);
    expect(of([notPrinted("sd", "c.turns.sd", "implied")])).toEqual([]);
    expect(of([printed("rule", "8", { node: "d.rule" })])).toEqual([]);
    const figures = [made("d.made", "days", {}, () => 1)];
    expect(of([printed("made", "8", { node: "d.made" })], { figures })).toEqual([]);
  });
});

describe("the sheet of these tests", () => {
  it("breaks no rule", () => {
    const leaves = [...SHEET.values()].filter((node) => node.kind === "leaf");
    for (const rule of [sourcesRule, sharesRule, plausibleRangeRule, currenciesRule])
      expect(told(rule, { leaves })).toEqual([]);
  });
});
