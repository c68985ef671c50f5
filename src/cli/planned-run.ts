import type { Quantity } from "../analysis/node.ts";
import { type ResultFigure, resultOf } from "../analysis/result.ts";
import type { PlannedTraining } from "../analysis/sheets/planned-training.ts";
import { trainingSheet } from "../analysis/sheets/training.ts";
import type { GpuFacts, TrainingCatalog } from "../analysis/training/catalog.ts";
import type { TrainingMethod } from "../model/training-method.ts";
import type { ShowOptions } from "./show-section.ts";

/** Options of `llmplan training`, as typed. */
export interface TrainingOptions extends ShowOptions {
  /** Folder for the charts. */
  readonly charts?: string;
  readonly draws: number;
  readonly params?: string;
  readonly activeParams?: string;
  readonly criticParams?: string;
  readonly tokens?: string;
  readonly method?: string;
  readonly gpu: string;
  readonly count?: number;
  readonly seqLen?: number;
  readonly microBatch: number;
  readonly precision?: string;
  readonly epochs: number;
  readonly sessions: number;
  readonly packing: number;
  readonly overhead?: number;
  readonly failures?: number;
  readonly restartHours: number;
  readonly checkpointHours: number;
  readonly price?: number;
  readonly currency: "EUR" | "USD";
  readonly terms: "on-demand" | "reserved";
  readonly usdPerEur: number;
  readonly runs?: string;
}

/** What options say of a run, once the words in them are understood. */
export interface RunWords extends Omit<TrainingOptions, "params" | "tokens" | "method" | "gpu" | "precision"> {
  readonly catalog: TrainingCatalog;
  readonly method: TrainingMethod;
  readonly gpu: GpuFacts;
  readonly precision: PlannedTraining["precision"];
  readonly parameters: Quantity;
  readonly activeParameters: Quantity | undefined;
  readonly criticParameters?: Quantity | undefined;
  readonly tokens: Quantity;
}

/** A run from options: what is not said is the catalog's or a usual value, and stands in the figures as such. */
export function plannedRun(a: RunWords): PlannedTraining {
  const number = (option: string, value: number, unit: string, label: string): Quantity => ({
    ...statedOn(`--${option}`, unit, label),
    value,
  });
  const price = priceOf(a);
  return {
    method: a.method,
    gpu: a.gpu,
    precision: a.precision,
    parameters: a.parameters,
    activeParameters: a.activeParameters,
    criticParameters: a.criticParameters,
    tokens: a.tokens,
    epochs: number("epochs", a.epochs, "epochs", "Epochs"),
    sessions: number("sessions", a.sessions, "sessions", "Sessions"),
    packingFraction: number("packing", a.packing, "fraction", "Share of a sequence that is not padding"),
    gpuCount: number("count", a.count ?? 8, "GPUs", "GPUs"),
    sequenceLength: number("seq-len", a.seqLen ?? 2048, "tokens", "Tokens of a sequence"),
    microBatch: number("micro-batch", a.microBatch, "sequences", "Sequences of a micro-batch"),
    overheadFraction: number("overhead", a.overhead ?? usualOverhead(a), "fraction", "Evaluation and start-up"),
    failures: {
      failuresPerGpuHour: number("failures", a.failures ?? usualFailures(a), "1/GPU-hour", "Failures a GPU-hour"),
      restartHours: number("restart-hours", a.restartHours, "hours", "Restart after a failure"),
      checkpointHours: number("checkpoint-hours", a.checkpointHours, "hours", "Time between checkpoints"),
    },
    ...(price && { price: number("price", price.perHour, `${price.currency}/GPU-hour`, "Rent of a GPU for an hour") }),
    priceCurrency: price?.currency,
    usdPerEur: number("usd-per-eur", a.usdPerEur, "USD/EUR", "Exchange rate"),
  };
}

/** Hours of whole pre-training runs hold their restarts and evaluation; fine-tuning is measured while steps run. */
const usualOverhead = ({ method, catalog }: RunWords): number =>
  method === "pretraining" ? 0 : catalog.efficiency.fine_tuning_overhead_fraction;

/** 466 interruptions in 54 days on 16,384 H100: Llama 3, arXiv 2407.21783, section 3.3.4. */
const LLAMA_3_FAILURES = 466 / (54 * 24 * 16_384);

const usualFailures = ({ method }: RunWords): number => (method === "pretraining" ? 0 : LLAMA_3_FAILURES);

function priceOf(a: RunWords): { readonly perHour: number; readonly currency: "EUR" | "USD" } | undefined {
  if (a.price !== undefined) return { perHour: a.price, currency: a.currency };
  const listed = a.gpu.prices?.find(({ terms }) => terms === a.terms);
  return listed && { perHour: listed.per_hour, currency: listed.currency };
}

/** A quantity that an option states, but for its value. */
export const statedOn = (option: string, unit: string, label: string) =>
  ({
    kind: "leaf",
    leaf: "quantity",
    id: `option.${option.replace(/^-+/, "").replaceAll("-", "_")}`,
    unit,
    label,
    source: `${option} on the command line, or its default`,
    provenance: "chosen",
    place: { file: option, line: 0, column: 0 },
  }) as const;

/** The figures of a run; each has one scatter, which a Latin hypercube draws evenly. */
export function figuresOfRun(
  planned: PlannedTraining,
  catalog: TrainingCatalog,
  { seed }: { readonly seed: number },
  draws: number,
): Readonly<Record<string, ResultFigure>> {
  return resultOf(trainingSheet(planned, catalog).figures, { seed, draws, sampling: "latin-hypercube" });
}
