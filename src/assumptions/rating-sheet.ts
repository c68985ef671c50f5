/** Rating sheets: what people gave each answer, and how far each role survey got. */
import type { Place } from "../analysis/node.ts";
import type { QuestionKind, QuestionRating, RatingSheets, SurveyRating } from "../analysis/ratings/rating.ts";
import { describe } from "./describe.ts";
import { nearest } from "./nearest.ts";
import { InputError, type Problem } from "./problem.ts";
import { checkRatings } from "./rating-completeness.ts";
import { type CsvCell, readCsv } from "./rating-csv.ts";
import { isAllowed, type PointRules, QUESTION_KINDS, rulesText } from "./rating-rules.ts";
import { readSource } from "./source-text.ts";

/** What the plan says about what a sheet may hold. */
export interface RatingContext {
  /** Models by row key and by name; a sheet may use either. */
  readonly models: readonly { readonly key: string; readonly label: string }[];
  readonly points: PointRules;
  /** Questions of the role survey. */
  readonly surveyQuestions: number;
}

/**
 * Reads rating sheets. A sheet with a column `points` holds questions, one with a column `answered` holds surveys.
 *
 * @param read the text of a file; throws where there is none
 * @throws InputError with everything that is wrong in any of the files
 */
export function readRatings(
  read: (path: string) => string,
  files: readonly string[],
  context: RatingContext,
): RatingSheets {
  const problems: Problem[] = [];
  const sheets = files.map((file) => readSheet(read, file, context, problems));
  const ratings = {
    questions: sheets.flatMap(({ questions }) => questions),
    surveys: sheets.flatMap(({ surveys }) => surveys),
  };
  // Whether sheets are complete can only be told of sheets that were read whole.
  for (const problem of checkRatings(ratings, problems.length === 0)) problems.push(problem);
  if (problems.length > 0) throw new InputError(problems);
  return ratings;
}

const QUESTION_COLUMNS = ["model", "profile", "question", "kind", "points", "rater", "comment"] as const;
const SURVEY_COLUMNS = ["model", "profile", "answered", "rater", "comment"] as const;
const OPTIONAL: ReadonlySet<string> = new Set(["rater", "comment"]);
const NONE: RatingSheets = { questions: [], surveys: [] };

function readSheet(
  read: (path: string) => string,
  file: string,
  context: RatingContext,
  problems: Problem[],
): RatingSheets {
  const fail = (...found: readonly Problem[]): RatingSheets => {
    problems.push(...found);
    return NONE;
  };
  const text = readSource(read, file);
  if (typeof text !== "string") return fail(text);
  const rows = readCsv(text, file);
  if (!Array.isArray(rows)) return fail(rows as Problem);
  const [head, ...body] = rows as readonly (readonly CsvCell[])[];
  const start: Place = { file, line: 1, column: 1 };
  if (!head) return fail({ place: start, path: [], found: "nothing", expected: `the columns ${WAYS}` });
  const names = head.map(({ text: name }) => name.toLowerCase());
  const surveys = names.includes("answered");
  const columns: readonly string[] = surveys ? SURVEY_COLUMNS : QUESTION_COLUMNS;
  const wrong = headProblems(head, columns, start);
  if (wrong.length > 0) return fail(...wrong);
  if (body.length === 0) return fail({ place: start, path: [], found: "no rows", expected: "at least one rating" });
  const at = new Map(names.map((name, index) => [name, index]));
  const ratings = body.map((cells): Fields => {
    const place = { ...(cells[0]?.place ?? start), column: 1 };
    const extra = cells.slice(head.length).find(({ text: more }) => more !== "");
    if (extra) {
      const expected = `${head.length} cells, as the head has; quote a cell that holds the mark between cells`;
      problems.push({ place: extra.place, path: [], found: `${cells.length} cells`, expected });
    }
    const cell = (column: string): CsvCell => cells[at.get(column) ?? -1] ?? { text: "", place };
    return { cell, place, report: (problem) => void problems.push(problem) };
  });
  return surveys
    ? { questions: [], surveys: ratings.flatMap((fields) => surveyOf(fields, context) ?? []) }
    : { questions: ratings.flatMap((fields) => questionOf(fields, context) ?? []), surveys: [] };
}

