import type { Outline } from "../../analysis/outline.ts";
import type { Fan } from "../../analysis/risk/fan.ts";
import type { Sensitivity } from "../../analysis/sensitivity/sensitivity.ts";
import type { Table } from "../table.ts";
import type { Figures } from "../tables/figure-table.ts";

/** What a section is made from. */
export interface View {
  readonly figures: Figures;
  readonly outline: Outline;
  /** Cost by month, where the plan states a volume. */
  readonly fan?: Fan;
  /** What the plan's main cost is sensitive to. */
  readonly sensitivity?: Sensitivity;
}

/** One part of a plan, for a terminal and for the report alike: the answer in a line, then its tables. */
export interface Section {
  readonly title: string;
  readonly answer: string;
  readonly tables: readonly Table[];
}
