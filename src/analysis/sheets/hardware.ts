import { equivalenceByPeak } from "../../model/hardware.ts";
import { ReferenceFault } from "../combination.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { Plan } from "../plan/plan.ts";
import type { EquivalenceRow, Table } from "../plan/reference-tables.ts";

/** Hours of a GPU that one H100-hour replaces, for each GPU that some run names. */
export interface Equivalence {
  /** @param path plan path of the word that names the GPU, for the error */
  factorOf(gpu: string, path: string): Figure<number>;
  /** Dense peak of an H100. */
  h100Peak(path: string): Quantity;
  figures(): readonly Figure<number>[];
}

/** The H100 equivalence factors on the basis that the plan chooses, made when a run first needs one. */
export function equivalenceSheet(plan: Plan): Equivalence {
  const made = new Map<string, Figure<number>>();
  const peakOf = (gpu: string, path: string): Quantity => {
    const peak = plan.gpus?.rows[gpu]?.peak_tflops;
    const peaks = Object.entries(plan.gpus?.rows ?? {}).flatMap(([key, row]) => (row.peak_tflops ? [key] : []));
    if (!peak) throw new ReferenceFault(path, gpu, ...gpuWith("a peak in FLOP/s", peaks));
    return peak;
  };
  const factorOf = (gpu: string, path: string): Figure<number> => {
    const known = made.get(gpu);
    if (known) return known;
    const basis = plan.hardware?.equivalence_basis;
    if (!basis) throw new ReferenceFault(path, gpu, "hardware.equivalence_basis, which says how GPUs compare");
    const about = {
      id: `hardware.${gpu}.gpu_hours_per_h100_hour`,
      unit: "GPU-hours/H100-hour",
      label: `Hours of ${plan.gpus?.rows[gpu]?.label ?? gpu} that one H100-hour replaces`,
    };
    const factor =
      basis.value === "peak"
        ? figure({
            ...about,
            formula: "peak FLOP/s of an H100 ÷ peak FLOP/s of this GPU",
            of: { basis, h100PeakTflops: peakOf("h100", path), gpuPeakTflops: peakOf(gpu, path) },
            by: equivalenceByPeak,
          })
        : figure({
            ...about,
            formula: `${basis.value} factor of the catalog`,
            of: { basis, factor: statedFactor(plan.gpu_equivalence?.[basis.value], gpu, basis.value, path) },
            by: ({ factor }) => factor,
          });
    made.set(gpu, factor);
    return factor;
  };
  return { factorOf, h100Peak: (path) => peakOf("h100", path), figures: () => [...made.values()] };
}

/** Follows `same_as` to the row that states the factor. */
function statedFactor(
  table: Table<EquivalenceRow> | undefined,
  gpu: string,
  basis: string,
  path: string,
  passed: readonly string[] = [],
): Quantity {
  const row = table?.rows[gpu];
  if (row?.gpu_hours_per_h100_hour) return row.gpu_hours_per_h100_hour;
  if (row?.same_as === undefined || passed.includes(gpu))
    throw new ReferenceFault(
      path,
      gpu,
      ...gpuWith(`a ${basis} H100 equivalence factor`, Object.keys(table?.rows ?? {})),
    );
  return statedFactor(table, row.same_as, basis, path, [...passed, gpu]);
}

/** What was expected, and the GPUs that have it. */
const gpuWith = (what: string, gpus: readonly string[]): [expected: string, gpus: readonly string[]] => [
  `a GPU with ${what} in the catalog: ${gpus.join(", ") || "there is none"}`,
  gpus,
];
