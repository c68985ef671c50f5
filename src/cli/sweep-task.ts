import type { Figure, Node, Quantity } from "../analysis/node.ts";
import type { FigureValue } from "../analysis/result.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import { hasSpreadBeside, type SweptValue, sweepPoints } from "../analysis/sweep/sweep-points.ts";
import { numberOutside } from "../assumptions/range.ts";
import type { SweepAxis } from "../assumptions/sweep-axis.ts";
import { computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import { namedFigure } from "./named-node.ts";
import type { PlanOptions } from "./options.ts";
import { STANDARD_INPUT } from "./plan-place.ts";
import { DISK, type PlanSource, readPlan } from "./read-plan.ts";

/** What a sweep computes, as a worker is told it. */
export interface SweepTask {
  readonly plan: string | undefined;
  /** The plan's text, where it came by standard input, which only one can read. */
  readonly input?: string;
  readonly options: PlanOptions;
  readonly figures: readonly string[];
  readonly axes: readonly SweepAxis[];
  /** The values are known to be ones that the plan takes. */
  readonly checked?: boolean;
}

/** The points of a sweep are numbered: the last axis moves fastest. */
export interface SweepRunner {
  /** Names the plan as it is without the sweep. */
  readonly digest: string;
  readonly title: string;
  readonly figures: readonly Pick<Figure, "id" | "unit" | "label">[];
  readonly axes: readonly { readonly label: string; readonly unit: string }[];
  /** Whether a figure has an interval, or a word a probability, at some points. */
  readonly spread: readonly boolean[];
  /** The figures at the points from one to before another. */
  readonly rows: (from: number, to: number) => readonly (readonly SweptValue[])[];
}

export const pointsOf = (axes: readonly SweepAxis[]): number =>
  axes.reduce((product, { values }) => product * values.length, 1);

/** The values of the axes at a point. */
export function pointAt(axes: readonly SweepAxis[], point: number): readonly (number | string)[] {
  let rest = point;
  return axes
    .toReversed()
    .map(({ values }) => {
      const value = values[rest % values.length] ?? "";
      rest = Math.floor(rest / values.length);
      return value;
    })
    .toReversed();
}

/**
 * Prepares a sweep. Axes of plain quantities are put into the sheet; any other axis (a choice, a law, a spread) makes a
 * plan of its own for each of its values.
 *
 * @throws InputError or UsageError where a value, a path or a figure is wrong
 */
export function sweepRunner(task: SweepTask): SweepRunner {
  const { axes, options } = task;
  const source: PlanSource = {
    ...DISK,
    read: (path) => (path === STANDARD_INPUT && task.input !== undefined ? task.input : DISK.read(path)),
  };
  const planWith = (sets: readonly string[]) => {
    const given = { ...options, set: [...options.set, ...sets] };
    return computePlan(undefined, given, { read: readPlan(task.plan, given, source), choose: () => [] });
  };
  const base = planWith([]);
  for (const id of task.figures) namedFigure(base.sheet, id);
  const fast = axes.map(({ path, values }) => {
    const leaf = base.sheet.nodes.get(path);
    return leaf?.kind === "leaf" && leaf.leaf === "quantity" && values.every((value) => typeof value === "number");
  });
  if (!task.checked) checkAxes(axes, (path) => base.sheet.nodes.get(path), fast, planWith);

  const first = (index: number): number | string => axes[index]?.values[0] ?? "";
  const groups = new Map<string, Group>();
  const groupAt = (values: readonly (number | string)[]): Group => {
    const sets = axes.map(({ path }, index) => `${path}=${fast[index] ? first(index) : values[index]}`);
    const key = JSON.stringify(sets);
    const known = groups.get(key);
    if (known) return known;
    const { sheet } = planWith(sets);
    const figures = task.figures.map((id) => namedFigure(sheet, id) as Figure<FigureValue>);
    const swept = axes.flatMap(({ path }, index) => {
      const leaf = fast[index] ? sheet.nodes.get(path) : undefined;
      return leaf?.kind === "leaf" && leaf.leaf === "quantity" ? [leaf] : [];
    });
    const drawn = sheetDraws(sheet, { ...options, sampling: options.planSampling });
    const group: Group = { figures, swept, at: sweepPoints(figures, swept, drawn) };
    const [oldest] = groups.keys();
    if (groups.size >= MOST_GROUPS && oldest !== undefined) groups.delete(oldest);
    groups.set(key, group);
    return group;
  };
  const slow = axes.map((axis, index) => (fast[index] ? { ...axis, values: axis.values.slice(0, 1) } : axis));
  const combinations = pointsOf(slow);
  const looked = Array.from({ length: Math.min(combinations, MOST_GROUPS) }, (_, at) => groupAt(pointAt(slow, at)));
  const rowAt = (point: number): readonly SweptValue[] => {
    const values = pointAt(axes, point);
    const numbers = values.filter((value, index): value is number => fast[index] === true && typeof value === "number");
    try {
      return groupAt(values).at(numbers);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const where = axes.map(({ path }, index) => `${path}=${values[index]}`).join(", ");
      throw new UsageError(`at ${where}: ${error.message}`);
    }
  };
  const shown = looked[0]?.figures ?? [];
  return {
    digest: base.read.digest,
    title: base.read.title,
    figures: shown.map(({ id, unit, label }) => ({ id, unit, label })),
    axes: axes.map(({ path }) => {
      const leaf = base.sheet.nodes.get(path);
      return leaf?.kind === "leaf" && leaf.leaf !== "choice"
        ? { label: leaf.label, unit: leaf.unit }
        : { label: leaf?.label ?? path, unit: "" };
    }),
    spread: shown.map(
      (_, index) =>
        combinations > MOST_GROUPS ||
        looked.some(({ figures, swept }) => figures[index] !== undefined && hasSpreadBeside(figures[index], swept)),
    ),
    rows: (from, to) => Array.from({ length: to - from }, (_, index) => rowAt(from + index)),
  };
}

interface Group {
  readonly figures: readonly Figure<FigureValue>[];
  readonly swept: readonly Quantity[];
  readonly at: (values: readonly number[]) => readonly SweptValue[];
}

/** Plans kept at a time. */
const MOST_GROUPS = 64;

/** What the plan refuses is told in its own words: all axes at one end, then all at the other. */
function checkAxes(
  axes: readonly SweepAxis[],
  nodeAt: (path: string) => Node | undefined,
  fast: readonly boolean[],
  planWith: (sets: readonly string[]) => unknown,
): void {
  const ends = axes.map(({ path, values }, index) => {
    if (fast[index]) {
      const leaf = nodeAt(path);
      const range = leaf?.kind === "leaf" && leaf.leaf === "quantity" ? (leaf.range ?? {}) : {};
      const outside = values.find((value) => typeof value === "number" && numberOutside(value, range) !== undefined);
      return [`${path}=${outside ?? values[0]}`, `${path}=${values.at(-1)}`] as const;
    }
    if (values.length > MOST_PLANS)
      throw new UsageError(`${path} is no plain quantity: at most ${MOST_PLANS} values of it can be swept`);
    for (const value of values.slice(1, -1)) planWith([`${path}=${value}`]);
    return [`${path}=${values[0]}`, `${path}=${values.at(-1)}`] as const;
  });
  planWith(ends.map(([first]) => first));
  planWith(ends.map(([, last]) => last));
}

const MOST_PLANS = 1000;
