import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";

/** Removes the run's temporary folder (see `vitest.config.ts`), with whatever tests have left there. */
export default function oneTemporaryFolder({ config }: TestProject): () => void {
  return () => rmSync(config.env.TMPDIR ?? "", { recursive: true, force: true });
}
