/** The Inter files of @fontsource/inter, the one font of every chart. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { EmbeddedFont } from "../report/svg/render.ts";

export const INTER_WEIGHTS = [400, 600] as const;

/** The scripts that Inter is cut into, the most used first. */
export const INTER_SUBSETS = [
  "latin",
  "latin-ext",
  "greek",
  "greek-ext",
  "cyrillic",
  "cyrillic-ext",
  "vietnamese",
] as const;

/** Path of the file with the letters of a weight. */
export function interFile(
  weight: 400 | 600,
  subset: (typeof INTER_SUBSETS)[number] = "latin",
  format: "woff" | "woff2" = "woff2",
): string {
  return createRequire(import.meta.url).resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.${format}`);
}

/** Both weights as data, for pictures that must look the same where Inter is not installed; adds 64 kB to each. */
export async function embeddedInter(): Promise<readonly EmbeddedFont[]> {
  return Promise.all(
    INTER_WEIGHTS.map(async (weight) => ({
      weight,
      woff2Base64: (await readFile(interFile(weight))).toString("base64"),
    })),
  );
}
