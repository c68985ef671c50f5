/** Needs against one limit: a dot for each row on a logarithmic axis, filled where it fits, hollow where it does not. */
import { frame } from "./frame.ts";
import { logAxis } from "./log-axis.ts";
import { COLOURS } from "./look.ts";
import type { Amount } from "./need-text.ts";
import { PICTURE_SIZE, type Picture } from "./picture.ts";
import { REFERENCE_ROOM, referenceLines } from "./reference-lines.ts";
import { rowAxis } from "./row-axis.ts";
import { type SideColumn, sideColumns, sideWidth } from "./side-columns.ts";
import { UndrawableError } from "./undrawable.ts";
import { whiskers } from "./whiskers.ts";

export function needChart(spec: {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly alt: string;
  readonly axis: string;
  readonly rowsAre: string;
  readonly needs: readonly (Amount & { readonly label: string })[];
  readonly limit: { readonly value: number; readonly label: string };
  readonly columns: readonly SideColumn[];
}): Picture {
  const { needs, limit, columns } = spec;
  // A need of nothing, or one without bound, has no place on a logarithmic axis; its row says it in words.
  const shown = (value: number): boolean => value > 0 && Number.isFinite(value);
  const marked = needs.map(({ value }, row) => ({ value, row })).filter(({ value }) => shown(value));
  if (marked.length === 0) throw new UndrawableError("logarithmic axis: no need above 0");
  const intervals = needs.map(({ interval90 }) => interval90);
  const ends = intervals.flatMap((interval) => (interval ? [interval.low, interval.high].filter(shown) : []));
  const line = { ...limit, stroke: { colour: COLOURS.ink, width: 2, dash: [6, 4] } };
  return {
    name: spec.name,
    title: spec.title,
    alt: spec.alt,
    ...PICTURE_SIZE,
    configuration: () => ({
      type: "scatter",
      data: {
        datasets: [
          {
            data: marked.map(({ value, row }) => ({ x: value, y: row })),
            clip: false,
            pointRadius: 7,
            pointBorderWidth: 2.5,
            pointBorderColor: COLOURS.dark,
            pointBackgroundColor: marked.map(({ value }) => (value <= limit.value ? COLOURS.dark : COLOURS.paper)),
          },
        ],
      },
      options: {
        ...frame(spec, { top: REFERENCE_ROOM, right: sideWidth(columns) }),
        scales: {
          x: logAxis(
            spec.axis,
            [limit.value, ...marked.map(({ value }) => value), ...ends],
            1.12,
            columns.length > 2 ? NARROW_LABELS : undefined,
          ),
          y: rowAxis(
            spec.rowsAre,
            needs.map(({ label }) => label),
          ),
        },
      },
      plugins: [referenceLines([line], true), whiskers(intervals), sideColumns(columns)],
    }),
  };
}

/** Three columns of text leave room for so many labels like `100 billion` beneath the plot. */
const NARROW_LABELS = 4;
