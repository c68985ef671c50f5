import { impliedUtilisation } from "../../../model/implied-utilisation.ts";
import { evaluate } from "../../evaluate.ts";
import type { Figure, Node, Quantity } from "../../node.ts";
import { RUN_TABLES, type RunRow } from "../../plan/reference-tables.ts";
import type { Examined, Found, Rule } from "./rule.ts";

/** The best published runs reach about 0.6 of the dense peak; beyond this, a number of the row is wrong. */
const HIGHEST = 0.75;

/** Every reference run that states size, tokens and hardware must have used between 0 and 0.75 of the peak. */
export const impliedUtilisationRule: Rule = (examined) =>
  RUN_TABLES.flatMap((table) =>
    Object.entries(examined.plan[table]?.rows ?? {}).flatMap(([key, row]) =>
      checkRun(`${table}.${key}`, row, examined),
    ),
  );

function checkRun(id: string, row: RunRow, { plan, sheet }: Examined): readonly Found[] {
  const { parameters } = row;
  const tokens = row.training_tokens ?? numeric(sheet.nodes.get(`sft_datasets.${row.dataset ?? ""}.tokens`));
  const gpuHours = row.gpu_hours ?? numeric(sheet.nodes.get(`${id}.gpu_hours`));
  const peak = plan.gpus?.rows[row.gpu ?? ""]?.peak_tflops;
  if (!parameters || !tokens || !gpuHours || !peak) return [];
  const values = evaluate([parameters, tokens, gpuHours, peak]);
  const utilisation = impliedUtilisation({
    parameters: values.of(parameters),
    tokens: values.of(tokens) * (row.epochs?.value ?? 1),
    gpuHours: values.of(gpuHours),
    peakTflops: values.of(peak),
  });
  if (utilisation > 0 && utilisation <= HIGHEST) return [];
  const share = Number(utilisation.toPrecision(3));
  const message = `size, tokens and hardware of ${row.label} imply a utilisation of ${share}, expected above 0 and at most ${HIGHEST}`;
  return [{ code: "implied-utilisation", severity: "error", subject: id, message, place: parameters.place }];
}

const numeric = (node: Node | undefined): Quantity | Figure<number> | undefined =>
  node && "unit" in node && node.unit !== "word" ? (node as Quantity | Figure<number>) : undefined;
