import { z } from "zod";
import type { ResultFigure } from "../analysis/result.ts";
import type { Located } from "../assumptions/located.ts";
import { InputError } from "../assumptions/problem.ts";
import { checkTree } from "../assumptions/schema-problems.ts";
import { readText } from "./input-files.ts";
import { machineJson } from "./machine-json.ts";

export interface SavedResult {
  readonly title: string;
  readonly digest: string;
  readonly figures: Readonly<Record<string, ResultFigure>>;
}

const number = z.union([z.number(), z.literal("unlimited").transform(() => Number.POSITIVE_INFINITY)]);

const figure = z.object({
  value: z.union([number, z.string(), z.null()]),
  unit: z.string(),
  label: z.string(),
  interval90: z.tuple([number, number]).optional(),
  standardError: z.number().optional(),
  probability: z.number().optional(),
});

/** The part of the JSON of every command that a comparison needs; whatever else it says is left alone. */
const saved = z.object({
  llmplan: z.string(),
  plan: z.object({ title: z.string(), digest: z.string() }).nullable(),
  figures: z.record(z.string(), figure),
});

/**
 * Reads a result.json, or what any command printed with --json.
 *
 * @throws InputError where it is none
 */
export function readSavedResult(path: string): SavedResult {
  return savedResultOf(readText(path), path);
}

/** @throws InputError where the text is no result */
export function savedResultOf(text: string, path: string): SavedResult {
  const place = { file: path, line: 1, column: 1 };
  const checked = checkTree(saved, located(machineJson(text, path, RESULT), place));
  if ("problems" in checked) throw new InputError(checked.problems);
  const { plan, figures } = checked.output;
  return {
    title: plan?.title ?? "",
    digest: plan?.digest ?? "",
    figures: Object.fromEntries(
      Object.entries(figures).map(([id, { interval90, standardError, probability, ...facts }]) => [
        id,
        {
          ...{ ...facts, formula: "", of: [] },
          ...(interval90 && { interval90 }),
          ...(standardError !== undefined && { standardError }),
          ...(probability !== undefined && { probability }),
        },
      ]),
    ),
  };
}

/** The shipped plan's result has twenty thousand values. */
const RESULT = { expected: "a result.json, or what --json prints", mostValues: 500_000 };

/** A tree whose places all are the file: what a machine wrote has no lines worth naming. */
function located(value: unknown, place: Located["place"]): Located {
  if (Array.isArray(value)) return { kind: "list", place, items: value.map((item) => located(item, place)) };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => [key, { keyPlace: place, value: located(inner, place) }] as const,
    );
    return { kind: "map", place, entries: new Map(entries) };
  }
  const isScalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return { kind: "scalar", place, value: isScalar ? value : null };
}
