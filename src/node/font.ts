/** The Inter files of @fontsource/inter, the one font of every chart. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { EmbeddedFont } from "../report/svg/render.ts";

export const INTER_WEIGHTS = [400, 600] as const;

/** Path of the woff2 file with the Latin letters of a weight. */
export function interFile(weight: 400 | 600): string {
  return createRequire(import.meta.url).resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);
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
