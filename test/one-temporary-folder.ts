import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One folder for what the tests of a run leave, removed at its end; made by the first project that begins. */
export default function oneTemporaryFolder(): (() => void) | undefined {
  if (process.env.LLMPLAN_TESTS_FOLDER !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "llmplan-tests-"));
  // PostgreSQL runs as a user of its own.
  chmodSync(folder, 0o755);
  process.env.LLMPLAN_TESTS_FOLDER = folder;
  process.env.TMPDIR = folder; // processes of the tests inherit it
  return () => rmSync(folder, { recursive: true, force: true });
}
