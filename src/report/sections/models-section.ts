import type { Ranking } from "../../analysis/ratings/ranking.ts";
import { formatNumber } from "../number.ts";
import { formatPercent } from "../quantity.ts";
import { numberColumn, type Table, table, textCell, textColumn } from "../table.ts";
import { candidatesTable } from "../tables/candidates-table.ts";
import { figureAt } from "../tables/figure-table.ts";
import { ifevalTable } from "../tables/ifeval-table.ts";
import { pairsTable, rankingTable } from "../tables/ranking-table.ts";
import { ratingsTable } from "../tables/ratings-table.ts";
import type { Section, View } from "./section.ts";

/** Which base model: candidates, shortlist, ratings and the ranking with its doubt. */
export function modelsSection(view: View, ranking: Ranking): Section {
  const present = (prefix: string): boolean => Object.keys(view.figures).some((id) => id.startsWith(prefix));
  return {
    title: "Models",
    answer: answerOf(view, ranking),
    tables: [
      candidatesTable(view),
      ifevalTable(view),
      ...(present("ratings.") ? [ratingsTable(view)] : []),
      ...(ranking.models.length > 0 ? [rankingTable(view, ranking)] : []),
      ...(ranking.models.length > 1 ? [pairsTable(view, ranking)] : []),
      ...agreementTable(ranking),
    ],
  };
}

function answerOf({ figures, outline }: View, { models: [first, second, ...rest], basis }: Ranking): string {
  const labelOf = (key: string): string => outline.models.find((model) => model.key === key)?.label ?? key;
  const shortlist = `${figureAt(figures, "models.shortlist_count").value} of ${figureAt(figures, "evaluation.evaluated_count").value} models are above the threshold.`;
  if (!first) return `${shortlist} None has a value on every criterion, so none is ranked.`;
  if (!second) return `${shortlist} Only ${labelOf(first.key)} has a value on every criterion.`;
  const sure = formatPercent(first.betterThan[second.key] ?? 0, { decimals: 0 });
  const alike = first.betterIfAlike?.[second.key];
  const range = alike === undefined ? sure : `${sure} to ${formatPercent(alike, { decimals: 0 })}`;
  const topTwo = formatPercent(first.bestProbability + second.bestProbability, { decimals: 0 });
  const pair = rest.length > 0 ? ` One of these two is the best of all with ${topTwo}.` : "";
  const known = basis === "totals" ? "; only totals of the ratings are known" : "";
  return `${shortlist} ${labelOf(first.key)} ranks first, before ${labelOf(second.key)}; that it is really the better has a probability of ${range}${known}.${pair}`;
}

function agreementTable({ agreement }: Ranking): readonly Table[] {
  const kinds = [
    { what: "Points of answers (RK, UQR)", of: agreement?.questions },
    { what: "Survey questions before the role broke (CRI)", of: agreement?.surveys },
  ];
  const told = kinds.flatMap(({ what, of }) => (of ? [{ what, of }] : []));
  if (told.length === 0) return [];
  const count = (key: string, label: string) => numberColumn({ key, label, unit: "", digits: { decimals: 0 } });
  return [
    table({
      name: "agreement",
      caption: "Agreement between raters",
      columns: [
        textColumn("what", "Ratings"),
        textColumn("alpha", "Krippendorff's alpha"),
        count("raters", "Raters"),
        count("items", "Rated by several"),
      ],
      rows: told.map(({ what, of }) => ({
        what: textCell(what),
        alpha: textCell(alphaText(of)),
        raters: { kind: "number", value: of.raters },
        items: { kind: "number", value: of.items },
      })),
      footnotes: [
        "1 is full agreement, 0 what chance gives. Krippendorff asks for 0.8, and for 0.667 where tentative conclusions are enough. Interval level.",
      ],
    }),
  ];
}

type Agreement = NonNullable<NonNullable<Ranking["agreement"]>["questions"]>;

const alphaText = ({ alpha, items }: Agreement): string =>
  items === 0
    ? "unknown: nothing was rated twice"
    : alpha === null
      ? "unknown: all ratings are the same"
      : formatNumber(alpha, { decimals: 2 });
