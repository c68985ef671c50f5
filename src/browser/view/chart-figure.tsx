import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Picture } from "../../report/charts/picture.ts";
import { fittedConfiguration } from "../charts/fitted-configuration.ts";
import { LiveChart, zoom } from "../charts/live-chart.ts";
import { locale, localNumbers } from "./locale.ts";
import { dark } from "./theme.ts";

/**
 * A chart with its words: what it shows as a heading, the same facts for those who do not see it, and its numbers as a
 * table behind it.
 */
export function ChartFigure({
  picture,
  waiting = false,
  children,
}: {
  readonly picture: Picture;
  /** Whether it shows what was before the last change, and is being computed. */
  readonly waiting?: boolean;
  readonly children?: ComponentChildren;
}) {
  const id = useId();
  const { subtitle } = fittedConfiguration(picture, 900);
  return (
    <figure
      class={waiting ? "chart waiting" : "chart"}
      data-chart={picture.name}
      aria-busy={waiting}
      aria-labelledby={`${id}-title`}
    >
      <figcaption>
        <h3 id={`${id}-title`}>{localNumbers(picture.title)}</h3>
        <p class="quiet">{localNumbers(subtitle)}</p>
        {waiting ? <p class="badge">As before your change; being computed…</p> : null}
      </figcaption>
      <Canvas picture={picture} />
      {children ? (
        <details>
          <summary>The numbers as a table</summary>
          {children}
        </details>
      ) : null}
    </figure>
  );
}

/** Charts with labels beside their marks cannot be narrower; on a phone they are pushed to the side. */
const LEAST_WIDTH: Readonly<Record<string, number>> = {
  "reference-runs": 760,
  "training-estimates": 520,
  "cost-by-volume": 520,
  "serving-load": 520,
};

function Canvas({ picture }: { readonly picture: Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<LiveChart | undefined>(undefined);
  const seen = useRef(true);
  const stale = useRef<(() => void) | undefined>(undefined);
  const place = useWidth(frame);
  const least = (LEAST_WIDTH[picture.name] ?? 0) * zoom();
  const wide = place > 0 && place < least;
  const width = wide ? least : place;
  const isDark = dark.value;
  const language = locale.value;

  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => {
      seen.current = entry?.isIntersecting ?? true;
      if (seen.current) stale.current?.();
    });
    if (frame.current) watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => () => chart.current?.destroy(), []);

  // Another ground, or other marks in numbers, need the same picture drawn again.
  useLayoutEffect(() => {
    if (!canvas.current || width === 0) return;
    const live = chart.current ?? new LiveChart(canvas.current);
    chart.current = live;
    const draw = (): void => {
      stale.current = undefined;
      live.draw(picture, width);
    };
    // What is out of sight waits until it is scrolled to, so that a slider moves what is seen.
    if (seen.current) draw();
    else stale.current = draw;
  }, [picture, width, isDark, language]);

  useEffect(() => {
    const draw = (): void => stale.current?.();
    addEventListener("beforeprint", draw);
    return () => removeEventListener("beforeprint", draw);
  }, []);
  return (
    <div
      class="canvas-frame"
      ref={frame}
      {...(wide && { tabIndex: 0, role: "group", "aria-label": localNumbers(picture.title) })}
    >
      <canvas ref={canvas} role="img" aria-label={localNumbers(picture.alt)} />
    </div>
  );
}

/** Width of an element's inside in whole pixels, as it changes. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    setWidth(Math.floor(box.clientWidth));
    const watch = new ResizeObserver(() => setWidth(Math.floor(box.clientWidth)));
    watch.observe(box);
    return () => watch.disconnect();
  }, [element]);
  return width;
}
