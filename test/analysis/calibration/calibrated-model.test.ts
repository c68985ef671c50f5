import { describe, expect, it } from "vitest";
import { type Calibration, calibrate, modelInputMean } from "../../../src/analysis/calibration/calibration.ts";
import { calibrationFigures } from "../../../src/analysis/calibration/calibration-figures.ts";
import { calibrationWarnings, checkModel } from "../../../src/analysis/calibration/model-check.ts";

type Series = Readonly<Record<string, Readonly<Record<number, number>>>>;

/** Histograms by name, each as value → count. */
const countsOf = (series: Series) => ({
  series: new Map(
    Object.entries(series).map(([name, histogram]) => [
      name,
      new Map(Object.entries(histogram).map(([value, count]) => [Number(value), count])),
    ]),
  ),
});
const calibrated = (series: Series, laws?: "fitted" | "empirical"): Calibration => calibrate(countsOf(series), laws);

/**
 * 40 conversations of 3 replies, each message of the same length, 10 without a reply, 20 with a system prompt of 25
 * tokens: every law is a constant and every figure can be worked by hand.
 */
const CHAT: Series = {
  requests: { 0: 10, 3: 40 },
  user_tokens: { 40: 120 },
  assistant_tokens: { 150: 120 },
  system_tokens: { 25: 20 },
  "total.conversations": { 0: 50 },
  "total.answered_conversations": { 0: 40 },
  "total.requests": { 0: 120 },
  // 3 · 10 + 40 · (3 · 4) ÷ 2 + 150 · (3 · 2) ÷ 2 = 720 a conversation.
  "total.input_tokens": { 0: 40 * 720 },
};
const TRACE: Series = {
  context_tokens: { 500: 30 },
  output_tokens: { 70: 30 },
  "total.traced_requests": { 0: 30 },
  "total.input_tokens": { 0: 15_000 },
};

describe("the model of a log", () => {
  const of = (series: Series) => {
    const { model } = calibrated(series);
    if (!model) return undefined;
    const { turns, userTokens, assistantTokens, ...rest } = model;
    return { ...rest, laws: [turns, userTokens, assistantTokens].map(({ distribution }) => distribution.mean) };
  };
  const chat = { of: "conversations", userSeries: "user_tokens", initialTokens: 10, laws: [3, 40, 150] };

  it("is of conversations: turns where there were any, lengths, and the system prompt as a mean of all", () => {
    expect(of(CHAT)).toEqual(chat);
    expect(modelInputMean(calibrated(CHAT).model ?? expect.fail())).toBeCloseTo(720, 9);
    const { system_tokens: _, ...without } = CHAT;
    expect(of(without)).toEqual({ ...chat, initialTokens: 0 });
    const { "total.conversations": __, ...uncounted } = CHAT;
    expect(of(uncounted)?.initialTokens).toBe(500);
    expect(of({ ...CHAT, "total.conversations": { 0: 70 } })?.initialTokens).toBe(7.14286);
  });

  it("takes tool results as new input, where there are any", () => {
    const tools = { ...CHAT, tool_tokens: { 5: 9 }, fresh_tokens: { 60: 120 } };
    expect(of(tools)).toEqual({ ...chat, userSeries: "fresh_tokens", laws: [3, 60, 150] });
    expect(of({ ...CHAT, fresh_tokens: { 60: 120 } })).toEqual(chat);
    expect(of({ ...CHAT, tool_tokens: { 5: 9 } })).toBeUndefined();
  });

  it("is of single requests where most conversations are not known", () => {
    const trace = { of: "requests", userSeries: "context_tokens", initialTokens: 0, laws: [1, 500, 70] };
    expect(of(TRACE)).toEqual(trace);
    expect(of({ ...CHAT, ...TRACE })).toEqual(chat);
    expect(of({ ...CHAT, ...TRACE, "total.traced_requests": { 0: 40 } })).toEqual(chat);
    expect(of({ ...CHAT, ...TRACE, "total.traced_requests": { 0: 41 } })).toEqual(trace);
    const { output_tokens: _, ...noOutput } = TRACE;
    const { context_tokens: __, ...noContext } = TRACE;
    expect([of(noOutput), of(noContext), of({})]).toEqual([undefined, undefined, undefined]);
  });

  it("is absent where turns or a length are not known", () => {
    for (const name of ["requests", "user_tokens", "assistant_tokens"]) {
      const { [name]: _, ...rest } = CHAT;
      expect(calibrated(rest)).not.toHaveProperty("model");
    }
    expect(calibrated({ ...CHAT, requests: { 0: 50 } }).fits.has("requests")).toBe(false);
  });

  it("may be of the values themselves", () => {
    const { fits, model } = calibrated({ ...CHAT, requests: { 0: 10, 1: 1, 3: 2 } }, "empirical");
    expect(fits.get("requests")?.law).toMatchObject({ family: "empirical", values: [1, 3, 3] });
    expect(model?.turns.family).toBe("empirical");
    expect(calibrated(CHAT).model?.turns.family).toBe("constant");
  });
});

