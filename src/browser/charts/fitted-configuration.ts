/** A chart of the report in the width of a page: its words stand beside it in HTML, and what a phone has no room for goes. */
import type { ChartConfiguration, Plugin } from "chart.js";
import type { Picture } from "../../report/charts/picture.ts";

export interface Fitted {
  readonly configuration: ChartConfiguration;
  readonly subtitle: string;
}

/** Below this width in pixels, columns of text beside the plot are left to the table. */
const NARROW = 620;

export function fittedConfiguration(picture: Picture, width: number): Fitted {
  const configuration = configurationOf(picture);
  const options = configuration.options ?? {};
  const narrow = width < NARROW;
  const { title: _, subtitle, ...plugins } = options.plugins ?? {};
  const { padding } = options.layout ?? {};
  const space = typeof padding === "object" ? padding : {};
  const room = typeof subtitle?.padding === "object" ? Number(subtitle.padding?.bottom ?? 0) : 0;
  const kept = (configuration.plugins ?? []).filter(({ id }) => !(narrow && id === SIDE));
  const dropped = kept.length < (configuration.plugins ?? []).length;
  return {
    subtitle: [subtitle?.text ?? ""].flat().join(" "),
    configuration: {
      ...configuration,
      plugins: kept as Plugin[],
      options: {
        ...options,
        animation: false,
        responsive: false,
        maintainAspectRatio: false,
        layout: {
          padding: {
            left: narrow ? 2 : 8,
            right: dropped ? 14 : "right" in space ? Number(space.right ?? 8) - 8 : 8,
            top: Math.max(6, room - 4),
            bottom: 4,
          },
        },
        plugins: { ...plugins, title: { display: false }, subtitle: { display: false } },
        scales: thinned(options.scales, narrow),
      },
    },
  };
}

/** A picture's words and its drawing come from one configuration. */
function configurationOf(picture: Picture): ChartConfiguration {
  const made = known.get(picture) ?? picture.configuration();
  known.set(picture, made);
  return made;
}

const known = new WeakMap<Picture, ChartConfiguration>();

const SIDE = "sideColumns";

type Scales = NonNullable<NonNullable<ChartConfiguration["options"]>["scales"]>;

/** Labels that would touch one another are left out, evenly; narrow titles stand in two lines, or they are squeezed. */
function thinned(scales: Scales | undefined, narrow: boolean): Scales {
  const entries = Object.entries(scales ?? {}).map(([axis, scale]) => {
    if (axis !== "x" || !scale) return [axis, scale];
    const ticks = { ...scale.ticks, autoSkip: true, autoSkipPadding: 14 };
    const title = narrow && "title" in scale ? { ...scale.title, text: inLines(scale.title?.text) } : undefined;
    return [axis, { ...scale, ticks, ...(title && { title }) }];
  });
  return Object.fromEntries(entries) as Scales;
}

const inLines = (text: string | readonly (string | undefined)[] | undefined): string[] =>
  [text ?? []].flat().flatMap((line) => line?.split(/ (?=\()/) ?? []);
