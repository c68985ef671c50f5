/** How notebooks show our tables and pictures: in the forms that Jupyter asks a value for (`Jupyter.display`). */
import type { Picture } from "../src/report/charts/picture.ts";
import { markdownTable } from "../src/report/markdown.ts";
import { renderSvg } from "../src/report/svg/render.ts";
import type { Table } from "../src/report/table.ts";
import { terminalTable } from "../src/report/terminal.ts";

const DISPLAY = Symbol.for("Jupyter.display");

export const showTable = (table: Table) => ({
  [DISPLAY]: () => ({
    "text/markdown": markdownTable(table),
    "text/plain": terminalTable(table, { colour: false, width: 120 }),
  }),
});

export const showPicture = (picture: Picture) => ({
  [DISPLAY]: async () => ({ "image/svg+xml": await renderSvg(picture), "text/plain": picture.alt }),
});
