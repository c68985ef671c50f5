import type { Outline } from "../../analysis/outline.ts";
import type { Table } from "../table.ts";
import type { Figures } from "../tables/figure-table.ts";

/** What a section is made from. */
export interface View {
  readonly figures: Figures;
  readonly outline: Outline;
}

/** One part of a plan, for a terminal and for the report alike: the answer in a line, then its tables. */
export interface Section {
  readonly title: string;
  readonly answer: string;
  readonly tables: readonly Table[];
}
