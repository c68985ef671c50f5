import type { Picture } from "../charts/picture.ts";
import { SvgRecorder } from "./recorder.ts";

/**
 * Draws a chart on a recorder. Chart.js is loaded here, when the first chart is drawn, so that commands without charts
 * start quickly. Charts are drawn by our own plugins inside their configuration; no other copy of Chart.js can get involved.
 */
export async function recordPicture(picture: Picture): Promise<SvgRecorder> {
  const { BasicPlatform, Chart, registerables } = await import("chart.js");
  Chart.register(...registerables);
  const recorder = new SvgRecorder({ width: picture.width, height: picture.height, idPrefix: picture.name });
  const configuration = picture.configuration();
  const chart = new Chart(recorder, {
    ...configuration,
    platform: BasicPlatform,
    options: { ...configuration.options, animation: false, responsive: false, devicePixelRatio: 1 },
  });
  chart.destroy();
  return recorder;
}
