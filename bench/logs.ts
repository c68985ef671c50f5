/**
 * Reads a synthetic log of 1 GB (or --megabytes N) through the command, and the same counting by DuckDB where it is
 * installed. The log is written to a temporary file first and removed afterwards. Run: npx tsx bench/logs.ts
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type MeasuredProcess, measuredProcess } from "./measured-process.ts";
import { writeSyntheticLog } from "./synthetic-log.ts";

const MEGABYTES = Number(process.argv[process.argv.indexOf("--megabytes") + 1]) || 1000;
const command = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** The same numbers by DuckDB: histograms of sizes, and the input that is sent again. */
const DUCKDB = `
const { DuckDBInstance } = require("@duckdb/node-api");
(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("SET threads=${availableParallelism()}");
  await connection.run(\`CREATE VIEW m AS SELECT id, unnest(messages).role AS role, unnest(messages).tokens AS tokens, generate_subscripts(messages, 1) AS position
    FROM read_json('\${process.argv[1]}', format='newline_delimited', columns={id: 'BIGINT', messages: 'STRUCT(role VARCHAR, tokens BIGINT)[]'})\`);
  const result = await connection.runAndReadAll(\`WITH placed AS (SELECT *, sum(tokens) OVER (PARTITION BY id ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS input FROM m)
    SELECT role AS series, tokens AS value, count(*) AS amount FROM placed GROUP BY ALL
    UNION ALL SELECT 'input', 0, sum(input) FROM placed WHERE role = 'assistant'
    UNION ALL SELECT 'turns', n, count(*) FROM (SELECT count(*) AS n FROM m WHERE role = 'user' GROUP BY id) GROUP BY n\`);
  console.log(String(result.getRows().find(([series]) => series === "input")[2]));
})();
`;

const folder = mkdtempSync(join(tmpdir(), "llmplan-bench-"));
try {
  const path = join(folder, "log.jsonl");
  const truth = writeSyntheticLog(path, MEGABYTES);
  print(`${truth.megabytes.toFixed(0)} MB, ${truth.conversations} conversations`);
  const row = (name: string, run: MeasuredProcess, right: (output: string) => boolean): void => {
    const { exitCode, seconds, peakMegabytes = Number.NaN, output } = run;
    const found = `${seconds.toFixed(1)} s  ${(truth.megabytes / seconds).toFixed(0)} MB/s  peak ${peakMegabytes.toFixed(0)} MB`;
    print(`${name.padEnd(34)} ${exitCode === 0 ? `${found}  ${right(output) ? "right" : "WRONG"}` : "skipped"}`);
  };
  const replay = ["replay", path, "--price-in", "3", "--price-out", "15", "--json"];
  row(
    "llmplan replay with its model",
    await measuredProcess(process.execPath, [command, ...replay]),
    (output) => JSON.parse(output).figures["replay.input_tokens"].value === truth.inputTokens,
  );
  row(
    "llmplan calibrate, one thread",
    await measuredProcess(process.execPath, [command, "calibrate", path, "--json"]),
    () => true,
  );
  const duckdb = await measuredProcess(process.execPath, ["-e", DUCKDB, path]);
  row(`DuckDB, ${availableParallelism()} threads`, duckdb, (output) => Number(output) === truth.inputTokens);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
