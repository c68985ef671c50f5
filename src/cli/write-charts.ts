import { resolve } from "node:path";
import type { Picture } from "../report/charts/picture.ts";
import { writeOutput } from "./input-files.ts";
import { progressLine } from "./progress.ts";

/** `--charts DIR`: the pictures as SVG, and as PNG where the optional packages are; nothing where no folder is named. */
export async function writeCharts(folder: string | undefined, pictures: () => readonly Picture[]): Promise<void> {
  if (folder === undefined) return;
  const { drawPictures } = await import("./draw-pictures.ts");
  const progress = progressLine();
  const drawn = await drawPictures(pictures(), resolve(folder), progress.show);
  writeOutput(drawn, { within: resolve(folder) });
  progress.clear();
}
