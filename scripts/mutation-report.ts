import { NOT_SAMPLED, sampled } from "./mutation-sample.ts";

/** What is read of Stryker's report (mutation testing report schema, version 2). */
export interface StrykerReport {
  readonly files: Readonly<Record<string, Tried>>;
}

interface Tried {
  readonly source: string;
  readonly mutants: readonly Mutant[];
}

interface Mutant {
  readonly statusReason?: string;
  readonly status: "Killed" | "Timeout" | "Survived" | "NoCoverage" | "CompileError" | "RuntimeError" | "Ignored";
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** Whether a test failed or no longer ended. */
export const isFound = ({ status }: Mutant): boolean => status === "Killed" || status === "Timeout";

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Why no test can or should tell some mutants from the code, each written as `file: code → replacement`. */
export interface Reason {
  readonly reason: string;
  readonly mutants: readonly string[];
}

/**
 * Score by file, and every survivor with its reason.
 *
 * @param files all files of the room, those not tried too
 * @param notes what was left out and why, a sentence each
 * @param sampleEvery so many of the mutants that no test comes to count, one each: the others were left out at random too
 */
export function mutationReport(
  room: string,
  files: readonly string[],
  report: StrykerReport,
  reasons: readonly Reason[],
  notes: readonly string[],
  sampleEvery: number,
): string {
  const tried = files.flatMap((file) => {
    const found = report.files[file];
    return found ? [scored(file, inSample(file, found, sampleEvery), reasonOf(reasons))] : [];
  });
  const untried = files.filter((file) => report.files[file] === undefined);
  const survivors = tried.filter((file) => file.survivors.length > 0);
  const explained = sum(tried.map(({ survivors: list }) => list.filter(({ reason }) => reason !== undefined).length));
  const found = sum(tried.map((file) => file.found));
  const survived = sum(tried.map((file) => file.survivors.length));
  const unsampled = sum(tried.map((file) => file.unsampled));
  return `${[
    `# Mutants of \`${room}\``,
    "",
    `Written by \`npm run mutate -- ${room}\`. A mutant is one small change of the code; it is found when a test fails or no`,
    "longer ends. The survivors are listed with the reason why no test tells them from the code, where one is known.",
    "",
    `**${percent(found, survived)} found**: ${found} of ${found + survived}. Of the ${survived} others ${explained} have a reason that a test cannot or should`,
    `not see them${explained === 0 ? "" : ` (${percent(found, survived - explained)} without those)`}.`,
    ...(unsampled === 0 ? [] : ["", sampleNote(found, survived, unsampled)]),
    ...notes.flatMap((note) => ["", note]),
    ...(untried.length === 0 ? [] : ["", `Not tried: ${untried.map((file) => `\`${file}\``).join(", ")}.`]),
    "",
    "| file | found | survived | not tried | score |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...tried.map((file) => scoreRow(`\`${file.file}\``, file.found, file.survivors.length, file.unsampled)),
    scoreRow("all", found, survived, unsampled),
    "",
    "## Survivors",
    "",
    ...(survivors.length === 0 ? ["None.", ""] : survivors.flatMap(survivorsOf)),
  ].join("\n")}`;
}

/** Stryker never asks whether mutants that no test comes to are in the sample. */
function inSample(file: string, { source, mutants }: Tried, every: number): Tried {
  const left = (mutant: Mutant): Mutant =>
    mutant.status === "NoCoverage" && !sampled([file, mutant.location, mutant.replacement], every)
      ? { ...mutant, status: "Ignored", statusReason: NOT_SAMPLED }
      : mutant;
  return { source, mutants: mutants.map(left) };
}

interface Scored {
  readonly file: string;
  readonly found: number;
  /** left out by the sample */
  readonly unsampled: number;
  readonly survivors: readonly Survivor[];
}

interface Survivor {
  readonly line: number;
  readonly change: string;
  readonly unreached: boolean;
  readonly reason: string | undefined;
}

const isUnsampled = ({ statusReason }: Mutant): boolean => statusReason?.includes(NOT_SAMPLED) ?? false;
const LEFT: ReadonlySet<string> = new Set(["Survived", "NoCoverage"]);

function scored(file: string, { source, mutants }: Tried, reason: (change: string) => string | undefined): Scored {
  const survivors = mutants
    .filter(({ status }) => LEFT.has(status))
    .map((mutant) => {
      const change = `${textAt(source, mutant.location)} → ${oneLine(mutant.replacement ?? "")}`;
      const unreached = mutant.status === "NoCoverage";
      return { line: mutant.location.start.line, change, unreached, reason: reason(`${file}: ${change}`) };
    })
    .sort((one, other) => one.line - other.line);
  return {
    file,
    found: mutants.filter(isFound).length,
    unsampled: mutants.filter(isUnsampled).length,
    survivors,
  };
}

function reasonOf(reasons: readonly Reason[]): (change: string) => string | undefined {
  const known = new Map(reasons.flatMap(({ reason, mutants }) => mutants.map((mutant) => [mutant, reason])));
  return (change) => known.get(change);
}

/** The survivors of a file, those of one reason together; last those that have none. */
function survivorsOf({ file, survivors }: Scored): readonly string[] {
  const reasons = [...new Set(survivors.map(({ reason }) => reason))].sort();
  return [
    `### ${file}`,
    "",
    ...reasons.flatMap((reason) => [
      reason ?? "No reason is known.",
      "",
      ...survivors
        .filter((survivor) => survivor.reason === reason)
        .map(({ line, change, unreached }) => `- ${line}: ${code(change)}${unreached ? " (no test comes here)" : ""}`),
      "",
    ]),
  ];
}

const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const percent = (found: number, survived: number): string => `${((100 * found) / (found + survived)).toFixed(1)} %`;

/** Wilson's interval for a share, from a sample without its finite-population correction: cautious. */
function sampleNote(found: number, survived: number, unsampled: number): string {
  const n = found + survived;
  const share = found / n;
  const z = 1.96;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  const [low, high] = [centre - half, centre + half].map((end) => (100 * end).toFixed(1));
  return `A sample: ${n} of ${n + unsampled} mutants were tried, chosen by a hash of what they are. Of all of them ${low} to ${high} % would be found (95 %).`;
}

function scoreRow(name: string, found: number, survived: number, unsampled: number): string {
  return `| ${name} | ${found} | ${survived} | ${unsampled} | ${found + survived === 0 ? "" : percent(found, survived)} |`;
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

/** On one line, and of a long text only its beginning and end. */
function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length <= 160 ? flat : `${flat.slice(0, 110)} … ${flat.slice(-45)}`;
}
