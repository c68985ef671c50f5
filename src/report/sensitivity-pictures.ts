import type { Sensitivity } from "../analysis/sensitivity/sensitivity.ts";
import { movingBars } from "../analysis/sensitivity/tornado.ts";
import type { Picture } from "./charts/picture.ts";
import { tornadoChart } from "./charts/tornado.ts";
import { varianceSharesChart } from "./charts/variance-shares.ts";

/** The tornado of a figure, and the shares of its variance where its inputs have spread; none where nothing moves it. */
export function sensitivityPictures({ label, unit, tornado, variance }: Sensitivity): readonly Picture[] {
  // A bar without end cannot be drawn; the table has it.
  const moving = movingBars(tornado).filter(({ swing }) => Number.isFinite(swing));
  if (moving.length === 0) return [];
  return [
    tornadoChart({ label, unit, ...tornado, bars: moving }),
    ...(variance && variance.variance > 0 ? [varianceSharesChart({ label, factors: variance.factors })] : []),
  ];
}
