/** What stands behind the figures of a run, as plain data for a reader. */
import { evaluate } from "../evaluate.ts";
import type { ResultFigure, Warning } from "../result.ts";
import type { PlannedTraining } from "../sheets/planned-training.ts";
import { type Analogy, analogyOf } from "./analogy.ts";
import type { AccuracyTable, TrainingCatalog } from "./catalog.ts";
import { gpuEquivalence } from "./equivalence.ts";
import { nearestMeasured } from "./nearest-measured.ts";
import { isMixture } from "./run-efficiency.ts";
import { type Refused, siftRuns, siftThroughput } from "./sanity.ts";

export interface TrainingFacts {
  readonly method: string;
  readonly gpu: string;
  readonly gpuCount: number;
  readonly parameters: number;
  /** Tokens seen, padding included. */
  readonly tokens: number;
  readonly trainingSet: { readonly tokens: number; readonly epochs: number; readonly sessions: number };
  readonly exponent?: { readonly value: number; readonly fitted: boolean; readonly rows: number };
  readonly neighbours: readonly {
    readonly label: string;
    readonly method: string;
    readonly gpu: string;
    readonly gpuCount: number;
    readonly precision: string;
    readonly sequenceLength: number;
    readonly parameters: number;
    readonly tokensPerSecond: number;
    readonly distance: number;
  }[];
  readonly accuracy: AccuracyTable;
  readonly accuracyOf: string;
  readonly refused: readonly Refused[];
  readonly equivalence: readonly { readonly gpu: string; readonly basis: string; readonly factor: number }[];
}

/** The facts of a planned run at the central values of its assumptions. */
export function trainingFacts(a: PlannedTraining, catalog: TrainingCatalog): TrainingFacts {
  const active = a.activeParameters ?? a.parameters;
  const nodes = [a.parameters, active, a.tokens, a.epochs, a.sessions, a.packingFraction, a.gpuCount, a.sequenceLength];
  const values = evaluate(nodes);
  const tokens = (values.of(a.tokens) * values.of(a.epochs) * values.of(a.sessions)) / values.of(a.packingFraction);
  const { gpus, efficiency } = catalog;
  const runs = siftRuns(catalog.runs, gpus);
  const throughput = siftThroughput(catalog.throughput, gpus);
  const run = {
    method: a.method,
    gpu: a.gpu,
    precision: a.precision,
    parameters: values.of(active),
    mixture: isMixture(values.of(active), values.of(a.parameters)),
    criticParameters: values.of(a.parameters),
    gpuCount: values.of(a.gpuCount),
    sequenceLength: values.of(a.sequenceLength),
    microBatch: 1,
    tokens,
  };
  const h100 = gpus.find(({ key }) => key === "h100") ?? a.gpu;
  const analogy = analogyOf(run, runs.rows, (gpu) => gpuEquivalence(gpu, h100, "measured", efficiency));
  const whole = a.method === "pretraining";
  return {
    method: a.method,
    gpu: a.gpu.label,
    gpuCount: run.gpuCount,
    parameters: values.of(a.parameters),
    tokens,
    trainingSet: { tokens: values.of(a.tokens), epochs: values.of(a.epochs), sessions: values.of(a.sessions) },
    ...(analogy && { exponent: exponentOf(analogy) }),
    neighbours: (nearestMeasured(run, throughput.rows, efficiency)?.neighbours ?? []).map(({ row, distance }) => ({
      label: row.label,
      method: row.method,
      gpu: row.gpu.label,
      gpuCount: row.gpuCount,
      precision: row.precision,
      sequenceLength: row.sequenceLength,
      parameters: row.parameters,
      tokensPerSecond: row.tokensPerSecond,
      distance,
    })),
    accuracy: whole ? catalog.accuracy.whole_runs : catalog.accuracy.fine_tuning,
    accuracyOf: whole ? "GPU-hours of whole pre-training runs" : "throughput of SFT and LoRA",
    refused: [...runs.refused, ...throughput.refused],
    equivalence:
      a.gpu === h100
        ? []
        : (["published", "peak", "measured"] as const).map((basis) => ({
            gpu: a.gpu.label,
            basis,
            factor: gpuEquivalence(a.gpu, h100, basis, efficiency),
          })),
  };
}

const exponentOf = ({ exponent, fitted, rows }: Analogy) => ({ value: exponent, fitted, rows });

/** What a reader should know before trusting the estimates. */
export function trainingWarnings(
  figures: Readonly<Record<string, ResultFigure>>,
  { method, neighbours }: TrainingFacts,
): readonly Warning[] {
  const warnings: Warning[] = [];
  const hours = ["analogy", "first_principles", "measured"].flatMap((key) => {
    const value = figures[`training.${key}.gpu_hours`]?.value;
    return typeof value === "number" ? [value] : [];
  });
  const factor = Math.max(...hours) / Math.min(...hours);
  if (factor > 2)
    warnings.push({
      code: "estimates-disagree",
      message: `the estimates differ by a factor of ${factor.toPrecision(2)}`,
    });
  const ratio = figures["training.tokens_per_parameter"]?.value;
  if (typeof ratio === "number" && (ratio < FEWEST_TOKENS || ratio > MOST_TOKENS))
    warnings.push({
      code: "tokens-per-parameter",
      message: `${ratio.toPrecision(2)} tokens a parameter; the Chinchilla optimum is near 20, and published models have ${FEWEST_TOKENS} to ${MOST_TOKENS}`,
    });
  const nearest = neighbours[0]?.distance;
  if (nearest !== undefined && nearest > FAR)
    warnings.push({
      code: "far-from-measured",
      message: `the nearest measured work is far (distance ${nearest.toPrecision(2)}): the measured estimate is carried over a long way`,
    });
  if (method === "dpo" || method === "reward_model")
    warnings.push({
      code: "no-measured-rows",
      message: `no ${method} run is in the catalog: its efficiency is taken to be that of SFT`,
    });
  return warnings;
}

/** LLaMA 3 8B saw 1,900 tokens a parameter, GPT-3 1.7. */
const FEWEST_TOKENS = 1.5;
const MOST_TOKENS = 2000;
const FAR = 2.5;
