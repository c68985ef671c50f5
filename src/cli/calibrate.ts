import { join } from "node:path";
import { type Calibration, calibrate, FITTED, type FittedSeries } from "../analysis/calibration/calibration.ts";
import { calibrationFigures } from "../analysis/calibration/calibration-figures.ts";
import { words } from "../analysis/calibration/fit-series.ts";
import { fitView } from "../analysis/calibration/fit-views.ts";
import { calibrationWarnings, checkModel } from "../analysis/calibration/model-check.ts";
import { writeCounts } from "../logs/counts-file.ts";
import { countsSql, USUAL_TABLE } from "../logs/counts-sql.ts";
import { conversationLine } from "../logs/saved-conversation.ts";
import { wholeFile } from "../node/growing-file.ts";
import { fitHistogramChart } from "../report/charts/fit-histogram.ts";
import type { Picture } from "../report/charts/picture.ts";
import { quantilePlot } from "../report/charts/qq.ts";
import { csvTable } from "../report/csv.ts";
import { sectionDocument } from "../report/section-document.ts";
import { calibrateSection } from "../report/sections/calibrate-section.ts";
import { drawPictures } from "./draw-pictures.ts";
import { UsageError } from "./exit.ts";
import { noteInput, requireNoInput, writeOutput } from "./input-files.ts";
import { jsonResult } from "./json-result.ts";
import type { CalibrateOptions } from "./log-options.ts";
import { printResult, printWarnings } from "./print.ts";
import { progressLine } from "./progress.ts";
import { readCountsFiles } from "./read-counts.ts";
import { encodingWords, logFiles, type ReadLogs, readingSummary, readingWarnings, readLogs } from "./read-logs.ts";
import { scenarioText } from "./scenario-text.ts";
import { showSection } from "./show-section.ts";
import { VERSION } from "./version.ts";

/** `llmplan calibrate`: from logs, or from counts of them, to a scenario and a report. */
export async function calibrateCommand(paths: readonly string[], options: CalibrateOptions): Promise<void> {
  if (options.sql) {
    const table = options.table === undefined ? USUAL_TABLE : { ...USUAL_TABLE, from: options.table };
    printResult(countsSql(options.sql, table), options.out);
    return;
  }
  const read = options.fromCounts ? readCountsFiles(options.fromCounts, paths) : await readOrSave(paths, options);
  if (options.countsOut !== undefined) printResult(writeCounts(read.counts), options.countsOut);
  const calibration = calibrate(read.counts, options.laws);
  const check = checkModel(read.counts, calibration);
  const figures = calibrationFigures(read.counts, calibration, check);
  const warnings = [...readingWarnings(read), ...calibrationWarnings(calibration, check)];
  const result = { read: null, figures, warnings };
  const added = { reading: readingSummary(read) };
  const view = () => calibrateSection({ figures, ...viewOf(calibration), tokens: encodingWords(read.counts) });
  const { out } = options;
  if (out === undefined || out === "-" || /\.(json|txt)$/.test(out)) {
    // Counts for another machine were the whole errand.
    if (options.countsOut === undefined || options.json) showSection("calibrate", result, options, view, added);
    else printWarnings(warnings);
    return;
  }
  const scenario = scenarioText({ read, calibration, warnings, options });
  if (/\.ya?ml$/.test(out)) writeOutput(new Map([[out, scenario]]));
  else {
    const section = view();
    const progress = progressLine();
    const pictures = picturesOf(calibration);
    const drawn = await drawPictures(pictures, join(out, "charts"), progress.show);
    progress.clear();
    writeOutput(
      new Map<string, string | Uint8Array>([
        [join(out, "measured.yaml"), scenario],
        [join(out, "report.md"), sectionDocument(section, pictures, warnings, VERSION)],
        ...section.tables.map((table) => [join(out, "tables", `${table.name}.csv`), csvTable(table)] as const),
        ...drawn,
        // Last: whoever waits for it finds all others.
        [join(out, "result.json"), jsonResult("calibrate", result, options, added)],
      ]),
      { within: out },
    );
  }
  if (options.json) process.stdout.write(jsonResult("calibrate", result, options, added));
  else process.stdout.write(`${/\.ya?ml$/.test(out) ? out : join(out, "report.md")}\n`);
  printWarnings(warnings);
}

/** Reads logs; with --save-counts, writes every conversation as counts on the way. */
async function readOrSave(paths: readonly string[], options: CalibrateOptions): Promise<ReadLogs> {
  if (paths.length === 0) throw new UsageError("no logs: name at least one file, or counts with --from-counts");
  if (options.saveCounts === undefined) return readLogs(paths, options);
  for (const path of logFiles(paths)) noteInput(path);
  requireNoInput(options.saveCounts);
  const file = wholeFile(options.saveCounts);
  let number = 0;
  try {
    const read = await readLogs(paths, options, (record) => {
      if (record.kind === "conversation") file.write(conversationLine(record, String(number++)));
    });
    file.keep();
    return read;
  } finally {
    file.drop();
  }
}

/** The calibration as a reader is shown it. */
function viewOf({ fits, byTurn, dependence }: Calibration) {
  const shown = [...fits.values()].filter((fit) => isShown(fit, fits));
  const labels = {
    user_reply: "A user message and its reply",
    reply_reply: "A reply and the next reply",
    user_user: "A user message and the next one",
  } as const;
  return {
    series: shown.map(({ name, reason }) => ({ key: name, label: FITTED[name].label, reason })),
    byTurn: byTurn
      .slice(0, MOST_TURNS)
      .map((row) => ({ ...row, turn: row.turn === 64 ? "64 and later" : String(row.turn) })),
    dependence: Object.entries(labels).flatMap(([key, label]) => {
      const found = dependence[key as keyof typeof labels];
      return found ? [{ label, ...found }] : [];
    }),
  };
}

const MOST_TURNS = 12;

/** New input is the same as user messages where there are no tool results. */
const isShown = ({ name }: FittedSeries, fits: Calibration["fits"]): boolean =>
  name !== "fresh_tokens" || fits.has("tool_tokens");

function picturesOf({ fits }: Calibration): readonly Picture[] {
  return [...fits.values()].flatMap((fit): readonly Picture[] => {
    if (!isShown(fit, fits) || !fit.chosen) return [];
    const { label, unit } = FITTED[fit.name];
    const { bins, beyond, pairs } = fitView(fit);
    const facts = { key: fit.name.replaceAll("_", "-"), label, unit, law: words(fit.chosen) };
    return [
      fitHistogramChart({ ...facts, n: fit.sample.count, bins, beyond }),
      ...(pairs.length > 2 ? [quantilePlot({ ...facts, pairs })] : []),
    ];
  });
}