describe("what is measured", () => {
  it("is told of all values, conversations without turns too, though turns are fitted where there were any", () => {
    const requests = calibrated(CHAT).fits.get("requests");
    expect(requests?.summary).toMatchObject({ n: 50, mean: 2.4, min: 0, max: 3 });
    expect(requests?.sample.count).toBe(40);
    expect(requests).toMatchObject({ name: "requests", kind: "turns" });
    const sizes = calibrated({ ...CHAT, user_tokens: { 0: 3, 7: 1 } }).fits.get("user_tokens");
    expect(sizes?.sample.count).toBe(4);
  });

  it("has quantiles of type 7", () => {
    // 1 to 101: p of them lie below 1 + 100 p.
    const values = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [at + 1, 1]));
    const { quantiles } = calibrated({ pause_ms: values }).fits.get("pause_ms") ?? expect.fail();
    expect(quantiles).toEqual({ p50: 51, p90: 91, p95: 96, p99: 100 });
  });

  it("has means by turn, in their order, of users and assistants", () => {
    const { byTurn } = calibrated({
      "turn.user_messages": { 2: 4, 10: 2, 1: 5 },
      "turn.user_tokens": { 1: 100, 2: 60, 10: 8 },
      "turn.assistant_messages": { 1: 10, 3: 2 },
      "turn.assistant_tokens": { 1: 700, 3: 30 },
    });
    expect(byTurn).toEqual([
      { turn: 1, userMessages: 5, userMean: 20, replies: 10, replyMean: 70 },
      { turn: 2, userMessages: 4, userMean: 15, replies: 0, replyMean: 0 },
      { turn: 3, userMessages: 0, userMean: 0, replies: 2, replyMean: 15 },
      { turn: 10, userMessages: 2, userMean: 4, replies: 0, replyMean: 0 },
    ]);
    expect(calibrated({}).byTurn).toEqual([]);
    expect(calibrated({ "turn.assistant_messages": { 1: 1 } }).byTurn).toHaveLength(1);
  });

  it("has the dependence of each pair of neighbours", () => {
    const rising = { [64 + 1]: 10, [128 + 2]: 10 };
    const falling = { [64 + 2]: 10, [128 + 1]: 10 };
    const { dependence } = calibrated({ "pair.user_reply": rising, "pair.reply_reply": falling });
    expect(dependence).toEqual({
      user_reply: { pairs: 20, correlation: 1 },
      reply_reply: { pairs: 20, correlation: -1 },
      user_user: undefined,
    });
    expect(calibrated({ "pair.user_user": rising }).dependence).toEqual({ user_user: { pairs: 20, correlation: 1 } });
  });
});

