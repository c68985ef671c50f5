import type { ClaimSet } from "../analysis/claims/claim.ts";
import { claimSet } from "./claim-set.ts";
import { claimsFile } from "./claims-form.ts";
import { readMap } from "./plan-reader.ts";
import { InputError, type Problem } from "./problem.ts";
import { checkTree } from "./schema-problems.ts";

/**
 * Reads a claims file.
 *
 * @param read the text of a file; throws where there is none
 * @throws InputError with everything that is wrong in it
 */
export function readClaims(read: (path: string) => string, file: string): ClaimSet {
  const problems: Problem[] = [];
  const tree = readMap({ read, files: [], report: (problem) => void problems.push(problem) }, file);
  if (!tree || problems.length > 0) throw new InputError(problems);
  const checked = checkTree(claimsFile, tree);
  if ("problems" in checked) throw new InputError(checked.problems);
  return claimSet(checked.output, tree);
}
