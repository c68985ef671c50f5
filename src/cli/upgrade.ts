import { realpathSync } from "node:fs";
import { join, relative } from "node:path";
import { PLAN_SCHEMA_VERSION } from "../assumptions/upgrade/plan-version.ts";
import { upgradePlan } from "../assumptions/upgrade/upgrade-plan.ts";
import { attempt } from "../node/file-error.ts";
import { writeWhole } from "../node/files.ts";
import { counted } from "../report/quantity.ts";
import { difference } from "../report/regions/difference.ts";
import { EXIT, UsageError } from "./exit.ts";
import { placeOfPlan, STANDARD_INPUT } from "./plan-place.ts";
import { printVerbatim } from "./print.ts";
import { DISK } from "./read-plan.ts";

export interface UpgradeOptions {
  readonly write?: boolean;
  readonly check?: boolean;
}

/** `llmplan upgrade [PLAN]`: an older plan in the form of this version, as a diff or in its files. */
export function upgradeCommand(named: string | undefined, { write, check }: UpgradeOptions): void {
  const current = process.cwd();
  const place = placeOfPlan(named, current);
  const isInput = place.file === STANDARD_INPUT;
  if (isInput && write)
    throw new UsageError("standard input cannot be replaced: --write takes a plan's folder or file");
  const path = join(relative(current, place.folder), place.file).replaceAll("\\", "/");
  const { from, steps, files } = upgradePlan({ ...DISK, path });
  const changed = files.filter(({ before, after }) => before !== after);
  if (isInput && !check) printVerbatim(files.find(({ file }) => file === path)?.after ?? "");
  else if (!write) for (const file of changed) printVerbatim(difference(file));
  if (write) {
    // A link stays a link: the file it leads to is replaced.
    const edits = changed.map((edit) => ({
      ...{ ...edit, target: attempt(`cannot write ${edit.file}`, () => realpathSync(edit.file)) },
    }));
    const edited = new Map(edits.map(({ target, before }) => [target, before]));
    writeWhole(new Map(edits.map(({ target, after }) => [target, after])), { edited });
    for (const { file } of changed) process.stdout.write(`${file}\n`);
  }
  process.stderr.write(`${path}: version ${from} of the form of plans, ${state(from, changed.length, write)}\n`);
  for (const { change } of steps) process.stderr.write(`  ${change}\n`);
  if (check && changed.length > 0) process.exitCode = EXIT.failed;
}

function state(from: number, changed: number, write: boolean | undefined): string {
  if (from === PLAN_SCHEMA_VERSION) return "the current one; nothing to change";
  const files = counted(changed, "files");
  return write ? `now ${PLAN_SCHEMA_VERSION}; ${files} written` : `to ${PLAN_SCHEMA_VERSION} in ${files} (--write)`;
}