const WAYS = `${QUESTION_COLUMNS.slice(0, 6).join(", ")} or ${SURVEY_COLUMNS.slice(0, 4).join(", ")}`;

function headProblems(head: readonly CsvCell[], columns: readonly string[], start: Place): readonly Problem[] {
  const names = head.map(({ text }) => text.toLowerCase());
  const missing = columns.filter((column) => !OPTIONAL.has(column) && !names.includes(column));
  const strange = head.flatMap(({ text, place }, index): readonly Problem[] => {
    const name = names[index] ?? "";
    if (name === "") return [];
    if (names.indexOf(name) < index)
      return [{ place, path: [text], found: "the column again", expected: "each column once" }];
    if (columns.includes(name)) return [];
    const hint = nearest(name, columns);
    const expected = `one of ${columns.join(", ")}`;
    return [{ place, path: [text], found: "an unknown column", expected, ...(hint && { nearest: hint }) }];
  });
  const told = missing.map((column) => ({
    place: start,
    path: [column],
    found: "no such column",
    expected: `the columns ${WAYS}`,
  }));
  return [...told, ...strange];
}

/** A row while it is read. */
interface Fields {
  readonly cell: (column: string) => CsvCell;
  readonly place: Place;
  readonly report: (problem: Problem) => void;
}

function questionOf(fields: Fields, context: RatingContext): QuestionRating | undefined {
  const model = modelOf(fields, context);
  const profile = wordOf(fields, "profile");
  const question = wordOf(fields, "question");
  const kind = kindOf(fields);
  const points = numberOf(fields, "points", rulesText(context.points, kind), (value) =>
    isAllowed(value, context.points),
  );
  if (model === undefined || profile === undefined || question === undefined) return undefined;
  if (kind === undefined || points === undefined) return undefined;
  return { model, profile, question, kind, points, rater: fields.cell("rater").text, place: fields.place };
}

function surveyOf(fields: Fields, context: RatingContext): SurveyRating | undefined {
  const model = modelOf(fields, context);
  const profile = wordOf(fields, "profile");
  const most = context.surveyQuestions;
  const answered = numberOf(
    fields,
    "answered",
    `a whole number of questions from 0 to ${most}`,
    (value) => Number.isInteger(value) && value >= 0 && value <= most,
  );
  if (model === undefined || profile === undefined || answered === undefined) return undefined;
  return { model, profile, answered, rater: fields.cell("rater").text, place: fields.place };
}

function modelOf({ cell, report }: Fields, { models }: RatingContext): string | undefined {
  const { text, place } = cell("model");
  const known = models.find(({ key, label }) => text === key || text.toLowerCase() === label.toLowerCase());
  if (known) return known.key;
  const hint = nearest(
    text,
    models.flatMap(({ key, label }) => [key, label]),
  );
  const expected = "a model of the plan, by its row key or its name";
  report({ place, path: ["model"], found: describe(text), expected, ...(hint && { nearest: hint }) });
  return undefined;
}

function wordOf({ cell, report }: Fields, column: string): string | undefined {
  const { text, place } = cell(column);
  if (text !== "") return text;
  report({ place, path: [column], found: "nothing", expected: `the ${column}` });
  return undefined;
}

function kindOf({ cell, report }: Fields): QuestionKind | undefined {
  const { text, place } = cell("kind");
  const kind = QUESTION_KINDS.find((known) => known === text.toUpperCase());
  if (!kind) report({ place, path: ["kind"], found: describe(text), expected: QUESTION_KINDS.join(" or ") });
  return kind;
}

/** A small number; a decimal comma and a typographic minus are read as what they are. */
function numberOf(
  { cell, report }: Fields,
  column: string,
  expected: string,
  allowed: (value: number) => boolean,
): number | undefined {
  const { text, place } = cell(column);
  const plain = text.replace("\u2212", "-").replace(",", ".");
  const value = /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) + 0 : Number.NaN;
  if (allowed(value)) return value === 0 ? 0 : value;
  report({ place, path: [column], found: Number.isNaN(value) ? describe(text) : String(value), expected });
  return undefined;
}
