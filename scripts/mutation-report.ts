/** What is read of Stryker's report (mutation testing report schema, version 2). */
export interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

interface Mutant {
  readonly status: "Killed" | "Timeout" | "Survived" | "NoCoverage" | "CompileError" | "RuntimeError" | "Ignored";
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Score by file, and every survivor with its reason.
 *
 * @param reasons why no test can or should tell a mutant from the code, by `file: code → replacement`
 */
export function mutationReport(room: string, report: StrykerReport, reasons: Readonly<Record<string, string>>): string {
  const files = Object.entries(report.files).map(([file, { source, mutants }]) => ({
    file,
    found: mutants.filter(({ status }) => FOUND.has(status)).length,
    survivors: mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage"),
    source,
  }));
  const rows = files.map(({ file, found, survivors }) => scoreRow(`\`${file}\``, found, survivors.length));
  const total = scoreRow(
    "all",
    sum(files.map(({ found }) => found)),
    sum(files.map(({ survivors: { length } }) => length)),
  );
  const listed = files.flatMap(({ file, survivors, source }) =>
    survivors.map((mutant) => {
      const change = `${file}: ${textAt(source, mutant.location)} → ${oneLine(mutant.replacement ?? "")}`;
      const known = reasons[change];
      return `- line ${mutant.location.start.line} of \`${change.replaceAll("`", "'")}\`${known === undefined ? "" : `: ${known}`}`;
    }),
  );
  return `${[
    `# Mutants of \`${room}\``,
    "",
    `Written by \`npm run mutate -- ${room}\`. A mutant is found when a test fails or no longer ends.`,
    "",
    "| file | found | survived | score |",
    "| --- | ---: | ---: | ---: |",
    ...rows,
    total,
    "",
    "## Survivors",
    "",
    ...(listed.length === 0 ? ["None."] : listed),
  ].join("\n")}\n`;
}

const FOUND: ReadonlySet<string> = new Set(["Killed", "Timeout"]);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function scoreRow(name: string, found: number, survived: number): string {
  const all = found + survived;
  return `| ${name} | ${found} | ${survived} | ${all === 0 ? "" : `${((100 * found) / all).toFixed(1)} %`} |`;
}

/** The code that a mutant replaces, on one line. */
function textAt(source: string, { start, end }: Mutant["location"]): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.length - 1;
  const cut = lines.map((line, index) =>
    line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
  );
  return oneLine(cut.join(" "));
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
