import { figureAt, figureTable } from "../tables/figure-table.ts";
import { figureText } from "../tables/figure-text.ts";
import type { Section, View } from "./section.ts";

/** What the people of the project can write and review. */
export function dataSection({ figures }: View): Section {
  const text = (id: string): string => figureText(figureAt(figures, `data.${id}`));
  return {
    title: "Data",
    answer: `In ${text("dataset_days")} the team makes ${text("tokens_total")}, which is ${text("instances")}.`,
    tables: [
      figureTable({
        name: "data-yield",
        caption: "What the project's people can write and review",
        figures,
        ids: Object.keys(figures).filter((id) => id.startsWith("data.")),
      }),
    ],
  };
}
