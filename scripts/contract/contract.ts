/** What those who use llmplan may rely on, read off the built command and the shipped plan. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { EXIT } from "../../src/cli/exit.ts";
import { REGION_KINDS } from "../../src/report/regions/marker.ts";
import { commandNames } from "../examples/example.ts";

export interface Contract {
  readonly commands: readonly string[];
  readonly exitCodes: Readonly<Record<string, number>>;
  readonly json: {
    /** Keys of the object that `--json` prints, whatever the command. */
    readonly result: readonly string[];
    readonly plan: readonly string[];
    /** Every key that a figure may have. */
    readonly figure: readonly string[];
    readonly warning: readonly string[];
  };
  readonly markers: {
    readonly kinds: readonly string[];
    /** As the help of `llmplan tables` tells it. */
    readonly syntax: readonly string[];
  };
  /** Ids of the figures of the shipped plan, with their units. */
  readonly figures: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, "../..");

export function contractOf(): Contract {
  const parts = ["conversation", "data", "compute", "approaches", "models"].map((name) => resultOf([name]));
  const figures = parts.flatMap(({ figures }) => Object.entries(figures));
  const shapes = [
    ...figures,
    ...Object.entries(resultOf(["approaches", "--scenario", "with-doubt"]).figures),
    ...Object.entries(resultOf(["conversation", "--engine", "monte-carlo"]).figures),
  ].map(([, figure]) => figure);
  const [first] = parts;
  return {
    commands: sorted(commandNames()),
    exitCodes: EXIT,
    json: {
      result: parts.reduce((common, part) => common.filter((key) => key in part), keys([first ?? {}])),
      plan: keys([first?.plan ?? {}]),
      figure: keys(shapes),
      warning: keys(parts.flatMap(({ warnings }) => warnings)),
    },
    markers: { kinds: REGION_KINDS, syntax: markerLines() },
    figures: Object.fromEntries(
      figures.map(([id, { unit }]): [string, string] => [id, unit]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
    ),
  };
}

interface Printed {
  readonly plan: object;
  readonly figures: Readonly<Record<string, { readonly unit: string }>>;
  readonly warnings: readonly object[];
}

const resultOf = (words: readonly string[]): Printed => JSON.parse(ran([...words, "--json"]));

/** The lines between the head "Markers" and the end of the help. */
const markerLines = (): readonly string[] =>
  (ran(["tables", "--help"]).split("\nMarkers")[1] ?? "").trimEnd().split("\n").slice(1);

function ran(words: readonly string[]): string {
  const main = join(root, "dist/cli/main.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    ...{ cwd: root, encoding: "utf8", maxBuffer: 1 << 28 },
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (status !== 0) throw new Error(`llmplan ${words.join(" ")}: ${stderr}`);
  return stdout;
}

const keys = (objects: readonly object[]): readonly string[] => sorted([...new Set(objects.flatMap(Object.keys))]);
const sorted = (words: readonly string[]): readonly string[] => [...words].sort();
