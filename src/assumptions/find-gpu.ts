import type { Place } from "../analysis/node.ts";
import type { GpuFacts } from "../analysis/training/catalog.ts";
import { gpuNamed, precisionsOf, usualPrecision } from "../analysis/training/gpu-lookup.ts";
import { plainGpuName } from "../model/gpu-name.ts";
import type { Precision } from "../model/precision.ts";
import { describe } from "./describe.ts";
import { nearest } from "./nearest.ts";
import type { Problem } from "./problem.ts";

/** The GPU that a text names, or the problem with the nearest one. */
export function findGpu(gpus: readonly GpuFacts[], name: string, place: Place): GpuFacts | Problem {
  const found = gpuNamed(gpus, name);
  if (found) return found;
  const names = [...gpus.map(({ key }) => key), ...gpus.flatMap((gpu) => gpu.names)];
  // Several names may come to the same letters; the first of them, the key of the catalog, is the one to show.
  const plain = new Map(names.map((known) => [plainGpuName(known), known] as const).reverse());
  const near = nearest(plainGpuName(name), plain.keys());
  const hint = near === undefined ? undefined : plain.get(near);
  return {
    place,
    path: [],
    found: name === "" ? "no GPU" : describe(name),
    expected: `a GPU of the catalog: ${gpus.map(({ key }) => key).join(", ")}`,
    ...(hint !== undefined && { nearest: hint }),
  };
}

/** What is wrong with training in a precision on a GPU, if anything. */
export function precisionProblem(gpu: GpuFacts, precision: Precision, place: Place): Problem | undefined {
  if (precisionsOf(gpu).includes(precision)) return undefined;
  return {
    place,
    path: [],
    found: `${precision}, which ${gpu.label} does not have`,
    expected: `one of ${precisionsOf(gpu).join(", ")}`,
    nearest: usualPrecision(gpu),
  };
}
