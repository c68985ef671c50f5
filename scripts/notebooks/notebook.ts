/** The parts of a Jupyter notebook (nbformat 4.5) that running it reads and writes; the rest is kept as it is. */

export interface Notebook {
  readonly cells: readonly Cell[];
  readonly [key: string]: unknown;
}

export interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly [key: string]: unknown;
}

export type Output =
  | { readonly name: "stdout" | "stderr"; readonly output_type: "stream"; readonly text: readonly string[] }
  | {
      readonly data: Readonly<Record<string, unknown>>;
      readonly execution_count: number;
      readonly metadata: Readonly<Record<string, never>>;
      readonly output_type: "execute_result";
    };

/** @throws Error that says what is wrong with the file */
export function parseNotebook(text: string): Notebook {
  const parsed: unknown = JSON.parse(text);
  if (!isMap(parsed) || parsed.nbformat !== 4 || !Array.isArray(parsed.cells))
    throw new Error("no notebook of nbformat 4");
  for (const [index, cell] of parsed.cells.entries())
    if (!isMap(cell) || typeof cell.cell_type !== "string" || !isSource(cell.source))
      throw new Error(`cell ${index + 1} has no type or source`);
  // Held to the two fields that are read, just above.
  return parsed as unknown as Notebook;
}

/** As Jupyter saves it: one space of indent, one line break at the end. */
export const notebookText = (notebook: Notebook): string => `${JSON.stringify(notebook, null, 1)}\n`;

export const sourceOf = ({ source }: Cell): string => (typeof source === "string" ? source : source.join(""));

/** The notebook with what its code cells put out, numbered in their order. */
export function withOutputs(
  notebook: Notebook,
  outputsOf: (cell: number, count: number) => readonly Output[],
): Notebook {
  let count = 0;
  const cells = notebook.cells.map((cell, index) => {
    if (cell.cell_type !== "code") return cell;
    count++;
    return { ...cell, execution_count: count, outputs: outputsOf(index, count) };
  });
  return { ...notebook, cells };
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSource = (source: unknown): boolean =>
  typeof source === "string" || (Array.isArray(source) && source.every((line) => typeof line === "string"));
