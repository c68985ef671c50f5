/** The few words of a CSS font that a chart sets: `600 17px Inter`, `normal 400 12px/1.2 Inter`. */
export interface CssFont {
  readonly sizePx: number;
  readonly weight: FontWeight;
}

/** The weights whose widths we know. */
export type FontWeight = 400 | 600;

export function parseFont(css: string): CssFont {
  const size = /(\d+(?:\.\d+)?)px/.exec(css)?.[1];
  if (size === undefined) throw new RangeError(`font: "${css}", expected a size in px`);
  const heavy = /\b(?:bold|bolder|[6-9]00)\b/.test(css.slice(0, css.indexOf("px")));
  return { sizePx: Number(size), weight: heavy ? 600 : 400 };
}
