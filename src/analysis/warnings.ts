import { optionWarnings } from "./option-warnings.ts";
import type { Plan } from "./plan/plan.ts";
import type { ResultFigure, Warning } from "./result.ts";

/** What a reader should know before trusting the figures. Each has a code that stays the same. */
export function warningsOf(plan: Plan, figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  return [
    ...negativeMessages(figures),
    ...unbilledTerms(plan, figures),
    ...borrowedFactors(plan, figures),
    ...extrapolation(plan, figures),
    ...optionWarnings(plan, figures),
  ];
}

/** What the named model of the conversations charges beyond what they are billed for. */
function unbilledTerms({ conversation }: Plan, figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  if (!conversation?.model || !figures["conversation.cost_usd.mean"]) return [];
  const { name, long_context: long = {}, request_fee: fee } = conversation.model;
  const thresholds = Object.values(long).map(({ threshold_tokens }) => threshold_tokens.value);
  const terms = [
    ...(thresholds.length > 0 && !conversation.policy?.long_context
      ? [
          `other prices above ${Math.min(...thresholds)} input tokens a request, which conversation.policy.long_context would bill`,
        ]
      : []),
    ...(fee ? [`${fee.value} USD a request`] : []),
  ];
  if (terms.length === 0) return [];
  return [{ code: "unbilled-terms", message: `${name} also charges, and this leaves out: ${terms.join("; ")}` }];
}

function negativeMessages(figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  const probability = figures["conversation.negative_message_probability"]?.value;
  if (typeof probability !== "number" || probability < 0.0005) return [];
  const share = percent(probability);
  const message = `${share} of conversations hold a message of negative length, because the law of lengths reaches below 0; conversation.messages truncated or lognormal has none`;
  return [{ code: "negative-messages", message }];
}

/** GPUs that runs were made on but whose factor is another's. */
function borrowedFactors(plan: Plan, figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  const basis = plan.hardware?.equivalence_basis.value;
  if (basis === undefined || basis === "peak") return [];
  const borrowed = Object.entries(plan.gpu_equivalence?.[basis].rows ?? {})
    .filter(([gpu, row]) => row.same_as !== undefined && figures[`hardware.${gpu}.gpu_hours_per_h100_hour`])
    .map(([gpu, { same_as }]) => `${labelOf(plan, gpu)} as ${labelOf(plan, same_as ?? "")}`);
  if (borrowed.length === 0) return [];
  return [{ code: "borrowed-factor", message: `taken as equal on the ${basis} basis: ${borrowed.join(", ")}` }];
}

/** Projections to a model larger than any of the runs they rest on. */
function extrapolation(plan: Plan, figures: Readonly<Record<string, ResultFigure>>): readonly Warning[] {
  const parameters = plan.projection?.parameters.value ?? 0;
  return Object.entries(plan.projection?.routes ?? {}).flatMap(([key, { rates_of: table }]) => {
    if (table === undefined || !figures[`projection.${key}.h100_days`]) return [];
    const sizes = Object.values(plan[table]?.rows ?? {}).flatMap((row) => row.parameters?.value ?? []);
    if (parameters <= Math.max(...sizes)) return [];
    const message = `the projection of ${key} goes beyond its reference runs: ${parameters / 1e9} billion parameters, the largest run has ${Math.max(...sizes) / 1e9}`;
    return [{ code: "beyond-reference-runs", message }];
  });
}

const labelOf = (plan: Plan, gpu: string): string => plan.gpus?.rows[gpu]?.label ?? gpu;

const percent = (share: number): string => `${Math.round(share * 100)}%`;
