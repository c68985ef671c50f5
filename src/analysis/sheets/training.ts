/** What a training run takes, three ways and combined, with the chance that a new team's run goes otherwise. */

import { scatteredFactor } from "../../model/mfu.ts";
import { gpuHoursOfTokens, wallHours } from "../../model/training-time.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import { analogyOf } from "../training/analogy.ts";
import type { GpuFacts, LogScatter, TrainingCatalog } from "../training/catalog.ts";
import { combinedLog } from "../training/combine.ts";
import { gpuEquivalence } from "../training/equivalence.ts";
import { expectedMfu, methodScatter, throughputAt } from "../training/first-principles.ts";
import { nearestMeasured } from "../training/nearest-measured.ts";
import { isMixture } from "../training/run-efficiency.ts";
import { siftRuns, siftThroughput } from "../training/sanity.ts";
import { caseFlopPerToken, type TrainingCase } from "../training/training-case.ts";
import type { PlannedTraining } from "./planned-training.ts";
import { scalingFigures } from "./scaling.ts";
import { costs, overheadOf } from "./training-cost.ts";
import { scatterLeaf } from "./training-scatter.ts";

export interface TrainingFigures {
  readonly figures: readonly Figure<number | null>[];
  readonly gpuHours: Figure<number>;
}

/** The figures of a planned run. `id` stands in front of their ids: `training` for the plan's own. */
export function trainingSheet(a: PlannedTraining, catalog: TrainingCatalog, id = "training"): TrainingFigures {
  const { gpus, efficiency } = catalog;
  const runs = siftRuns(catalog.runs, gpus).rows;
  const throughput = siftThroughput(catalog.throughput, gpus).rows;
  const reference = gpus.find(({ key }) => key === "a100") ?? a.gpu;
  const toReference = (gpu: GpuFacts): number => gpuEquivalence(gpu, reference, "measured", efficiency);

  const tokensSeen = figure({
    id: `${id}.tokens_seen`,
    unit: "tokens",
    label: "Tokens trained on",
    formula: "tokens × epochs × sessions ÷ share of a sequence that is not padding",
    of: { tokens: a.tokens, epochs: a.epochs, sessions: a.sessions, packing: a.packingFraction },
    by: (x) => (x.tokens * x.epochs * x.sessions) / x.packing,
  });
  const run = figure({
    id: `${id}.case`,
    unit: "",
    label: "What is known before the run",
    formula: "method, GPU, size, tokens",
    of: {
      parameters: a.activeParameters ?? a.parameters,
      total: a.parameters,
      critic: a.criticParameters ?? a.parameters,
      gpuCount: a.gpuCount,
      sequenceLength: a.sequenceLength,
      microBatch: a.microBatch,
      tokens: tokensSeen,
    },
    by: (x): TrainingCase => ({
      method: a.method,
      gpu: a.gpu,
      precision: a.precision,
      gpuCount: x.gpuCount,
      parameters: x.parameters,
      mixture: isMixture(x.parameters, x.total),
      criticParameters: x.critic,
      sequenceLength: x.sequenceLength,
      microBatch: x.microBatch,
      tokens: x.tokens,
    }),
    internal: true,
  });
  const flop = figure({
    id: `${id}.flop`,
    unit: "FLOP",
    label: "Training computation",
    formula: "FLOP a token (passes × 2 × parameters + causal attention) × tokens trained on",
    of: { run },
    by: (x) => caseFlopPerToken(x.run) * x.run.tokens,
  });

  const overhead = overheadOf(a, id);

  const spread = methodScatter(a.method, efficiency);
  const deviate = (name: string, scatter: LogScatter | { degrees_of_freedom: number }, source: string): Quantity =>
    scatterLeaf(`${id}.${name}.scatter`, scatter.degrees_of_freedom, source);
  const teams = `scatter of ${spread.rows} rows by ${spread.teams} teams`;
  const principles = deviate("first_principles", spread, teams);
  const nearest = deviate("measured", spread, teams);
  const own = deviate("combined", spread, teams);

  const mfu = figure({
    id: `${id}.first_principles.mfu`,
    unit: "fraction",
    label: "MFU expected",
    formula: "benchmark MFU of the GPU class, precision, size and GPU count × what work of the method reaches of it",
    of: { run, deviate: principles },
    by: (x) => scatteredFactor({ centre: expectedMfu(x.run, efficiency), logSd: spread.log_sd, deviate: x.deviate }),
  });
  const hours = (speed: number, x: { readonly run: TrainingCase; readonly overhead: number }): number =>
    gpuHoursOfTokens({ tokens: x.run.tokens, tokensPerSecond: speed, overheadFraction: x.overhead });
  const firstPrinciples = figure({
    id: `${id}.first_principles.gpu_hours`,
    unit: "GPU-hours",
    label: "From first principles",
    formula: "FLOP ÷ (peak FLOP/s × MFU) × (1 + overhead)",
    of: { run, mfu, overhead },
    by: (x) => hours(throughputAt(x.run, x.mfu, catalog), x),
  });
  // A benchmark is faster than a whole pre-training run; fine-tuning is measured as it is run.
  const wholeRunFactor = a.method === "pretraining" ? spread.factor : 1;
  const measuredSpeed = (x: TrainingCase): number | undefined => {
    const found = nearestMeasured(x, throughput, efficiency);
    return found && found.tokensPerSecond * wholeRunFactor;
  };
  // What does not scatter is computed once, however many plans are drawn.
  const centreOf = <Value>(name: string, by: (run: TrainingCase) => Value): Figure<Value> =>
    figure({
      id: `${id}.${name}.centre`,
      unit: "",
      label: "Centre of the estimate",
      formula: "without the scatter between teams",
      of: { run },
      by: (x) => by(x.run),
      internal: true,
    });
  const measuredCentre = centreOf("measured", measuredSpeed);
  const byMeasure = {
    id: `${id}.measured.gpu_hours`,
    unit: "GPU-hours",
    label: "By measured throughput",
    formula: "tokens ÷ tokens/s of the nearest rows, scaled by FLOP a token and by peak and benchmark MFU",
  };
  const measured = throughput.some(({ method }) => (method === "ppo") === (a.method === "ppo"))
    ? figure({
        ...byMeasure,
        of: { run, centre: measuredCentre, deviate: nearest, overhead },
        by: (x): number | null =>
          x.centre === undefined ? null : hours(x.centre * Math.exp(-x.deviate * spread.log_sd), x),
      })
    : figure({ ...byMeasure, of: {}, by: () => null });
  // Degrees of freedom depend on the method only.
  const kin = analogyOf({ method: a.method, gpu: a.gpu, parameters: 1e9, tokens: 1e9 }, runs, toReference);
  const alike = deviate(
    "analogy",
    { degrees_of_freedom: Math.max(2, kin?.degreesOfFreedom ?? 2) },
    `scatter of ${kin?.rows ?? 0} whole runs around their line`,
  );
  const byAnalogy = {
    id: `${id}.analogy.gpu_hours`,
    unit: "GPU-hours",
    label: "By analogy with whole runs",
    formula: "e^(a + exponent × ln(parameters × tokens)), GPUs made equal on the measured basis",
  };
  const analogy = kin
    ? figure({
        ...byAnalogy,
        of: { centre: centreOf("analogy", (x) => analogyOf(x, runs, toReference)), deviate: alike },
        by: (x): number | null => (x.centre ? x.centre.gpuHours * Math.exp(x.deviate * x.centre.logSd) : null),
      })
    : figure({ ...byAnalogy, of: {}, by: () => null });

  const principlesCentre = centreOf("first_principles", (x) => throughputAt(x, expectedMfu(x, efficiency), catalog));
  const speed = figure({
    id: `${id}.tokens_per_second_per_gpu`,
    unit: "tokens/s",
    label:
      a.method === "pretraining"
        ? "Tokens a second on one GPU, mean of the whole run"
        : "Tokens a second on one GPU while steps run",
    formula: "recommended: weighted geometric mean of the estimates, times the scatter between teams",
    of: { principles: principlesCentre, measured: measuredCentre, deviate: own },
    by: (x) => {
      const log = combinedLog(a.method, { first_principles: x.principles, measured: x.measured });
      return Math.exp(log - x.deviate * spread.log_sd);
    },
  });
  const gpuHours = figure({
    id: `${id}.gpu_hours`,
    unit: "GPU-hours",
    label: `Recommended, hours of ${a.gpu.label}`,
    formula: "tokens trained on ÷ tokens a second ÷ 3600 × (1 + overhead)",
    of: { run, speed, overhead },
    by: (x) => hours(x.speed, x),
  });
  const wall = figure({
    id: `${id}.wall_hours`,
    unit: "hours",
    label: "Time on the clock",
    formula: "GPU-hours ÷ GPUs",
    of: { gpuHours, gpuCount: a.gpuCount },
    by: wallHours,
  });
  return {
    gpuHours,
    figures: [
      flop,
      tokensSeen,
      gpuHours,
      wall,
      ...costs(a, id, gpuHours),
      speed,
      analogy,
      firstPrinciples,
      measured,
      mfu,
      ...(a.method === "pretraining" ? scalingFigures(id, a.parameters, tokensSeen, flop) : []),
    ],
  };
}