describe("the figures of a calibration", () => {
  const figuresOf = (series: Series) => {
    const calibration = calibrated(series);
    return calibrationFigures(countsOf(series), calibration, checkModel(countsOf(series), calibration));
  };
  const valuesOf = (figures: ReturnType<typeof figuresOf>, start: string) =>
    Object.fromEntries(
      Object.entries(figures).flatMap(([id, { value }]) =>
        id.startsWith(start) ? [[id.slice(start.length), value]] : [],
      ),
    );

  it("count what there is, and tell of each series its measures and its law", () => {
    const figures = figuresOf(CHAT);
    expect(figures["calibrate.conversations"]).toEqual({
      ...{ value: 50, unit: "conversations", label: "Conversations", formula: "counted", of: [] },
    });
    expect(figures["calibrate.requests"]?.value).toBe(120);
    expect(valuesOf(figures, "calibrate.user_tokens.")).toEqual({
      ...{ n: 120, mean: 40, sd: 0, p50: 40, p90: 40, p95: 40, p99: 40, max: 40 },
      ...{ family: "constant", form: "plain", ks: 0 },
    });
    for (const key of ["family", "form"])
      expect(figures[`calibrate.user_tokens.${key}`]?.formula).toBe("every value is the same");
    expect(figures["calibrate.requests.p90"]).toMatchObject({
      ...{ value: 3, unit: "turns", label: "Requests (replies) of a conversation: P90" },
    });
    expect(figures["calibrate.requests.n"]?.unit).toBe("values");
    expect(valuesOf(figures, "calibrate.input_tokens.")).toEqual({
      ...{ measured_mean: 720, model_mean: expect.closeTo(720, 9), error: expect.closeTo(0, 12) },
    });
  });

  it("are there for every log where they always are, without a value; others only where there is something", () => {
    const figures = figuresOf({});
    const names = new Set(Object.keys(figures).map((id) => id.split(".")[1]));
    expect([...names]).toEqual([
      ...["conversations", "requests", "user_turns", "first_user_tokens", "user_tokens", "assistant_tokens"],
      ...["tool_tokens", "system_tokens"],
    ]);
    expect(valuesOf(figures, "calibrate.tool_tokens.")).toEqual({
      ...{ n: 0, mean: null, sd: null, p50: null, p90: null, p95: null, p99: null, max: null },
      ...{ family: null, form: null, ks: null },
    });
    expect(figures["calibrate.tool_tokens.family"]?.formula).toBe("no data");
    expect(figures["calibrate.conversations"]?.value).toBe(0);
    expect(Object.keys(figuresOf({ pause_ms: { 5: 3 } }))).toContain("calibrate.pause_ms.mean");
  });

  it("name the chosen family, its form and its distance", () => {
    const calibration = calibrated({ user_tokens: { 3: 10, 5: 20, 8: 30, 13: 20, 30: 5 } });
    const chosen = calibration.fits.get("user_tokens")?.chosen;
    const figures = calibrationFigures(countsOf({}), calibration, undefined);
    expect(chosen).toBeDefined();
    expect(valuesOf(figures, "calibrate.user_tokens.")).toMatchObject({
      ...{ family: chosen?.family, form: chosen?.form, ks: chosen?.ks },
    });
    expect(Object.keys(figures).some((id) => id.startsWith("calibrate.input_tokens."))).toBe(false);
  });
});

describe("a model beside its own log", () => {
  const checked = (series: Series) => checkModel(countsOf(series), calibrated(series));
  const ratios = (series: Series) => checked(series)?.parts.map(({ ratio }) => ratio);

  it("has the log's mean input where nothing varies", () => {
    expect(checked(CHAT)).toMatchObject({ truth: 720, model: expect.closeTo(720, 9), error: expect.closeTo(0, 12) });
    for (const ratio of ratios(CHAT) ?? []) expect(ratio).toBeCloseTo(1, 12);
    expect(checked(TRACE)).toMatchObject({ truth: 500, model: expect.closeTo(500, 9), error: expect.closeTo(0, 12) });
    for (const ratio of ratios(TRACE) ?? []) expect(ratio).toBeCloseTo(1, 12);
  });

  it("says what its parts are of: the law of requests a conversation, or of the turns that a trace is taken for", () => {
    const says = (series: Series) => checked(series)?.parts[0]?.words;
    expect(says(CHAT)).toBe("the law of requests has another mean square than the log");
    expect(says(TRACE)).toBe("the law of turns has another mean square than the log");
  });

  it("is compared with answered conversations alone: traced requests and sums stand apart", () => {
    const mixed = { ...CHAT, ...TRACE, "total.input_tokens": { 0: 40 * 720 + 15_000 + 999 } };
    expect(checked({ ...mixed, "total.summed_input_tokens": { 0: 999 } })?.truth).toBeCloseTo(720, 9);
  });

  it("tells how much its error is of dependent lengths: the log's input over that of independent ones", () => {
    const shorter = { ...CHAT, "total.input_tokens": { 0: 40 * 360 } };
    expect(checked(shorter)).toMatchObject({ truth: 360, error: expect.closeTo(1, 12) });
    expect(ratios(shorter)).toEqual([1, 1, 2].map((ratio) => expect.closeTo(ratio, 12)));
  });

  it("tells how much is of the laws of lengths and of turns, the three together being the whole error", () => {
    const series = { ...CHAT, requests: { 0: 10, 1: 20, 5: 20 } };
    const calibration = calibrated(series, "empirical");
    const { model } = calibration;
    if (!model) return expect.fail();
    const other = (mean: number) => ({
      ...model.userTokens,
      distribution: { ...model.userTokens.distribution, mean, quantile: () => mean, lower: mean, upper: mean },
    });
    const check = checkModel(countsOf(series), { ...calibration, model: { ...model, userTokens: other(80) } });
    // E n = 3, E n² = 13: 10 · 3 + u · 8 + 150 · 5 is 1,100 for users' 40 tokens and 1,420 for 80.
    const [turns, lengths, dependence] = check?.parts.map(({ ratio }) => ratio) ?? [];
    expect(lengths).toBeCloseTo(1420 / 1100, 9);
    expect(dependence).toBeCloseTo(1100 / 720, 9);
    expect((turns ?? 0) * 1420).toBeCloseTo(check?.model ?? 0, 6);
    expect((turns ?? 0) * (lengths ?? 0) * (dependence ?? 0)).toBeCloseTo(1 + (check?.error ?? 0), 9);
  });

  it("is not compared where there is no model, or what it was made of is gone", () => {
    expect(checked({})).toBeUndefined();
    const { fits, ...rest } = calibrated(CHAT);
    for (const name of ["user_tokens", "assistant_tokens"] as const) {
      const fewer = new Map([...fits].filter(([key]) => key !== name));
      expect(checkModel(countsOf(CHAT), { ...rest, fits: fewer })).toBeUndefined();
    }
  });
});

