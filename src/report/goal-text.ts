import type { Goal, GoalAnswer } from "../analysis/risk/goal-seek.ts";
import { formatNumber } from "./number.ts";
import { formatQuantity } from "./quantity.ts";

/** The answer to a sought goal in words. Values are rounded to the side that holds. */
export function goalText(spec: {
  readonly assumption: { readonly label: string; readonly unit: string };
  readonly figure: { readonly label: string; readonly unit: string };
  readonly goal: Goal;
  readonly answer: GoalAnswer;
  /** `in 95% of 500 drawn plans`, or nothing. */
  readonly certainty: string;
}): string {
  const { assumption, figure, goal, answer, certainty } = spec;
  const input = (value: number): string => formatQuantity(value, assumption.unit, { atMost: 6 });
  const target = formatQuantity(goal.target, figure.unit, { atMost: 15 });
  const wanted = `${figure.label} ${goal.comparison === "<=" ? "at most" : "at least"} ${target}`;
  const held = `${wanted}${certainty === "" ? "" : `, ${certainty}`}`;
  switch (answer.kind) {
    case "limit": {
      const [words, value] =
        answer.side === "up-to"
          ? ["may be at most", safe(answer.value, -1)]
          : ["must be at least", safe(answer.value, 1)];
      const turns = answer.monotone
        ? ""
        : " The figure does not run one way over the values tried: check the values in between.";
      return `${assumption.label} ${words} ${input(value)} for ${held}.${turns}`;
    }
    case "everywhere":
      return `Any value of ${assumption.label} that was tried, ${input(answer.from)} to ${input(answer.to)}, gives ${held}.`;
    case "nowhere":
      return `No value of ${assumption.label} that was tried, ${input(answer.from)} to ${input(answer.to)}, gives ${held}.`;
    case "several":
      return `${held} holds for some values of ${assumption.label} and not for others: it changes at ${answer.crossings.map(input).join(", ")} (tried from ${input(answer.from)} to ${input(answer.to)}).`;
  }
}

/** Six digits, rounded down or up. */
function safe(value: number, side: -1 | 1): number {
  const printed = Number(formatNumber(value, { atMost: 6 }).replaceAll(",", ""));
  if (printed === value || Math.sign(printed - value) === side) return printed;
  return printed + side * Number(`1e${Math.floor(Math.log10(Math.abs(value))) - 5}`);
}
