/** Gives every bomb to every reader and writes a line of JSON for each bomb; run by the test with a small heap. */
import { BOMBS } from "./bombs.ts";
import { READERS } from "./readers.ts";

/** What became of a bomb. */
export interface Exploded {
  readonly bomb: string;
  /** Readers that did not end as they should, and why. */
  readonly failed: readonly string[];
  readonly longestMs: number;
  /** Most memory that the process has held so far. */
  readonly peakMegabytes: number;
}

for (const [bomb, make] of Object.entries(BOMBS)) {
  const text = make();
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const failed: string[] = [];
  let longestMs = 0;
  for (const { name, read } of READERS) {
    const start = performance.now();
    try {
      await read(bytes);
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? error.stack : error}`);
    }
    longestMs = Math.max(longestMs, performance.now() - start);
  }
  const exploded: Exploded = { bomb, failed, longestMs, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify(exploded)}\n`);
}
