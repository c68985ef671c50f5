import { COLOURS } from "../../report/charts/look.ts";

/** The charts' colours on a dark ground; lightness is mirrored, so that what stood out still does. */
const DARK: Readonly<Record<string, string>> = {
  [COLOURS.ink]: "#eef2f6",
  [COLOURS.quiet]: "#aab6c2",
  [COLOURS.grid]: "#2c3947",
  [COLOURS.axis]: "#8a97a5",
  [COLOURS.dark]: "#9cc9f0",
  [COLOURS.middle]: "#5aa3d6",
  [COLOURS.warm]: "#f0a35e",
  [COLOURS.pale]: "#27455f",
  [COLOURS.beyond]: "#1f2935",
  [COLOURS.paper]: "#141c25",
};

/**
 * Lets a canvas draw with other colours than it is told: charts are defined once, for paper, and a dark page shows the
 * same definition.
 *
 * @param dark asked at every stroke, so that a page that changes only draws again
 */
export function recolour(context: CanvasRenderingContext2D, dark: () => boolean): void {
  for (const name of ["fillStyle", "strokeStyle"] as const) {
    const own = Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, name);
    const { get, set } = own ?? {};
    if (!get || !set) continue;
    Object.defineProperty(context, name, {
      configurable: true,
      get: () => get.call(context),
      set: (style: unknown) => set.call(context, typeof style === "string" && dark() ? (DARK[style] ?? style) : style),
    });
  }
}
