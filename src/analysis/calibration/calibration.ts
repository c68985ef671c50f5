import {
  type SampleSummary,
  summaryOf,
  type WeightedSample,
  weightedQuantile,
  weightedSample,
} from "../../math/weighted-sample.ts";
import type { ConversationModel } from "../conversation/model.ts";
import { conversationMoments } from "../conversation/moments.ts";
import { fitSeries, type SeriesFit } from "./fit-series.ts";
import { constantLaw, empiricalLaw, type FittedLaw } from "./fitted-law.ts";
import { rankDependence } from "./rank-dependence.ts";
import type { SeriesKind } from "./series-kind.ts";

/** Counts of a log: histograms by name, as `logs` makes them. */
export interface MeasuredCounts {
  readonly series: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** The series that are fitted, and what each is to a reader. */
export const FITTED = {
  user_turns: { kind: "turns", label: "User turns of a conversation", unit: "turns" },
  requests: { kind: "turns", label: "Requests (replies) of a conversation", unit: "turns" },
  first_user_tokens: { kind: "tokens", label: "First user message", unit: "tokens" },
  later_user_tokens: { kind: "tokens", label: "Later user messages", unit: "tokens" },
  user_tokens: { kind: "tokens", label: "User messages", unit: "tokens" },
  assistant_tokens: { kind: "tokens", label: "Assistant messages", unit: "tokens" },
  tool_tokens: { kind: "tokens", label: "Tool results", unit: "tokens" },
  system_tokens: { kind: "tokens", label: "System prompt, where there is one", unit: "tokens" },
  fresh_tokens: { kind: "tokens", label: "New input of a request (user messages and tool results)", unit: "tokens" },
  context_tokens: { kind: "tokens", label: "Input of a request of unknown conversation", unit: "tokens" },
  output_tokens: { kind: "tokens", label: "Output of a request of unknown conversation", unit: "tokens" },
  pause_ms: { kind: "time", label: "Pause before a user message", unit: "ms" },
} as const satisfies Readonly<Record<string, { kind: SeriesKind; label: string; unit: string }>>;

export type FittedName = keyof typeof FITTED;

export interface FittedSeries extends SeriesFit {
  readonly name: FittedName;
  /** What the law was fitted to. */
  readonly sample: WeightedSample;
  /** Of all values, conversations without turns included. */
  readonly summary: SampleSummary;
  readonly quantiles: Readonly<Record<"p50" | "p90" | "p95" | "p99", number>>;
}

/** The model of a conversation that the fits make: what a plan holds. */
export interface CalibratedModel {
  /** Whether requests have conversations; a trace of single requests is modelled as conversations of one turn. */
  readonly of: "conversations" | "requests";
  readonly turns: FittedLaw;
  readonly userTokens: FittedLaw;
  /** The series that `userTokens` was fitted to. */
  readonly userSeries: "user_tokens" | "fresh_tokens" | "context_tokens";
  readonly assistantTokens: FittedLaw;
  /** Mean over all answered conversations. */
  readonly initialTokens: number;
}

export interface Calibration {
  readonly fits: ReadonlyMap<FittedName, FittedSeries>;
  readonly model?: CalibratedModel;
  readonly byTurn: readonly TurnMeans[];
  readonly dependence: Readonly<Record<"user_reply" | "reply_reply" | "user_user", ReturnType<typeof rankDependence>>>;
}

/** Mean sizes at a turn. */
export interface TurnMeans {
  readonly turn: number;
  readonly userMessages: number;
  readonly userMean: number;
  readonly replies: number;
  readonly replyMean: number;
}

/** How a plan states what was measured: by the family that fits, or by the values themselves. */
export type LawChoice = "fitted" | "empirical";

/** Fits every series of a log that has data. */
export function calibrate({ series }: MeasuredCounts, laws: LawChoice = "fitted"): Calibration {
  const fits = new Map<FittedName, FittedSeries>();
  for (const [name, { kind }] of Object.entries(FITTED) as [FittedName, (typeof FITTED)[FittedName]][]) {
    const all = weightedSample(series.get(name) ?? []);
    // Turns are fitted where there were any: a conversation that nobody answered is billed nothing.
    const sample = kind === "turns" ? weightedSample([...(series.get(name) ?? [])].filter(([n]) => n > 0)) : all;
    if (sample.count === 0) continue;
    const fit = fitSeries(sample, kind);
    const law = laws === "empirical" ? empiricalLaw(sample) : fit.law;
    fits.set(name, { ...fit, name, sample, law, summary: summaryOf(all), quantiles: quantilesOf(all) });
  }
  const model = modelOf(fits, series);
  const dependence = {
    user_reply: rankDependence(series.get("pair.user_reply") ?? []),
    reply_reply: rankDependence(series.get("pair.reply_reply") ?? []),
    user_user: rankDependence(series.get("pair.user_user") ?? []),
  };
  return { fits, ...(model && { model }), byTurn: turnMeans(series), dependence };
}

function modelOf(fits: Calibration["fits"], series: MeasuredCounts["series"]): CalibratedModel | undefined {
  const traced = total(series, "traced_requests");
  const answered = total(series, "answered_conversations");
  const [context, output] = [fits.get("context_tokens"), fits.get("output_tokens")];
  if (traced > answered && context && output) {
    return {
      of: "requests",
      turns: constantLaw(1),
      userTokens: context.law,
      userSeries: "context_tokens",
      assistantTokens: output.law,
      initialTokens: 0,
    };
  }
  // Tool results are input like user messages; where there are none, user messages are all there is.
  const userSeries = fits.has("tool_tokens") ? "fresh_tokens" : "user_tokens";
  const [requests, user, assistant] = [fits.get("requests"), fits.get(userSeries), fits.get("assistant_tokens")];
  if (!requests || !user || !assistant) return undefined;
  const system = fits.get("system_tokens");
  const systemTotal = system ? system.summary.mean * system.summary.n : 0;
  return {
    of: "conversations",
    turns: requests.law,
    userTokens: user.law,
    userSeries,
    assistantTokens: assistant.law,
    initialTokens: Number((systemTotal / Math.max(1, total(series, "conversations"))).toPrecision(6)),
  };
}

/** The model as the conversation engine takes it. */
function engineModel(
  { turns, userTokens, assistantTokens, initialTokens }: CalibratedModel,
  prices: { readonly inputPriceUsdPerMtok: number; readonly outputPriceUsdPerMtok: number },
): ConversationModel {
  return {
    turns: turns.distribution,
    userTokens: userTokens.distribution,
    assistantTokens: assistantTokens.distribution,
    initialTokens,
    ...prices,
    billing: "api",
    messages: "as-published",
    rounding: "whole-tokens",
  };
}

/** Mean billed input of a conversation under the model, in closed form, tokens. */
export const modelInputMean = (model: CalibratedModel): number =>
  conversationMoments(engineModel(model, { inputPriceUsdPerMtok: 1, outputPriceUsdPerMtok: 1 })).inputTokens.mean;

function turnMeans(series: MeasuredCounts["series"]): readonly TurnMeans[] {
  const at = (name: string, turn: number): number => series.get(`turn.${name}`)?.get(turn) ?? 0;
  const turns = new Set(
    [...(series.get("turn.user_messages") ?? []), ...(series.get("turn.assistant_messages") ?? [])].map(
      ([turn]) => turn,
    ),
  );
  return [...turns]
    .sort((a, b) => a - b)
    .map((turn) => {
      const [userMessages, replies] = [at("user_messages", turn), at("assistant_messages", turn)];
      return {
        turn,
        userMessages,
        userMean: at("user_tokens", turn) / Math.max(1, userMessages),
        replies,
        replyMean: at("assistant_tokens", turn) / Math.max(1, replies),
      };
    });
}

/** A sum of a log. */
export const total = (series: MeasuredCounts["series"], name: string): number =>
  series.get(`total.${name}`)?.get(0) ?? 0;

const quantilesOf = (sample: WeightedSample) => ({
  p50: weightedQuantile(sample, 0.5),
  p90: weightedQuantile(sample, 0.9),
  p95: weightedQuantile(sample, 0.95),
  p99: weightedQuantile(sample, 0.99),
});
