/** A plan as texts that travel together, so that a page without files or network reads it as a command does. */
import { z } from "zod";
import { PLAN_SAMPLINGS } from "../analysis/plan-draws.ts";

const texts = z.record(z.string(), z.string());

const planBundle = z.strictObject({
  /** Version of llmplan that gathered it. */
  version: z.string(),
  /** Texts of files, by their path from the plan's folder. */
  files: texts,
  /** The plan file among them. */
  path: z.string(),
  /** The claims of the plan's document among them, where there are any. */
  claims: z.string().optional(),
  /** Texts of the facts that come with the package, by their path in its catalog; empty where the plan needs none. */
  facts: texts,
  /** What was put over the plan when it was gathered. */
  scenarios: z.array(z.string()),
  sets: z.array(z.string()),
  /** Names the values that result: 16 hex digits. */
  digest: z.string(),
  seed: z.number(),
  draws: z.number(),
  sampling: z.enum(PLAN_SAMPLINGS),
});

export type PlanBundle = Readonly<z.output<typeof planBundle>>;

/** Reads a bundle from JSON; throws where it is none. */
export const readPlanBundle = (json: string): PlanBundle => planBundle.parse(JSON.parse(json));

/** The text of one of the files; throws as reading a file that is not there does. */
export const textIn =
  (files: Readonly<Record<string, string>>) =>
  (path: string): string => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    if (text === undefined) throw new Error("it is not in this page");
    return text;
  };

/** Names of the files in a folder. */
export const namesIn =
  (files: Readonly<Record<string, string>>) =>
  (folder: string): readonly string[] =>
    Object.keys(files).flatMap((path) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []));
