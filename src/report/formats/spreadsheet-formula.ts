/**
 * Formulas of figures for a spreadsheet. A family of figures has one formula in words, and for these words one formula
 * of cells; a test holds it equal to the function that computes the figure. Combinations that a plan names are in words
 * already: `mean of (a, b)`.
 */
import type { ResultFigure } from "../../analysis/result.ts";

/** `{1}` is the first of the nodes that the figure is made of. */
const FAMILIES: Readonly<Record<string, string>> = {
  "GPUs × hours": "{1}*{2}",
  "GPUs × days × 24": "{1}*{2}*24",
  "GPU-hours ÷ GPU-hours that one H100-hour replaces": "{1}/{2}",
  "petaflop/s-days × 24 ÷ (H100 peak petaflop/s × utilisation)": "{1}*24/({3}/1000*{2})",
  "H100-hours ÷ 24": "{1}/24",
  "H100-hours ÷ batch size": "{1}/{2}",
  "H100-hours of LoRA ÷ H100-hours of SFT": "{1}/{2}",
  "published factor of the catalog": "{2}",
  "measured factor of the catalog": "{2}",
  "peak FLOP/s of an H100 ÷ peak FLOP/s of this GPU": "{2}/{3}",
  "words × tokens/word": "{1}*{2}",
  "tokens ÷ instances": "{1}/{2}",
  "tokens ÷ tokens an instance": "{1}/{2}",
  "tokens needed ÷ tokens an instance": "{1}/{2}",
  "100 × net points ÷ (questions × points of a right answer)": "100*{1}/({2}*{3})",
  "questions answered, all profiles ÷ profiles": "{1}/{2}",
  "as rated": "{1}",
  "as the reference rows × factor": "{1}*{2}",
  "tokens of the reference rows ÷ tokens an instance": "{1}/{2}",
};

/** A list of operands is written so that a spreadsheet's functions take it; a pair of numbers as an operator. */
const OPERATIONS: Readonly<Record<string, (operands: readonly string[]) => string>> = {
  "sum of": (operands) => `SUM(${argumentsOf(operands)})`,
  "difference of": (operands) => operands.join("-"),
  "product of": (operands) => operands.join("*"),
  "ratio of": (operands) => operands.join("/"),
  "mean of": (operands) => `AVERAGE(${argumentsOf(operands)})`,
  "least of": (operands) => `MIN(${argumentsOf(operands)})`,
  "greatest of": (operands) => `MAX(${argumentsOf(operands)})`,
  "count above the first of": ([least = "0", ...operands]) =>
    operands.map((operand) => `(${operand}>${least})*1`).join("+") || "0",
  "whole part of": (operands) => `INT(${operands.join(",")})`,
};

/**
 * The formula of a figure.
 *
 * @param operand what stands in a formula for a node: a cell, or the node's own formula in parentheses; nothing where
 * the spreadsheet has neither
 * @returns nothing where the figure has no formula that a spreadsheet can compute
 */
export function spreadsheetFormula(
  { formula, of }: Pick<ResultFigure, "formula" | "of">,
  operand: (id: string) => string | undefined,
): string | undefined {
  const missing: string[] = [];
  const written = (id: string): string => {
    const text = operand(id);
    if (text === undefined) missing.push(id);
    return text ?? "";
  };
  const family = Object.hasOwn(FAMILIES, formula) ? FAMILIES[formula] : undefined;
  const text =
    family === undefined
      ? combination(formula, new Set(of), written)
      : family.replace(/\{(\d)\}/g, (_, position) => written(of[Number(position) - 1] ?? ""));
  return missing.length > 0 ? undefined : text;
}

/** Cells below each other are written as a range: `H3:H9`. */
function argumentsOf(operands: readonly string[]): string {
  const runs: { readonly start: string; readonly column: string; row: number; end: string }[] = [];
  for (const operand of operands) {
    const [, column, row] = /^((?:'[^']+'!|[A-Za-z]+!)?[A-Z]+)(\d+)$/.exec(operand) ?? [];
    const last = runs.at(-1);
    if (last && column !== undefined && last.column === column && Number(row) === last.row + 1) {
      last.row++;
      last.end = `:${column.replace(/^.*!/, "")}${row}`;
    } else runs.push({ start: operand, column: column ?? "", row: Number(row), end: "" });
  }
  return runs.map(({ start, end }) => `${start}${end}`).join(",");
}

/** Reads a combination in words; nothing where the words are something else. */
function combination(words: string, ids: ReadonlySet<string>, written: (id: string) => string): string | undefined {
  const tokens =
    words
      .match(/[^,()]+|[,()]/g)
      ?.map((token) => token.trim())
      .filter((token) => token !== "") ?? [];
  let at = 0;
  const read = (): string | undefined => {
    const token = tokens[at++] ?? "";
    if (tokens[at] !== "(") {
      if (ids.has(token)) return written(token);
      return token !== "" && Number.isFinite(Number(token)) ? token : undefined;
    }
    const write = Object.hasOwn(OPERATIONS, token) ? OPERATIONS[token] : undefined;
    const operands: string[] = [];
    do {
      at++;
      const operand = read();
      if (operand === undefined) return undefined;
      operands.push(operand);
    } while (tokens[at] === ",");
    if (tokens[at++] !== ")" || !write) return undefined;
    return at < tokens.length ? `(${write(operands)})` : write(operands);
  };
  const text = read();
  return at === tokens.length ? text : undefined;
}
