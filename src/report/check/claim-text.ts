import type { CheckedClaim, Hypothesis } from "../../analysis/claims/checked-claim.ts";
import { formatNumber } from "../number.ts";
import { formatPercent, formatQuantity, isShare } from "../quantity.ts";
import { singleLine } from "../single-line.ts";

const DIGITS = { atMost: 7 } as const;
const COMPUTED_DIGITS = { atMost: 6 } as const;

/** A computed value as it would stand where the claim is printed: 51, 41.1%, 3.42 in a column of millions. */
function computedText(value: number, { printed, scale, unit }: CheckedClaim): string {
  if (!Number.isFinite(value)) return "no number";
  if (printed.includes("%") && unit !== "%") return formatPercent(value, { atMost: 4 });
  return formatNumber(value / scale, COMPUTED_DIGITS);
}

/** What a check says of one claim, in one line without its id and place; of an accepted one, the reason. */
export function claimText(claim: CheckedClaim): string {
  const { computed, fullChain, printed } = claim;
  const chain = fullChain === computed ? "" : ` (whole chain ${computedText(fullChain, claim)})`;
  const why = claim.outcome === "accepted" ? claim.accepted : reasonText(claim);
  return singleLine(`prints ${printed}, computed ${computedText(computed, claim)}${chain}: ${why}`);
}

/** The verdict and what it rests on. */
export function reasonText(claim: CheckedClaim): string {
  const { because, verdict, outcome } = claim;
  if (outcome === "accepted-for-nothing") return `${verdict}; its acceptance is no longer needed`;
  switch (because.kind) {
    case "nothing":
      return verdict;
    case "bound":
      return `${verdict}, and a bound follows or does not`;
    case "rounding": {
      const values = Object.entries(because.values).map(([id, value]) => `${id} = ${formatNumber(value, DIGITS)}`);
      return `${verdict}, as with ${values.join(", ")}`;
    }
    case "external":
      return `${verdict}: it needs ${because.id}, which the document does not print (${because.source})`;
    case "alternative":
      return `${verdict}: ${computedText(because.value, claim)} ${changeText(because.alternative)}`;
    case "unconfirmed":
      return `${verdict}, and its alternative does not hold: ${because.says}`;
  }
}

type Alternative = Extract<CheckedClaim["because"], { kind: "alternative" }>["alternative"];

/** `with data.person_days = 187`, `without …`, `with … alone`. */
function changeText(alternative: Alternative): string {
  switch (alternative.kind) {
    case "becomes":
      return `with ${alternative.input} = ${combinationText(alternative.value)}`;
    case "choice":
      return `with ${alternative.input} = ${alternative.word}`;
    case "left-out":
      return `without ${alternative.id}`;
    case "alone":
      return `with ${alternative.id} alone`;
    case "statistic":
      return `with the ${alternative.name}`;
  }
}

/** `1 / 0.8`, or `mean of (a, b)`. */
function combinationText(combination: Extract<Alternative, { kind: "becomes" }>["value"]): string {
  if (typeof combination === "number") return formatNumber(combination, DIGITS);
  if (typeof combination === "string") return combination;
  const [[name, operands = []] = [""]] = Object.entries(combination);
  const texts = operands.map((operand) => combinationText(operand));
  return name === "ratio" ? texts.join(" / ") : `${name} of (${texts.join(", ")})`;
}

/** One hypothesis in one line. */
export function hypothesisText(hypothesis: Hypothesis, claim: CheckedClaim): string {
  const { range, says, computed } = hypothesis;
  if (!range) return singleLine(`${says}: ${computedText(computed, claim)}`);
  const ends = `${formatNumber(range.low, { atMost: 6 })} to ${formatNumber(range.high, { atMost: 6 })}`;
  return singleLine(`${range.id} = ${inputText(range)} (${ends}): ${computedText(computed, claim)}`);
}

/** `56,1 needs 187 days, or 33%`: the two values printed nowhere that lie closest; nothing where there is none. */
export function needsText(hypotheses: readonly Hypothesis[], { printed }: CheckedClaim): string {
  const values = hypotheses.flatMap(({ range }) => range ?? []).slice(0, 2);
  return values.length === 0 ? "" : singleLine(`${printed} needs ${values.map(inputText).join(", or ")}`);
}

const inputText = ({ value, unit }: { readonly value: number; readonly unit: string }): string =>
  isShare(unit) ? formatPercent(value, DIGITS) : formatQuantity(value, unit, DIGITS);
