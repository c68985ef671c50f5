import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  ScatterController,
} from "chart.js";
import type { Picture } from "../../report/charts/picture.ts";
import { dark } from "../view/theme.ts";
import { fittedConfiguration } from "./fitted-configuration.ts";
import { localise } from "./localise.ts";
import { recolour } from "./recolour.ts";

Chart.register(
  ...[BarController, BarElement, CategoryScale, Filler, Legend, LinearScale, LineController, LineElement],
  ...[LogarithmicScale, PointElement, ScatterController],
);

/** How much larger the page's type is than a chart's own. */
export const zoom = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** A chart on a canvas that is drawn again with another picture of the same kind; it keeps what Chart.js has built. */
export class LiveChart {
  readonly #canvas: HTMLCanvasElement;
  #chart: Chart | undefined;
  #width = 0;
  #height = 0;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    const context = canvas.getContext("2d");
    if (!context) return;
    recolour(context, () => dark.value);
    localise(context);
  }

  /** @param width of the place for it, in CSS pixels */
  draw(picture: Picture, width: number): void {
    if (width < 40) return;
    const zoomed = zoom();
    this.#draw(picture, Math.floor(width / zoomed), zoomed);
    Object.assign(this.#canvas.style, { width: `${width}px`, height: `${this.#height * zoomed}px` });
  }

  #draw(picture: Picture, width: number, zoomed: number): void {
    const { configuration } = fittedConfiguration(picture, width);
    Object.assign(configuration.options ?? {}, { devicePixelRatio: devicePixelRatio * zoomed });
    const height = Math.round(Math.min(480, Math.max(300, width * 0.5)));
    const chart = this.#chart;
    if (!chart || !("type" in chart.config) || chart.config.type !== configuration.type) {
      this.destroy();
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#chart = new Chart(this.#canvas, configuration as never);
      this.#chart.resize(width, height);
    } else {
      chart.data = configuration.data;
      chart.options = configuration.options ?? {};
      // The plugins of a chart are those in the list it was made with; their lines and labels are part of the picture.
      const plugins = (chart.config as { plugins?: unknown[] }).plugins ?? [];
      plugins.splice(0, plugins.length, ...(configuration.plugins ?? []));
      if (width !== this.#width || height !== this.#height) chart.resize(width, height);
      chart.update("none");
    }
    this.#width = width;
    this.#height = height;
  }

  destroy(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
  }
}
