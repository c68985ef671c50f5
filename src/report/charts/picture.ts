/** A chart as data: what Chart.js draws to SVG, to PNG and in a browser page alike. */
import type { ChartConfiguration } from "chart.js";

export interface Picture {
  /** Kebab-case; the name of files made of it. */
  readonly name: string;
  /** One short sentence that says what the picture shows. */
  readonly title: string;
  /** The same facts in words, for those who do not see the picture. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  /** A new configuration for every drawing, because Chart.js writes into the one it is given. */
  readonly configuration: () => ChartConfiguration;
}

export const PICTURE_SIZE = { width: 900, height: 500 } as const;
