import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Plan } from "../analysis/plan/plan.ts";
import { type LoadedPlan, loadPlan } from "../assumptions/load-plan.ts";
import type { FoundPrice } from "../assumptions/plan-bundle.ts";
import { planFile } from "../assumptions/plan-file.ts";
import { readStandardInput } from "../node/bounded-read.ts";
import { attempt } from "../node/file-error.ts";
import { readText } from "./input-files.ts";
import type { PlanOptions } from "./options.ts";
import { placeOfPlan, STANDARD_INPUT } from "./plan-place.ts";
import { shippedPrices } from "./price-book.ts";

export interface ReadPlan
  extends Pick<
    LoadedPlan<typeof planFile>,
    "title" | "policies" | "digest" | "scenarios" | "scenarioNames" | "placeOf" | "setBy"
  > {
  readonly plan: Plan;
  /** Folder of the plan, as a path from here. */
  readonly folder: string;
  /** The plan file, as a path from here. */
  readonly path: string;
  /** Every text read, by its path from here. */
  readonly texts: ReadonlyMap<string, string>;
  /** Every price asked for and found. */
  readonly prices: readonly FoundPrice[];
}

/** Where the files of a plan are read: the disk, or a revision of it. */
export interface PlanSource {
  readonly read: (path: string) => string;
  readonly list: (folder: string) => readonly string[];
}

export const DISK: PlanSource = {
  read: (path) => (path === STANDARD_INPUT ? readStandardInput() : readText(path)),
  list: (path) => attempt(`cannot read ${path}`, () => readdirSync(path)),
};

/** Finds, reads and checks the plan that a command is about. */
export function readPlan(
  named: string | undefined,
  options: Pick<PlanOptions, "scenario" | "set">,
  { read, list }: PlanSource = DISK,
): ReadPlan {
  const current = process.cwd();
  const place = placeOfPlan(named, current);
  const folder = relative(current, place.folder).replaceAll("\\", "/");
  const path = join(folder, place.file).replaceAll("\\", "/");
  const texts = new Map<string, string>();
  const prices: FoundPrice[] = [];
  const { leaves, ...loaded } = loadPlan({
    read: (file) => {
      const text = read(file);
      texts.set(file, text);
      return text;
    },
    ...{ list, path },
    scenarios: options.scenario,
    sets: options.set,
    schema: planFile,
    priceBook: () => ({
      find(question) {
        const found = shippedPrices().find(question);
        if (!("part" in found)) prices.push({ question, found });
        return found;
      },
    }),
  });
  return { ...loaded, plan: leaves, folder, path, texts, prices };
}
