import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { CellEvent } from "../notebook-runtime.ts";
import { moduleText } from "./module-text.ts";
import { type Notebook, type Output, withOutputs } from "./notebook.ts";

/** A cell that threw; the message names it. */
export class CellError extends Error {}

/**
 * Runs a notebook from the top in a Node of its own and returns it with fresh outputs. The module stands beside the
 * notebook while it runs, so that relative imports mean what they mean in Jupyter.
 */
export function execute(path: string, notebook: Notebook): Notebook {
  const module = join(resolve(dirname(path)), `.${basename(path, ".ipynb")}.${randomBytes(4).toString("hex")}.mts`);
  writeFileSync(module, moduleText(notebook, fileURLToPath(RUNTIME)));
  try {
    const { status, output, stderr, error } = spawnSync(process.execPath, ["--import", TSX, module], {
      cwd: dirname(path),
      env: { ...process.env, NO_COLOR: "1", NODE_DISABLE_COLORS: "1", FORCE_COLOR: undefined, TZ: "UTC" },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: LONGEST_MS,
    });
    const events = (output?.[3] ?? "")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as CellEvent);
    if (status !== 0 || error) {
      const reason = (error?.message ?? stderr.trim()).replaceAll(module, basename(path));
      throw new CellError(`${path} does not run to its end:\n${reason}`);
    }
    return withOutputs(notebook, (cell, count) =>
      outputsOf(
        events.filter((event) => event.cell === cell),
        count,
      ),
    );
  } finally {
    rmSync(module, { force: true });
  }
}

const RUNTIME = new URL("../notebook-runtime.ts", import.meta.url);
const TSX = import.meta.resolve("tsx");
const LONGEST_MS = 120_000;

/** What was printed in one go is one stream, as a kernel gives it. */
function outputsOf(events: readonly CellEvent[], count: number): readonly Output[] {
  const outputs: Output[] = [];
  for (const event of events) {
    if (event.kind === "shown") {
      const data = Object.fromEntries(Object.entries(event.data).map(([type, content]) => [type, multiline(content)]));
      outputs.push({ data, execution_count: count, metadata: {}, output_type: "execute_result" });
      continue;
    }
    const last = outputs.at(-1);
    const joined = last?.output_type === "stream" && last.name === event.stream ? outputs.pop() : undefined;
    const before = joined?.output_type === "stream" ? joined.text.join("") : "";
    outputs.push({ name: event.stream, output_type: "stream", text: linesOf(before + event.text) });
  }
  return outputs;
}

const multiline = (content: unknown): unknown => (typeof content === "string" ? linesOf(content) : content);

/** Lines with their breaks, as Jupyter saves text. */
const linesOf = (text: string): readonly string[] => text.split(/(?<=\n)/).filter((line) => line !== "");
