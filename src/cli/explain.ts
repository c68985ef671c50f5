import { ancestorsOf } from "../analysis/evaluate.ts";
import { type Contribution, contributionsTo } from "../analysis/explain/contributions.ts";
import { type Derivation, explain } from "../analysis/explain/derivation.ts";
import { type Figure, figure, type Node } from "../analysis/node.ts";
import type { FigureValue, Printed } from "../analysis/result.ts";
import { sheetDraws } from "../analysis/sheet-draws.ts";
import type { Sheet } from "../analysis/sheets/plan-sheet.ts";
import { editDistance } from "../assumptions/nearest.ts";
import { interruptible } from "../node/interruptible.ts";
import { derivationMermaid } from "../report/explain/explain-mermaid.ts";
import { derivationTree } from "../report/explain/explain-text.ts";
import { methodPage } from "../report/explain/method-page.ts";
import { contributionsTable } from "../report/sections/explain-section.ts";
import { singleLine } from "../report/single-line.ts";
import { figureText, intervalText } from "../report/tables/figure-text.ts";
import { terminalTable } from "../report/terminal.ts";
import { type ComputedPlan, computePlan } from "./compute-plan.ts";
import { UsageError } from "./exit.ts";
import { jsonResult } from "./json-result.ts";
import { requireFigureFirst } from "./named-node.ts";
import type { PlanOptions } from "./options.ts";
import { printResult, terminalFor } from "./print.ts";

interface ExplainOptions extends PlanOptions {
  readonly format: "text" | "mermaid";
  readonly all?: boolean;
}

/** `llmplan explain FIGURE`: what a figure or an assumption is made of, down to where it can be changed. */
export function explainCommand(id: string, named: string | undefined, options: ExplainOptions): void {
  requireFigureFirst("explain", id, named);
  const computed = computePlan(named, options, {
    choose: (sheet) => {
      const node = nodeCalled(sheet, id);
      return node ? printedBehind(sheet, node) : [];
    },
  });
  const { sheet } = computed;
  const node = nodeCalled(sheet, id);
  if (node) {
    const derivation = explain(node, sheet.printed, sharesOf(sheet, node, options));
    printResult(textOf(computed, derivation, options), options.out);
    return;
  }
  const summary = summaryCalled(id, computed, options);
  printResult(textOf(summary.computed, explain(summary.node, sheet.printed, []), options), options.out);
}

/**
 * A figure about the drawn plans as a whole, such as the part of chance in a total: no formula of the sheet gives it, but
 * its result says in words how it was got and from which figures.
 */
function summaryCalled(id: string, { read, sheet }: ComputedPlan, options: ExplainOptions) {
  const computed = computePlan(undefined, options, { read });
  const summary = computed.figures[id];
  if (!summary) throw unknownId(sheet, id);
  const { unit, label, formula, of, value } = summary;
  const parts = of.flatMap((part) => sheet.nodes.get(part) ?? []);
  return { computed, node: figure({ id, unit, label, formula, of: { parts }, by: () => value }) };
}

function textOf(computed: ComputedPlan, derivation: Derivation, options: ExplainOptions): string {
  if (options.json) return jsonResult("explain", computed, options, { derivation, method: methodPage(derivation.id) });
  const how = { everything: options.all ?? false };
  if (options.format === "mermaid") return derivationMermaid(derivation, how);
  const terminal = terminalFor(options.out);
  const tables = contributionsTable(derivation, options.draws).map((table) => terminalTable(table, terminal));
  const figure = computed.figures[derivation.id];
  const drawn =
    figure?.interval90 || figure?.probability !== undefined
      ? [
          `Over the drawn plans: ${singleLine([figureText(figure), intervalText(figure)].filter(Boolean).join(", 90% interval "))}. The derivation is at the central values.\n`,
        ]
      : [];
  const { usedBy } = derivation;
  const used = usedBy.length > 0 ? [`Used by ${usedBy.slice(0, MOST_NAMED).join(", ")}${more(usedBy.length)}.\n`] : [];
  const method = `How such figures come about: ${methodPage(derivation.id)} in the package.\n`;
  return [derivationTree(derivation, { ...how, width: terminal.width }), ...drawn, ...tables, ...used, method].join(
    "\n",
  );
}

const MOST_NAMED = 8;
const more = (count: number): string => (count > MOST_NAMED ? ` and ${count - MOST_NAMED} more` : "");

/** A figure or an assumption by its id; the internal steps on the way to a figure have ids too. */
function nodeCalled(sheet: Sheet, id: string): Node | undefined {
  return sheet.nodes.get(id) ?? ancestorsOf(sheet.printed).find((step) => step.id === id);
}

function unknownId(sheet: Sheet, id: string): UsageError {
  const near = nearestIds(id, [...sheet.nodes.keys()]);
  const hint =
    near.length > 0 ? `; did you mean ${near.join(", ")}?` : "; the figures of any command with --json name theirs";
  return new UsageError(`the plan has no figure or assumption ${id}${hint}`);
}

/** Ids that begin with what was typed, hold it, or differ from it by little. */
function nearestIds(typed: string, ids: readonly string[]): readonly string[] {
  if (typed.length > LONGEST_ID) return [];
  const wanted = typed.toLowerCase();
  const within = ids.filter((id) => wanted !== "" && id.includes(wanted));
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  const close = ids
    .map((id) => ({ id, distance: editDistance(wanted, id) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .map(({ id }) => id);
  return [...new Set([...close, ...within])].slice(0, MOST_HINTS);
}

const LONGEST_ID = 200;
const MOST_HINTS = 5;

/** The printed figures that the JSON shows: the one asked for and those it rests on. */
function printedBehind(sheet: Sheet, node: Node): readonly Printed[] {
  const behind = new Set(ancestorsOf([node]));
  return sheet.printed.filter((figure) => behind.has(figure));
}

function sharesOf(sheet: Sheet, node: Node, options: ExplainOptions): readonly Contribution[] {
  if (node.kind === "leaf" || node.internal) return [];
  // What is printed is a number, a word or nothing; internal steps are not.
  const drawn = sheetDraws(sheet, { ...options, sampling: options.planSampling });
  return interruptible(() => contributionsTo(node as Figure<FigureValue>, drawn));
}
