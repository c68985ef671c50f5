import type { Combination } from "../../combination.ts";
import { statedValue } from "../apply-alternative.ts";
import type { SameQuantity } from "../claim.ts";
import { targetOf } from "../fit.ts";
import type { Examined, Found, Rule } from "./rule.ts";

/** Statements of the same quantity agree: of any two, one lies within the rounding of the other. */
export const sameQuantityRule: Rule = (examined) =>
  examined.set.sameQuantity.flatMap((group) => checkGroup(group, examined));

interface Statement {
  readonly words: string;
  readonly value: number;
  /** Half a unit of its last significant digit; 0 for what is computed. */
  readonly half: number;
}

function checkGroup(group: SameQuantity, examined: Examined): readonly Found[] {
  const { key, what, place } = group;
  const found = (message: string): Found => ({
    code: "same-quantity",
    severity: "error",
    subject: key,
    message,
    place,
  });
  const statements = group.stated.map((stated) => statementOf(stated, examined));
  const missing = statements.find((statement) => typeof statement === "string");
  if (typeof missing === "string") return [found(`${what}: ${missing}`)];
  const known = statements.filter((statement) => typeof statement === "object");
  return known.flatMap((one, index) =>
    known
      .slice(index + 1)
      .filter((other) => Math.abs(one.value - other.value) > Math.max(one.half, other.half) * (1 + 1e-12))
      .map((other) => found(`${what} is stated as ${said(one)} and as ${said(other)}`)),
  );
}

const said = ({ words, value }: Statement): string => `${Number(value.toPrecision(6))} (${words})`;

function statementOf(stated: Combination, { nodes, set, chains }: Examined): Statement | string {
  const value = statedValue(stated, nodes);
  if (typeof value === "string") return value;
  const words = typeof stated === "string" ? stated : JSON.stringify(stated).replaceAll('"', "");
  return { words, value, half: typeof stated === "string" ? halfUnitOf(stated, value) : 0 };

  function halfUnitOf(id: string, current: number): number {
    const chain = chains.find(({ claim }) => claim.id === id);
    if (chain) return chain.target.high - targetOf(chain.claim, chain.unit).value;
    const input = set.inputs.find((other) => (other.node ?? other.id) === id);
    const asPrinted = input?.how === "printed" && Math.abs(input.number.value - current) <= 1e-12 * Math.abs(current);
    return asPrinted ? input.number.significantUnit / 2 : lastDigitUnit(current) / 2;
  }
}

/** One of the last significant digit of a number as a person would write it: 0.1 for 1.3, 100 for 300. */
function lastDigitUnit(value: number): number {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  return Number(`1e${Number(exponent) - (mantissa.split(".")[1]?.length ?? 0)}`);
}
