import type { Sensitivity } from "../analysis/sensitivity/sensitivity.ts";
import { movingBars } from "../analysis/sensitivity/tornado.ts";
import type { Picture } from "./charts/picture.ts";
import { tornadoChart } from "./charts/tornado.ts";
import { varianceSharesChart } from "./charts/variance-shares.ts";

/** The tornado of a figure, and the shares of its variance where its inputs have spread; none where nothing moves it. */
export function sensitivityPictures({ label, unit, tornado, variance }: Sensitivity): readonly Picture[] {
  const moving = movingBars(tornado);
  if (moving.length === 0) return [];
  return [
    tornadoChart({ label, unit, ...tornado, bars: moving }),
    ...(variance && variance.variance > 0 ? [varianceSharesChart({ label, factors: variance.factors })] : []),
  ];
}
