/**
 * What a slot of the schema yields before it knows where it stands. The schema checks values; a draft then turns into a
 * leaf with the id, file and line of the key it was found under.
 */
import type { Place } from "../analysis/node.ts";
import { type Located, nodeAt, type Path, placeAt } from "./located.ts";

const FINISH = Symbol("finish");

export interface Draft<Result> {
  readonly [FINISH]: (at: Position) => Result;
}

/** A spot in the merged plan. */
export interface Position {
  /** Plan path: `data.person_days`. */
  readonly id: string;
  /** Where the part at a path further in is written. */
  place(...further: Path): Place;
  within(...further: Path): Position;
  /** Who set that part, if not the plan itself. */
  setBy(...further: Path): string | undefined;
}

/** A validated plan with its leaves in place: the same nesting and keys as the YAML; what was left out is absent. */
export type LeavesOf<Output> =
  Output extends Draft<infer Result>
    ? Result
    : Output extends readonly (infer Item)[]
      ? readonly LeavesOf<Item>[]
      : Output extends object
        ? { readonly [Key in keyof Output as undefined extends Output[Key] ? never : Key]: LeavesOf<Output[Key]> } & {
            readonly [Key in keyof Output as undefined extends Output[Key] ? Key : never]?: LeavesOf<
              Exclude<Output[Key], undefined>
            >;
          }
        : Output;

export function draft<Result>(finish: (at: Position) => Result): Draft<Result> {
  return { [FINISH]: finish };
}

/** A draft whose result is changed once it stands somewhere. */
export function withResult<Result>(
  { [FINISH]: finish }: Draft<Result>,
  change: (result: Result, at: Position) => Result,
): Draft<Result> {
  return draft((at) => change(finish(at), at));
}

/** Puts every draft in a schema's output where it stands in the tree. */
export function finishDrafts<Output>(output: Output, tree: Located): LeavesOf<Output> {
  // The walk mirrors the mapped type, which the compiler cannot follow.
  return finish(output, tree, []) as LeavesOf<Output>;
}

function finish(value: unknown, tree: Located, path: Path): unknown {
  if (Array.isArray(value)) return value.map((item, index) => finish(item, tree, [...path, index]));
  if (typeof value !== "object" || value === null) return value;
  if (isDraft(value)) return value[FINISH](positionAt(tree, path));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, finish(inner, tree, [...path, key])]));
}

function isDraft(value: object): value is Draft<unknown> {
  return FINISH in value;
}

function positionAt(tree: Located, path: Path): Position {
  return {
    id: path.join("."),
    place: (...further) => placeAt(tree, [...path, ...further]),
    within: (...further) => positionAt(tree, [...path, ...further]),
    setBy: (...further) => nodeAt(tree, [...path, ...further])?.setBy,
  };
}
