import type { z } from "zod";
import { readWithIncludes } from "./include.ts";
import type { PlanReader } from "./plan-reader.ts";
import { InputError, type Problem } from "./problem.ts";
import { checkTree } from "./schema-problems.ts";

/**
 * Reads a file of plain facts with the files it includes.
 *
 * @param read the text of a file; throws where there is none
 * @throws InputError with everything that is wrong in any of the files
 */
export function readFacts<Schema extends z.ZodType>(
  read: (path: string) => string,
  path: string,
  schema: Schema,
): z.output<Schema> {
  const problems: Problem[] = [];
  const reader: PlanReader = { read, report: (problem) => void problems.push(problem), files: [] };
  const tree = readWithIncludes(reader, path);
  if (!tree || problems.length > 0) throw new InputError(problems);
  const checked = checkTree(schema, tree);
  if ("problems" in checked) throw new InputError(checked.problems);
  return checked.output;
}
