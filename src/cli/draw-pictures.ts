import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Contents } from "../node/files.ts";
import { embeddedInter } from "../node/font.ts";
import { PngUnavailableError, renderPng } from "../node/png.ts";
import type { Picture } from "../report/charts/picture.ts";
import { renderSvg } from "../report/svg/render.ts";

/** Every picture as SVG, and as PNG where the optional packages are installed. */
export async function drawPictures(
  pictures: readonly Picture[],
  folder: string,
  show: (text: string) => void,
): Promise<Contents> {
  const fonts = await embeddedInter();
  const files = new Map<string, string | Uint8Array>();
  let missing: PngUnavailableError | undefined;
  for (const [index, picture] of pictures.entries()) {
    // A pause in which Ctrl-C is heard.
    await setImmediate();
    show(`drawing chart ${index + 1} of ${pictures.length}`);
    files.set(join(folder, `${picture.name}.svg`), await renderSvg(picture, fonts));
    try {
      if (!missing) files.set(join(folder, `${picture.name}.png`), renderPng(picture));
    } catch (error) {
      if (!(error instanceof PngUnavailableError)) throw error;
      missing = error;
    }
  }
  if (missing) process.stderr.write(`${missing.message}\n`);
  return files;
}
