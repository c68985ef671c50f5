import type { ReferenceFault } from "../analysis/combination.ts";
import type { Place } from "../analysis/node.ts";
import type { Path } from "./located.ts";
import { nearest } from "./nearest.ts";
import { InputError } from "./problem.ts";

/** A reference that leads nowhere, told at its place in the file. */
export function referenceError(fault: ReferenceFault, placeOf: (path: Path) => Place): InputError {
  const path = fault.path.split(".");
  const { found, expected } = fault;
  const hint = nearest(found, fault.words);
  return new InputError([
    { place: placeOf(path), path, found, expected, ...(hint !== undefined && { nearest: hint }) },
  ]);
}
