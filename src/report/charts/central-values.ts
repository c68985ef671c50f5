/**
 * Charts of a conversation show one plan. Where assumptions have a spread it is the plan at their central values, whose
 * figures differ from the medians over drawn plans in the tables; the chart must say so.
 */
export interface CentralPlan {
  /** Whether some assumption has a spread. */
  readonly central?: boolean;
}

const WORDS = "At the central values of the assumptions.";

/** A subtitle or an alternative text with what the chart rests on behind it. */
export function withBasis(text: string, { central = false }: CentralPlan): string {
  return central ? `${text} ${WORDS}` : text;
}
