/** The form of a plan's sections on which base model: the evaluation, and the models with what is known of them. */
import { z } from "zod";
import type { Quantity } from "../analysis/node.ts";
import { type Column, cell, optional, textCell } from "./cell.ts";
import { quantity } from "./quantity-slot.ts";
import { table } from "./table-slot.ts";

const points = (label: string) => quantity({ label, unit: "points", min: -1000, max: 1000 });
const weight = (label: string) =>
  quantity({ label: `Weight of ${label} in the ranking`, unit: "fraction", min: 0, max: 1 });
const count = (label: string, unit: string) => quantity({ label, unit, min: 1, integer: true });
const countCell = (label: string, unit: string) => cell({ label, unit, min: 0, integer: true });

/** How models are tested and rated. */
export const evaluationSection = z.strictObject({
  ifeval_threshold: quantity({
    label: "IFEval score that a model must exceed",
    unit: "fraction",
    min: 0,
    max: 1,
  }),
  ifeval_prompts: quantity({ label: "Prompts of IFEval", unit: "prompts", min: 1, max: 1e6, integer: true }),
  score_right: quantity({ label: "Points of a right answer", unit: "points", exclusiveMin: 0, max: 1000 }),
  score_neutral: points("Points of an answer that is neither"),
  score_wrong: points("Points of a wrong answer"),
  questions_stated: count("Questions that the percentage is taken of", "questions"),
  cri_profiles: count("Profiles of the role survey", "profiles"),
  survey_question_marks: count("Question marks in the role survey", "sentences"),
  survey_followups: quantity({
    label: "Follow-up sentences in the role survey",
    unit: "sentences",
    min: 0,
    integer: true,
  }),
  situations: table({
    label: "Situations that questions are asked in",
    columns: {
      profiles: countCell("Profiles", "profiles"),
      questions: countCell("Questions", "questions"),
      role_knowledge: optional(countCell("Questions of role knowledge", "questions")),
      unknown_questions: optional(countCell("Questions that the role cannot answer", "questions")),
      few_shots: optional(countCell("Examples given to the model", "examples")),
    },
  }),
  weights: z.strictObject({
    rk_uqr: weight("role knowledge and unknown questions"),
    cri_mean: weight("the mean of the role survey"),
    cri_worst: weight("the worst profile of the role survey"),
    ifeval: weight("instruction following"),
  }),
});

/** The models. What a row leaves out, nobody has measured or printed. */
export const modelsSection = table({
  label: "Model candidates",
  columns: {
    base: optional(textCell("Base model")),
    parameters: optional(cell({ label: "Parameters", unit: "parameters", exclusiveMin: 0 })),
    ifeval: optional(cell({ label: "IFEval, prompt level, loose", unit: "fraction", min: 0, max: 1 })),
    net_points: optional(solved(cell({ label: "Net points of RK and UQR", unit: "points", min: -1e6, max: 1e6 }))),
    cri_sum: optional(solved(cell({ label: "Survey questions answered, all profiles", unit: "questions", min: 0 }))),
    cri_worst: optional(countCell("Survey questions answered, worst profile", "questions")),
  },
});

/** A number that a document prints only as a percentage or a mean: derived from what was published, not published. */
function solved(column: Column<Quantity>): Column<Quantity> {
  const schema = column.schema.transform(
    (finish) =>
      finish &&
      ((facts: Parameters<typeof finish>[0]): Quantity => {
        const leaf = finish(facts);
        return leaf.provenance === "published"
          ? { ...leaf, provenance: "derived", source: `solved from ${leaf.source}` }
          : leaf;
      }),
  );
  return { ...column, schema };
}
