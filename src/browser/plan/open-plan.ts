import { ReferenceFault } from "../../analysis/combination.ts";
import { type Outline, outlineOf } from "../../analysis/outline.ts";
import type { Plan } from "../../analysis/plan/plan.ts";
import type { DrawPlan } from "../../analysis/plan-draws.ts";
import { sheetDraws } from "../../analysis/sheet-draws.ts";
import { planEngine } from "../../analysis/sheets/plan-engine.ts";
import { planSheet, type Sheet } from "../../analysis/sheets/plan-sheet.ts";
import { type LoadedPlan, loadPlan } from "../../assumptions/load-plan.ts";
import { parseYaml } from "../../assumptions/parse-yaml.ts";
import { namesIn, type PlanBundle, pricesIn, textIn } from "../../assumptions/plan-bundle.ts";
import { planFile } from "../../assumptions/plan-file.ts";
import type { ParseFile } from "../../assumptions/plan-reader.ts";
import { readFacts } from "../../assumptions/read-facts.ts";
import { referenceError } from "../../assumptions/reference-problem.ts";
import { trainingCatalogFile, trainingCatalogOf } from "../../assumptions/training-catalog.ts";
import { simulatorFor } from "../../kernel/simulator.ts";
import { type PlanState, settingsOf } from "./plan-state.ts";
import { type RoughSheet, roughSheet } from "./rough-sheet.ts";

/** A plan with a state put over it, ready to be computed. */
export interface OpenPlan {
  readonly plan: Plan;
  readonly sheet: Sheet;
  readonly outline: Outline;
  readonly loaded: Omit<LoadedPlan<typeof planFile>, "leaves">;
  /** How plans are drawn: as the command draws them, or only so many of the first. */
  readonly drawn: (draws?: number) => DrawPlan;
  /** What answers at once in its place where the plan's own sheet is slow. */
  readonly rough: () => RoughSheet | undefined;
}

export interface OpenOptions {
  /** Conversations simulated under a policy; as many as the command takes where absent. */
  readonly conversations?: number;
}

/**
 * Opens states of one bundle. Everything is read, merged and checked by what the command uses.
 *
 * @returns a function that throws InputError with everything that is wrong
 */
export function planOpener(bundle: PlanBundle): (state: PlanState, options?: OpenOptions) => OpenPlan {
  const facts = factsOf(bundle);
  const parse = rememberedParse();
  return (state, { conversations } = {}) => {
    const { leaves, ...loaded } = loadPlan({
      read: textIn(bundle.files),
      parse,
      list: namesIn(bundle.files),
      path: bundle.path,
      scenarios: state.scenarios,
      sets: [...bundle.sets, ...settingsOf(state)],
      schema: planFile,
      priceBook: () => pricesIn(bundle),
    });
    return opened(bundle, facts.complete(leaves), loaded, conversations);
  };
}

function opened(
  bundle: PlanBundle,
  plan: Plan,
  loaded: OpenPlan["loaded"],
  conversations: number | undefined,
): OpenPlan {
  const sheet = sheetOf(plan, loaded, bundle.seed, conversations);
  let rough: { readonly found: RoughSheet | undefined } | undefined;
  return {
    plan,
    sheet,
    outline: outlineOf(plan),
    loaded,
    drawn: (draws = bundle.draws) => sheetDraws(sheet, { seed: bundle.seed, draws, sampling: bundle.sampling }),
    rough() {
      rough ??= { found: roughSheet(plan, sheet, bundle.seed) };
      return rough.found;
    },
  };
}

/** The files of a page never change: each is parsed once, which is most of the work of opening a state. */
function rememberedParse(): ParseFile {
  const known = new Map<string, ReturnType<ParseFile>>();
  return (source) => {
    const parsed = known.get(source.file) ?? parseYaml(source);
    known.set(source.file, parsed);
    return parsed;
  };
}

/** The facts that come with the package are read once: no change of an assumption touches them. */
function factsOf({ facts, serving }: PlanBundle): { readonly complete: (plan: Plan) => Plan } {
  const served = (plan: Plan): Plan => (plan.serving && serving ? { ...plan, serving_catalog: serving } : plan);
  if (Object.keys(facts).length === 0) return { complete: served };
  const catalog = trainingCatalogOf(readFacts(textIn(facts), "training.yaml", trainingCatalogFile));
  return { complete: (plan) => served(plan.training ? { ...plan, training_catalog: catalog } : plan) };
}

function sheetOf(plan: Plan, loaded: OpenPlan["loaded"], seed: number, conversations: number | undefined): Sheet {
  try {
    return planSheet(plan, planEngine(plan, seed, simulatorFor, conversations));
  } catch (error) {
    throw error instanceof ReferenceFault ? referenceError(error, loaded.placeOf) : error;
  }
}
