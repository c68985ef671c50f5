import ts from "typescript";
import { type Notebook, sourceOf } from "./notebook.ts";

/**
 * A notebook's code cells as one module: each cell says which it is, and shows its last line where that is an expression
 * without a semicolon, as a kernel does. Imports may stand in any cell.
 *
 * @param runtime path of the module with `startCell` and `show`
 */
export function moduleText(notebook: Notebook, runtime: string): string {
  const cells = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" ? [`__startCell(${index});\n${shown(sourceOf(cell))}\n`] : [],
  );
  return [`import { show as __show, startCell as __startCell } from ${JSON.stringify(runtime)};\n`, ...cells].join("");
}

function shown(code: string): string {
  const { statements } = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ESNext, true);
  const last = statements.at(-1);
  if (!last || !ts.isExpressionStatement(last)) return code;
  const expression = code.slice(last.getStart(), last.getEnd());
  return expression.endsWith(";") ? code : `${code.slice(0, last.getStart())}await __show(${expression});`;
}
