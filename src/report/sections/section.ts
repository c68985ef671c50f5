import type { VolumeCurve } from "../../analysis/break-even/volume-curves.ts";
import type { Outline } from "../../analysis/outline.ts";
import type { Fan } from "../../analysis/risk/fan.ts";
import type { Sensitivity } from "../../analysis/sensitivity/sensitivity.ts";
import type { ServingCurves } from "../../analysis/serving/curves.ts";
import type { Table } from "../table.ts";
import type { Figures } from "../tables/figure-table.ts";

/** What a section is made from. */
export interface View {
  readonly figures: Figures;
  readonly outline: Outline;
  /** What the budget allows for each conversation that is needed, where the plan states both. USD. */
  readonly conversationBudgetUsd?: number;
  /** Cost by month, where the plan states a volume. */
  readonly fan?: Fan;
  /** Cost of each option by volume, where the plan has options. */
  readonly volumeCurves?: readonly VolumeCurve[];
  /** What the plan's main cost is sensitive to. */
  readonly sensitivity?: Sensitivity;
  /** Waiting by load and GPUs, where the plan serves a model. */
  readonly serving?: ServingCurves;
}

/** One part of a plan, for a terminal and for the report alike: the answer in a line, then its tables. */
export interface Section {
  readonly title: string;
  readonly answer: string;
  readonly tables: readonly Table[];
}
