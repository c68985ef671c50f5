import type { Distribution } from "../math/distribution.ts";
import { empirical } from "../math/empirical-distribution.ts";
import { describe } from "./describe.ts";
import { FAMILIES, FAMILY_NAMES, type Form } from "./families.ts";
import type { Path } from "./located.ts";
import { nearest } from "./nearest.ts";
import type { Report } from "./value-problem.ts";

export type ReadParameter<Parameter> = (input: unknown, path: Path, report: Report) => Parameter | undefined;

/** A distribution as written: a form with its parameters, or a list of observed values. */
export type Written<Parameter> =
  | { readonly kind: "form"; readonly family: string; readonly form: Form; readonly parameters: Map<string, Parameter> }
  | { readonly kind: "values"; readonly distribution: Distribution };

/** Reads `{normal: {mean: 3, sd: 1}}` and its like; what a parameter may be is the caller's. */
export function readFamily<Parameter>(
  input: object,
  readParameter: ReadParameter<Parameter>,
  path: Path,
  report: Report,
): Written<Parameter> | undefined {
  const [first, ...more] = Object.entries(input);
  if (!first || more.length > 0) {
    report({ path, found: describe(input), expected: `one distribution: ${FAMILY_NAMES.join(", ")}` });
    return undefined;
  }
  const [family, body] = first;
  const inside = [...path, family];
  if (family === "empirical") return readValues(body, inside, report);
  const forms = FAMILIES.get(family);
  if (!forms) {
    const hint = nearest(family, FAMILY_NAMES);
    const expected = `one of ${FAMILY_NAMES.join(", ")}`;
    report({ path: inside, key: true, found: "an unknown key", expected, ...(hint && { nearest: hint }) });
    return undefined;
  }
  return readForm(family, forms, body, readParameter, inside, report);
}

/** Builds a distribution; one that cannot exist is a problem at the parameter that the message names. */
export function makeDistribution(
  { make, parameters }: Form,
  given: Readonly<Record<string, number>>,
  path: Path,
  report: Report,
): Distribution | undefined {
  try {
    const made = make(given);
    if ([made.mean, made.variance, made.quantile(0.5)].every(Number.isFinite)) return made;
    report({ path, found: "numbers too large to compute with", expected: "a finite mean, median and variance" });
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const [found = "", expected = "a distribution that exists"] = error.message.split("; expected ");
    const named = parameters.filter((name) => new RegExp(`\\b${name}\\b`).test(found));
    const [name, ...others] = named;
    report({ path: name !== undefined && others.length === 0 ? [...path, name] : path, found, expected });
    return undefined;
  }
}

function readForm<Parameter>(
  family: string,
  forms: readonly Form[],
  body: unknown,
  readParameter: ReadParameter<Parameter>,
  path: Path,
  report: Report,
): Written<Parameter> | undefined {
  const ways = forms.map((form) => `{${form.parameters.join(", ")}}`).join(" or ");
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    report({ path, found: describe(body), expected: ways });
    return undefined;
  }
  const given = new Map(Object.entries(body));
  const form = closest(forms, given);
  const unknown = [...given.keys()].filter((key) => !form.parameters.includes(key));
  for (const key of unknown) {
    const hint = nearest(key, form.parameters);
    report({
      path: [...path, key],
      key: true,
      found: "an unknown key",
      expected: ways,
      ...(hint && { nearest: hint }),
    });
  }
  const parameters = new Map<string, Parameter>();
  for (const name of form.parameters) {
    const parameter = readParameter(given.get(name), [...path, name], report);
    if (parameter !== undefined) parameters.set(name, parameter);
  }
  if (unknown.length > 0 || parameters.size < form.parameters.length) return undefined;
  return { kind: "form", family, form, parameters };
}

function closest(forms: readonly Form[], given: ReadonlyMap<string, unknown>): Form {
  const score = ({ parameters }: Form) => 2 * parameters.filter((name) => given.has(name)).length - parameters.length;
  return forms.reduce((best, form) => (score(form) > score(best) ? form : best));
}

function readValues(body: unknown, path: Path, report: Report): Written<never> | undefined {
  if (!Array.isArray(body) || body.length === 0) {
    report({ path, found: describe(body), expected: "a list of numbers" });
    return undefined;
  }
  const numbers = body.filter((item): item is number => typeof item === "number");
  if (numbers.length === body.length) {
    const form = { parameters: [], make: () => empirical({ values: numbers }) };
    const distribution = makeDistribution(form, {}, path, report);
    return distribution && { kind: "values", distribution };
  }
  body.forEach((item, index) => {
    if (typeof item !== "number") report({ path: [...path, index], found: describe(item), expected: "a number" });
  });
  return undefined;
}
