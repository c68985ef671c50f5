import { cellsOf, cellText, headText } from "../../report/cell-text.ts";
import type { Cell, Column, Table } from "../../report/table.ts";
import { localNumbers } from "./locale.ts";

/** A table of the report. Text of the plan becomes text of the page and nothing else. */
export function DataTable({ table, hideCaption = false }: { readonly table: Table; readonly hideCaption?: boolean }) {
  return (
    <div class="table-frame">
      {table.caption === "" || hideCaption ? null : <p class="caption">{localNumbers(table.caption)}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the keyboard too */}
      <section class="scroll" tabIndex={0} aria-label={table.caption || table.name}>
        <table class="data" data-table={table.name} aria-label={table.caption}>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.key} scope="col" class={column.alignment}>
                  {headText(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={table.rowKeys?.[index] ?? index} data-row={table.rowKeys?.[index]}>
                {cellsOf(table, row).map(({ column, cell }, position) => (
                  <DataCell key={column.key} column={column} cell={cell} heads={position === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Notes table={table} />
    </div>
  );
}

function DataCell(props: { readonly column: Column; readonly cell: Cell; readonly heads: boolean }) {
  const { column, cell, heads } = props;
  const text = cellText(cell, column);
  const content = (
    <>
      {cell.kind === "text" ? text : localNumbers(text)}
      {cell.marks && cell.marks.length > 0 ? <sup>{cell.marks.join(", ")}</sup> : null}
    </>
  );
  if (heads)
    return (
      <th scope="row" class={column.alignment}>
        {content}
      </th>
    );
  return (
    <td class={column.alignment} data-column={column.key}>
      {content}
    </td>
  );
}

function Notes({ table: { footnotes, notes = [] } }: { readonly table: Table }) {
  if (footnotes.length + notes.length === 0) return null;
  return (
    <div class="notes">
      {notes.map(({ mark, text }) => (
        <p key={mark}>
          <sup>{mark}</sup> {text}
        </p>
      ))}
      {footnotes.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}
