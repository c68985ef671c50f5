import type { Distribution } from "../../math/distribution.ts";
import type { Leaf, Place, Quantity } from "../node.ts";
import type { Plan } from "../plan/plan.ts";
import type { Policy } from "../policies/policy.ts";

/** An assumption as one of the plans states it. */
export interface StatedAssumption {
  /** A number, or words: a choice, a law, a combination of rows, a limit. */
  readonly value: number | string;
  readonly unit: string;
  /** 5 % and 95 % quantiles of its spread. */
  readonly interval90?: readonly [number, number];
  readonly source: string;
  readonly provenance: string;
  readonly note: string;
  readonly place?: Place;
}

/** Something in the plans that is not the same; one side is absent where it is new or gone. */
export interface AssumptionChange {
  /** Plan path: `data.person_days`. */
  readonly path: string;
  readonly label: string;
  readonly from?: StatedAssumption;
  readonly to?: StatedAssumption;
  /** `value` also where only the spread or the unit differs; `wording` where figures stay as they are. */
  readonly of: "value" | "wording";
}

/** A plan with its limits. */
export interface PlanText {
  readonly plan: Plan;
  readonly policies: readonly Policy[];
}

/** What two plans assume differently, in the order of the later one; what is gone comes last. */
export function assumptionChanges(base: PlanText, head: PlanText): readonly AssumptionChange[] {
  const [before, after] = [statements(base), statements(head)];
  const paths = new Set([...after.keys(), ...before.keys()]);
  const changes = [...paths].flatMap((path) => changeOf(path, before.get(path), after.get(path)) ?? []);
  // A law of another family has other parameters; the law says it all.
  const laws = changes.filter(({ of }) => of === "value").map(({ path }) => `${path}.`);
  return changes.filter(({ path }) => !laws.some((law) => path.startsWith(law)));
}

interface Statement extends StatedAssumption {
  readonly label: string;
  /** Equal for equal values, to the last bit. */
  readonly exact: string;
}

function changeOf(path: string, from: Statement | undefined, to: Statement | undefined): AssumptionChange | undefined {
  const label = (to ?? from)?.label ?? path;
  const sides = { ...(from && { from: shown(from) }), ...(to && { to: shown(to) }) };
  if (!from || !to || from.exact !== to.exact || from.unit !== to.unit) return { path, label, ...sides, of: "value" };
  const same = from.source === to.source && from.provenance === to.provenance && from.note === to.note;
  return same ? undefined : { path, label, ...sides, of: "wording" };
}

const shown = ({ label: _, exact: __, ...stated }: Statement): StatedAssumption => stated;

function statements({ plan, policies }: PlanText): ReadonlyMap<string, Statement> {
  const found = new Map<string, Statement>();
  const { training_catalog: _, ...written } = plan;
  walk(written, [], found);
  for (const { figure, text, severity, reason = "", place } of policies) {
    const path = `budget.${figure}`;
    const earlier = found.get(path);
    const value = `${earlier ? `${earlier.value}; ` : ""}${text}${severity === "warn" ? " (warn)" : ""}`;
    found.set(path, { ...words(value, path), label: `Limit on ${figure}`, note: reason, place });
  }
  return found;
}

function walk(value: unknown, path: readonly string[], found: Map<string, Statement>): void {
  if (value === undefined || value === null) return;
  const id = path.join(".");
  if (typeof value !== "object" || Array.isArray(value) || isCombination(value)) {
    found.set(id, words(typeof value === "object" ? JSON.stringify(value) : String(value), id));
    return;
  }
  if (!("kind" in value)) {
    for (const [key, inner] of Object.entries(value)) {
      // What a table says of its rows stands in each of their cells.
      if (!BESIDE.has(key)) walk(inner, [...path, key], found);
    }
  } else if (isLeaf(value)) {
    for (const [key, statement] of leafStatements(value)) found.set(key, statement);
  }
}

const BESIDE: ReadonlySet<string> = new Set(["place", "source", "provenance", "note"]);

const isCombination = (value: object): boolean => {
  const [first, ...more] = Object.values(value);
  return Array.isArray(first) && more.length === 0;
};

const isLeaf = (value: object): value is Leaf => "kind" in value && value.kind === "leaf";

const words = (value: string, label: string): Statement => ({
  ...{ value, exact: value, label, unit: "", source: "", provenance: "", note: "" },
});

function leafStatements(leaf: Leaf): readonly (readonly [string, Statement])[] {
  const { id, label, source, provenance, note = "", place } = leaf;
  const facts = { label, source, provenance, note, place };
  switch (leaf.leaf) {
    case "choice":
      return [[id, { ...facts, unit: "", value: leaf.value, exact: leaf.value }]];
    case "quantity":
      return [[id, { ...facts, ...numberOf(leaf) }]];
    case "law": {
      const parameters = Object.values(leaf.of);
      const made = leaf.by(Object.fromEntries(Object.entries(leaf.of).map(([name, { value }]) => [name, value])));
      const named = Object.entries(leaf.of).map(([name, { value }]) => `${name} ${Number(value.toPrecision(4))}`);
      const value = named.length === 0 ? made.family : `${made.family} (${named.join(", ")})`;
      const exact = parameters.length === 0 ? exactOf(made) : made.family;
      const silent = { source: "", provenance: "", note: "" };
      return [
        [id, { ...facts, unit: leaf.unit, value, exact }],
        ...parameters.map((one) => [one.id, { label: one.label, place, ...silent, ...numberOf(one) }] as const),
      ];
    }
  }
}

function numberOf({ value, unit, spread }: Quantity): Pick<Statement, "value" | "unit" | "exact" | "interval90"> {
  if (!spread) return { value, unit, exact: String(value) };
  return { value, unit, exact: exactOf(spread), interval90: [spread.quantile(0.05), spread.quantile(0.95)] };
}

const exactOf = ({ family, parameters }: Distribution): string => JSON.stringify([family, parameters]);
