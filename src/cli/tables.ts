import { join } from "node:path";
import { writeWhole } from "../node/files.ts";
import { csvTable } from "../report/csv.ts";
import { TABLE_NAMES } from "../report/deliverable/deliverable-tables.ts";
import { digitsAt } from "../report/deliverable/shown-cell.ts";
import { htmlPage } from "../report/formats/html.ts";
import { latexTable } from "../report/formats/latex.ts";
import { latexFigures } from "../report/formats/latex-figures.ts";
import { markdownTable } from "../report/markdown.ts";
import { counted } from "../report/quantity.ts";
import { inlineFigure } from "../report/regions/figure-text.ts";
import type { Table } from "../report/table.ts";
import { terminalTable } from "../report/terminal.ts";
import { documentFacts, type PlanFacts } from "./document-facts.ts";
import { EXIT, UsageError } from "./exit.ts";
import { writeOutput } from "./input-files.ts";
import { jsonResult } from "./json-result.ts";
import type { PlanOptions } from "./options.ts";
import { printVerbatim, printWarnings, terminalFor } from "./print.ts";
import { factsByScenario, type RefreshedDocument, refreshDocuments } from "./refresh-documents.ts";
import type { TableFormat } from "./table-formats.ts";

export interface TablesOptions extends PlanOptions {
  readonly into?: readonly string[];
  readonly check?: boolean;
  readonly format?: TableFormat;
}

/** `llmplan tables`: the tables of the deliverable, on the terminal, as files, or into the regions of documents. */
export async function tablesCommand(named: string | undefined, options: TablesOptions): Promise<void> {
  const { into, check, format, out } = options;
  if (into && (format !== undefined || out !== undefined))
    throw new UsageError("--into rewrites documents where they are; it takes neither --format nor --out");
  if (check && !into) throw new UsageError("--check looks at documents: say which with --into FILE...");
  if (into) return tablesInto(named, into, options);
  if (format !== undefined && (out === undefined || out === "-"))
    throw new UsageError(`--format ${format} writes files: say where with --out DIR`);
  if (out !== undefined && format === undefined) throw new UsageError(`--out writes files: say in which --format`);
  const facts = documentFacts(named, options);
  if (facts.deliverable.length === 0)
    throw new UsageError(`the plan has no rows for any of the tables ${TABLE_NAMES.join(", ")}`);
  if (format !== undefined && out !== undefined) await writeTables(facts, format, out);
  if (options.json) process.stdout.write(jsonResult("tables", facts.computed, options));
  else if (format === undefined) {
    const tables = facts.deliverable.map(({ number, table }) =>
      terminalTable({ ...table, caption: `Table ${number}, ${table.name}. ${table.caption}` }, terminalFor(undefined)),
    );
    process.stdout.write(tables.join("\n"));
  }
  printWarnings(facts.computed.warnings);
}

async function writeTables(facts: PlanFacts, format: TableFormat, out: string): Promise<void> {
  const contents = await contentsOf(facts, format);
  writeOutput(new Map([...contents].map(([name, content]) => [join(out, name), content])), { within: out });
  for (const name of contents.keys()) process.stderr.write(`${join(out, name)}\n`);
}

async function contentsOf(facts: PlanFacts, format: TableFormat): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const { deliverable } = facts;
  const each = (write: (table: Table) => string) =>
    new Map(deliverable.map(({ table }) => [`${table.name}.${format}`, write(table)]));
  switch (format) {
    case "md":
      return each(markdownTable);
    case "csv":
      return each(csvTable);
    case "html":
      return each(htmlPage);
    case "tex":
      return new Map([...each(latexTable), ["figures.tex", latexFigures(figureTexts(facts))]]);
    case "docx": {
      const { docxTables } = await import("../report/formats/docx.ts");
      return new Map([["tables.docx", await docxTables(deliverable, facts.computed.read.title)]]);
    }
    case "xlsx": {
      const { xlsxTables } = await import("../report/formats/xlsx.ts");
      return new Map([["tables.xlsx", await xlsxTables(deliverable, facts.view)]]);
    }
  }
}

/** Every figure as it stands in a sentence. */
function figureTexts({ view }: PlanFacts): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(view.figures).map(([id, figure]) => {
      const digits = typeof figure.value === "number" ? digitsAt(view, id, figure) : { atMost: 4 };
      return [id, inlineFigure(figure, { digits, unit: false, scale: "auto", show: "value" }) ?? ""];
    }),
  );
}

/** Brings documents up to date, or says how they are not. All are worked out before the first is written. */
async function tablesInto(named: string | undefined, files: readonly string[], options: TablesOptions): Promise<void> {
  const facts = factsByScenario(named, options);
  const documents = refreshDocuments(files, facts);
  const changed = documents.filter(({ stale }) => stale.length > 0);
  if (!options.check) {
    const edited = new Map(changed.map(({ target, before }) => [target, before]));
    writeWhole(new Map(changed.map(({ target, after }) => [target, after])), { edited });
  }
  if (options.json)
    process.stdout.write(jsonResult("tables", facts([]).computed, options, { documents: documents.map(listed) }));
  else if (options.check) {
    const { difference } = await import("../report/regions/difference.ts");
    for (const document of changed) printVerbatim(difference(document));
  }
  for (const { file, regions, stale } of documents) {
    const found = `${file}: ${counted(regions.length, "regions")}, ${stale.length} ${options.check ? "stale" : "rewritten"}`;
    const lines = stale.map(({ line, marker }) => `\n  line ${line}: ${marker.kind} ${marker.name}`);
    process.stderr.write(`${found}${lines.join("")}\n`);
  }
  if (options.check && changed.length > 0) process.exitCode = EXIT.failed;
}

const listed = ({ file, regions, stale }: RefreshedDocument) => ({
  file,
  regions: regions.length,
  stale: stale.map(({ line, marker }) => ({ line, kind: marker.kind, name: marker.name })),
});
