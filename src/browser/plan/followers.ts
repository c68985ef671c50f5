import { optionShares } from "../../analysis/break-even/option-shares.ts";
import { curveRange, volumeCurves } from "../../analysis/break-even/volume-curves.ts";
import { ancestorsOf, compile } from "../../analysis/evaluate.ts";
import type { Node, Quantity } from "../../analysis/node.ts";
import type { ResultFigure } from "../../analysis/result.ts";
import { roughBand } from "../../analysis/risk/fan.ts";
import { riskOf } from "../../analysis/risk/risk-figures.ts";
import type { Sensitivity } from "../../analysis/sensitivity/sensitivity.ts";
import type { ServingCurves } from "../../analysis/serving/curves.ts";
import { planServingCurves, servingCaseOf } from "../../analysis/serving/plan-curves.ts";
import type { ServingCase } from "../../analysis/sheets/planned-serving.ts";
import { type Answer, FEW_DRAWS } from "./answer.ts";
import { sheetWith } from "./changed-sheet.ts";
import type { Follower } from "./follower.ts";
import { mainFigure, quickSensitivity } from "./main-figure.ts";
import type { OpenPlan } from "./open-plan.ts";
import type { RoughSheet } from "./rough-sheet.ts";

const OF_SHEET: readonly Follower[] = ["fan", "volumeCurves", "sensitivity"];

/** What follows a slider besides figures and the conversation's curves: of a few draws, without what takes long. */
export interface Followers {
  readonly exact: boolean;
  readonly waiting: ReadonlySet<Follower>;
  readonly at: (
    value: number,
    figures: Readonly<Record<string, ResultFigure>>,
    watched: ReadonlySet<Follower>,
    before: Sensitivity | undefined,
  ) => Followed;
}

export interface Followed extends Partial<Omit<Answer, "serving">> {
  readonly sensitivity?: Sensitivity;
  /** Undefined where the service no longer keeps its promise; absent where it does not move. */
  readonly serving?: ServingCurves | undefined;
}

export function followersOf(open: OpenPlan, leaf: Quantity, rough: RoughSheet | undefined): Followers {
  const sheet = rough?.sheet ?? open.sheet;
  const present = sheet.nodes.get(leaf.id) ?? leaf;
  const { planCost, options = { options: [] } } = sheet;
  const moves = (nodes: readonly (Node | undefined)[]): boolean =>
    ancestorsOf(nodes.filter((node) => node !== undefined)).includes(present);
  const moving = new Set<Follower>([
    ...(moves([sheet.conversationModel]) ? (["curves"] as const) : []),
    ...(moves([planCost]) ? (["fan"] as const) : []),
    ...(moves([mainFigure(sheet)]) ? (["sensitivity"] as const) : []),
    ...(moves(options.options.map(({ line }) => line)) ? (["volumeCurves"] as const) : []),
  ]);
  const served = servingAt(open, leaf);
  // A simulation for each drawn plan takes longer than a frame.
  const waiting = new Set(rough && !rough.curves ? moving : []);
  if (moving.has("sensitivity")) waiting.add("variance");
  // A limit may be on what all drawn plans together say.
  const limited = open.loaded.policies.some(({ figure }) => !sheet.nodes.has(figure));
  return {
    exact: !moving.has("fan") || (planCost !== undefined && !open.plan.volume),
    waiting,
    at(value, figures, watched, before) {
      const follows = (name: Follower): boolean =>
        (watched.has(name) || (limited && name === "fan")) && moving.has(name) && !waiting.has(name);
      const now = OF_SHEET.some(follows) ? sheetWith(sheet, leaf, value) : sheet;
      const risk = follows("fan") && now.planCost ? riskOf(now.planCost, open.drawn(FEW_DRAWS), roughBand) : undefined;
      const sensitivity = follows("sensitivity") ? quickSensitivity(now, before) : undefined;
      return {
        figures: { ...optionShares(figures, options.options), ...risk?.figures },
        ...(risk?.fan && { fan: risk.fan }),
        ...(sensitivity && { sensitivity }),
        ...(follows("volumeCurves") &&
          now.options && { volumeCurves: volumeCurves(now.options, open.drawn(FEW_DRAWS), curveRange(figures)) }),
        ...(watched.has("serving") && served ? { serving: served(value, figures) } : {}),
      };
    },
  };
}

/** Curves of the service; undefined where the assumption does not move it. */
function servingAt({ plan, sheet }: OpenPlan, leaf: Quantity) {
  const planned = servingCaseOf(sheet);
  const promised = plan.serving?.ttft_p95;
  const moves = ancestorsOf(sheet.printed.filter(({ id }) => id.startsWith("serving."))).includes(leaf);
  if (!planned || !promised || !moves) return undefined;
  const run = compile([planned], [leaf]);
  return (value: number, figures: Answer["figures"]): ServingCurves | undefined =>
    planServingCurves(run([value])[0] as ServingCase, leaf.id === promised.id ? value : promised.value, figures);
}
