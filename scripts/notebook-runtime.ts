/** What a notebook's module needs while it runs: prints and shown values go, with the number of their cell, to file 3. */
import { writeSync } from "node:fs";
import { format, inspect } from "node:util";

/** What a cell did, one JSON object a line. */
export type CellEvent =
  | { readonly cell: number; readonly kind: "printed"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly cell: number; readonly kind: "shown"; readonly data: Readonly<Record<string, unknown>> };

let current = 0;

export function startCell(index: number): void {
  current = index;
}

/** Shows a value as a kernel does: by its own `Jupyter.display`, else as text; nothing where there is none. */
export async function show(value: unknown): Promise<void> {
  const settled = await value;
  if (settled === undefined) return;
  tell({ cell: current, kind: "shown", data: hasDisplay(settled) ? await settled[DISPLAY]() : plain(settled) });
}

const DISPLAY = Symbol.for("Jupyter.display");

interface Displayed {
  [DISPLAY](): Promise<Readonly<Record<string, unknown>>> | Readonly<Record<string, unknown>>;
}

const hasDisplay = (value: unknown): value is Displayed =>
  typeof value === "object" && value !== null && typeof Reflect.get(value, DISPLAY) === "function";

const plain = (value: unknown) => ({ "text/plain": inspect(value, { depth: 4 }) });

const print =
  (stream: "stdout" | "stderr") =>
  (...values: readonly unknown[]): void =>
    tell({ cell: current, kind: "printed", stream, text: `${format(...values)}\n` });

function tell(event: CellEvent): void {
  const line = Buffer.from(`${JSON.stringify(event)}\n`);
  for (let start = 0; start < line.length; ) start += writeSync(3, line, start);
}

globalThis.console = Object.assign(Object.create(globalThis.console), {
  log: print("stdout"),
  info: print("stdout"),
  debug: print("stdout"),
  warn: print("stderr"),
  error: print("stderr"),
});
