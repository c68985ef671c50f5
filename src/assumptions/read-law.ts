import type { Law } from "../analysis/node.ts";
import type { Distribution } from "../math/distribution.ts";
import { lognormalFromP5P95 } from "../math/lognormal-distribution.ts";
import { point } from "../math/point-distribution.ts";
import { type Belief, readBelief } from "./belief.ts";
import { describe } from "./describe.ts";
import type { Form } from "./families.ts";
import { readInterval } from "./interval.ts";
import type { Path } from "./located.ts";
import { numberOutside, rangeText } from "./range.ts";
import { makeDistribution, readFamily } from "./read-family.ts";
import type { Report } from "./value-problem.ts";

/** A law as written: what somebody believes of its parameters, and how they make a distribution. */
export interface WrittenLaw {
  /** Where the parameters stand under the value; a constant and the short form name none. */
  readonly family?: string;
  readonly parameters: ReadonlyMap<string, Belief>;
  readonly by: Law["by"];
}

interface Demands {
  readonly min?: number;
  readonly demand?: (law: Distribution) => unknown;
}

/** Reads a law: a distribution whose parameters may have spread, a constant, or the short form `12 to 30`. */
export function readLaw(input: unknown, { min, demand }: Demands, report: Report): WrittenLaw | undefined {
  const range = min === undefined ? {} : { min };
  if (typeof input === "number") {
    const problem = numberOutside(input, range);
    if (problem) report({ path: [], ...problem });
    const by: Law["by"] = ({ value = Number.NaN }) => point("constant", { value }, value);
    return keeps(by({ value: input }), demand, report)
      ? { parameters: new Map([["value", { value: input }]]), by }
      : undefined;
  }
  if (typeof input === "string") {
    const interval = readInterval(input, lawText(range), [], report);
    if (!interval) return undefined;
    const parameters = new Map(Object.entries(interval).map(([name, value]) => [name, { value }]));
    const by: Law["by"] = ({ p5 = Number.NaN, p95 = Number.NaN }) => lognormalFromP5P95({ p5, p95 });
    return keeps(by({ ...interval }), demand, report) ? { parameters, by } : undefined;
  }
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    report({ path: [], found: describe(input), expected: lawText(range) });
    return undefined;
  }
  const readParameter = (given: unknown, path: Path, tell: Report): Belief | undefined =>
    readBelief(given, path.at(-1) === "sd" ? { min: 0 } : range, path, tell);
  const written = readFamily(input, readParameter, [], report);
  if (!written) return undefined;
  if (written.kind === "values") {
    const { distribution } = written;
    return keeps(distribution, demand, report) ? { parameters: new Map(), by: () => distribution } : undefined;
  }
  const { family, form, parameters } = written;
  return existsThroughout(held(form, demand), parameters, [family], report)
    ? { family, parameters, by: form.make }
    : undefined;
}

/** The same form, which makes no law that the formula could not take. */
const held = (form: Form, demand: Demands["demand"]): Form => ({
  ...form,
  make: (given) => {
    const law = form.make(given);
    demand?.(law);
    return law;
  },
});

/** Whether a law with no parameters to point at keeps to what the formula demands. */
function keeps(law: Distribution, demand: Demands["demand"], report: Report): boolean {
  return makeDistribution(held({ parameters: [], make: () => law }, demand), {}, [], report) !== undefined;
}

const lawText = (range: { readonly min?: number }): string =>
  `a distribution such as {normal: {mean: 20, sd: 8}}, or ${rangeText(range)}`;

/** A law must exist wherever its parameters can go: it is made at the medians, then at every corner of P0.1 and P99.9. */
function existsThroughout(form: Form, parameters: ReadonlyMap<string, Belief>, path: Path, report: Report): boolean {
  const medians = Object.fromEntries([...parameters].map(([name, { value }]) => [name, value]));
  if (!makeDistribution(form, medians, path, report)) return false;
  let corners: Record<string, number>[] = [{}];
  for (const [name, belief] of parameters) {
    corners = reach(belief).flatMap((value) => corners.map((corner) => ({ ...corner, [name]: value })));
  }
  const withReason: Report = (problem) => report({ ...problem, found: `a range in which ${problem.found}` });
  return corners.every((corner): boolean => makeDistribution(form, corner, path, withReason) !== undefined);
}

function reach({ value, spread }: Belief): number[] {
  return spread ? [spread.quantile(0.001), spread.quantile(0.999)] : [value];
}
