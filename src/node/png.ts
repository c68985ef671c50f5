/** Draws a chart as PNG, twice as fine as its size in pixels, in the Inter font that comes with the package. */
import { createRequire } from "node:module";
import type { Picture } from "../report/charts/picture.ts";
import { INTER_WEIGHTS, interFile } from "./font.ts";

/** The packages that draw pixels are optional; this says how to get them. */
export class PngUnavailableError extends Error {
  override readonly name = "PngUnavailableError";

  constructor(cause: unknown) {
    super(
      [
        "PNG charts need two optional packages. Install them with:",
        "  npm pkg set overrides.canvas=npm:@napi-rs/canvas@1.0.11",
        "  npm install chartjs-node-canvas@5.0.0 @napi-rs/canvas@1.0.11",
      ].join("\n"),
      { cause },
    );
  }
}

/**
 * The pixels may differ between processors in the last bit; the SVG of the same picture does not.
 *
 * @param load finds a package by name; a test replaces it to see what happens where a package is missing
 */
export function renderPng(
  picture: Picture,
  load: (name: string) => unknown = createRequire(import.meta.url),
): Uint8Array {
  const { GlobalFonts } = loadOptional<typeof import("@napi-rs/canvas")>(load, "@napi-rs/canvas");
  const { ChartJSNodeCanvas } = loadOptional<typeof import("chartjs-node-canvas")>(load, "chartjs-node-canvas");
  registerInter(GlobalFonts);
  const { width, height } = picture;
  const canvas = new ChartJSNodeCanvas({ width, height, backgroundColour: "#ffffff" });
  const configuration = picture.configuration();
  return canvas.renderToBufferSync({ ...configuration, options: { ...configuration.options, devicePixelRatio: 2 } });
}

interface Fonts {
  readonly has: (family: string) => boolean;
  readonly registerFromPath: (path: string, family: string) => unknown;
}

/** Weights registered in this process; a second registration would only cost time. */
const registered = new Set<number>();

/** A canvas without the font draws no text and says nothing, so this does. */
function registerInter(fonts: Fonts): void {
  for (const weight of INTER_WEIGHTS) {
    if (registered.has(weight)) continue;
    const key = fonts.registerFromPath(interFile(weight), "Inter");
    if (key === null || !fonts.has("Inter")) throw new Error(`font: cannot register ${interFile(weight)} as Inter`);
    registered.add(weight);
  }
}

/** The type is that of the exact version the package manifest names. */
function loadOptional<Module>(load: (name: string) => unknown, name: string): Module {
  try {
    return load(name) as Module;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") {
      throw new PngUnavailableError(error);
    }
    throw error;
  }
}