describe("what a reader should know of a calibration", () => {
  const told = (calibration: Calibration, check?: Parameters<typeof calibrationWarnings>[1]) =>
    calibrationWarnings(calibration, check).map(({ code, message }) => [code, message]);
  /** A calibration some of whose series are other ones. */
  function changed(series: Series, changes: Readonly<Record<string, object>>): Calibration {
    const { fits, ...rest } = calibrated(series);
    const found = [...fits].map(([name, fit]) => [name, { ...fit, ...changes[name] }] as const);
    return { ...rest, fits: new Map(found) };
  }
  const chosen = { family: "weibull", form: "shifted", mean: 1, sd: 1, ks: 0.234, logLikelihood: 0, aic: 0 };

  it("is nothing where 30 values of each kind lie close to their laws", () => {
    expect(told(calibrated(CHAT))).toEqual([]);
    expect(told(calibrated(TRACE))).toEqual([]);
    expect(told(calibrated({}))).toEqual([]);
  });

  it("is which series have few values, of those that the model rests on", () => {
    const few = (name: string, n: number): Series => ({ ...CHAT, system_tokens: { 25: 2 }, [name]: { 40: n } });
    expect(told(calibrated(few("user_tokens", 29)))).toEqual([["few-observations", "User messages: only 29 values"]]);
    expect(told(calibrated(few("assistant_tokens", 1)))).toEqual([
      ["few-observations", "Assistant messages: only 1 value"],
    ]);
    expect(told(calibrated({ ...CHAT, requests: { 3: 12 } })).map(([, message]) => message)).toEqual([
      "Requests (replies) of a conversation: only 12 values",
    ]);
    const trace = { ...TRACE, context_tokens: { 500: 5 }, output_tokens: { 70: 6 }, user_tokens: { 7: 1 } };
    expect(told(calibrated(trace)).map(([, message]) => message)).toEqual([
      "Input of a request of unknown conversation: only 5 values",
      "Output of a request of unknown conversation: only 6 values",
    ]);
  });

  it("is a poor fit, where a family was chosen at all, and a limit at which data look cut", () => {
    const poor = { user_tokens: { poor: true, chosen }, assistant_tokens: { poor: true, cutAt: 0 } };
    expect(told(changed(CHAT, poor))).toEqual([
      [
        "poor-fit",
        "User messages: even the best law, shifted Weibull, is 0.23 away from the data (Kolmogorov-Smirnov); the values themselves (--laws empirical) are safer",
      ],
      ["cut-at-limit", "Assistant messages: the data look cut at 0; what lies beyond is unknown"],
    ]);
    expect(told(changed(CHAT, { user_tokens: { poor: false, chosen } }))).toEqual([]);
  });

  it("is a model that is more than 15 % off, with what that is made of, the most first", () => {
    const check = (error: number, ...ratios: readonly number[]) => ({
      ...{ truth: 1, model: 1 + error, error },
      parts: ratios.map((ratio, at) => ({ ratio, words: `cause ${at}` })),
    });
    const message = (error: number, ...ratios: readonly number[]) =>
      told(calibrated(CHAT), check(error, ...ratios))[0]?.[1];
    expect(message(0.15, 1.15)).toBeUndefined();
    expect(message(-0.15, 0.85)).toBeUndefined();
    expect(message(0.2, 1.1, 1.02, 1.3, 0.8)).toBe(
      "the model's mean billed input is +20% off the log's: cause 2 (+30%); cause 3 (−20%); cause 0 (+10%)",
    );
    expect(message(-0.2, 0.8, 1.031, 1.03)).toBe(
      "the model's mean billed input is −20% off the log's: cause 0 (−20%); cause 1 (+3%)",
    );
  });
});
