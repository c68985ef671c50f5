import { createHash } from "node:crypto";

/** What the runner says of a mutant that the sample leaves out. */
export const NOT_SAMPLED = "not in the sample";

/** Whether a mutant is one of every so many, by a hash of what it is: the same choice in every run. */
export function sampled(mutant: readonly unknown[], every: number): boolean {
  if (every === 1) return true;
  return createHash("sha256").update(JSON.stringify(mutant)).digest().readUInt32BE(0) % every === 0;
}
