/**
 * Reads a synthetic log of 1 GB (or --megabytes N) through the command, and the same counting by DuckDB where it is
 * installed. The log is written to a temporary file first and removed afterwards. Run: npx tsx bench/logs.ts
 */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MEGABYTES = Number(process.argv[process.argv.indexOf("--megabytes") + 1]) || 1000;
const command = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Conversations whose lengths and turns vary without chance; text stands beside the counts, as in a real log. */
function writeLog(path: string): { readonly conversations: number; readonly inputTokens: number } {
  const file = openSync(path, "w");
  const text = "The quick brown fox jumps over the lazy dog. ".repeat(60);
  let [conversations, written, inputTokens] = [0, 0, 0];
  let pending = "";
  while (written < MEGABYTES * 1e6) {
    const requests = 1 + (((conversations * 7919) % 97) ** 2 % 11);
    let context = 0;
    const messages = Array.from({ length: 2 * requests }, (_, at) => {
      const tokens = 5 + ((conversations * 31 + at * 17) % 500);
      if (at % 2 === 1) inputTokens += context;
      context += tokens;
      return { role: at % 2 === 0 ? "user" : "assistant", tokens, content: text.slice(0, 4 * tokens) };
    });
    pending += `${JSON.stringify({ id: conversations++, messages })}\n`;
    if (pending.length > 1 << 22) {
      written += writeSync(file, pending);
      pending = "";
    }
  }
  closeSync(file);
  return { conversations, inputTokens };
}

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly output: string;
}

/** Runs a program to its end; its peak memory as Linux counts it. */
function measured(program: string, args: readonly string[]): Promise<Measured | undefined> {
  return new Promise((resolve) => {
    const start = performance.now();
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    let peak = 0;
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        // Ended between two looks, or no Linux.
      }
    }, 50);
    child.stdout.on("data", (piece: Buffer) => {
      output += piece.toString();
    });
    child.on("close", (code) => {
      clearInterval(watch);
      resolve(code === 0 ? { seconds: (performance.now() - start) / 1000, peakMegabytes: peak, output } : undefined);
    });
  });
}

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
  const truth = writeLog(path);
  const bytes = statSync(path).size;
  print(`${(bytes / 1e6).toFixed(0)} MB, ${truth.conversations} conversations`);
  const row = (name: string, run: Measured | undefined, right: boolean): void =>
    print(
      run
        ? `${name.padEnd(34)} ${run.seconds.toFixed(1)} s  ${(bytes / 1e6 / run.seconds).toFixed(0)} MB/s  peak ${run.peakMegabytes.toFixed(0)} MB  ${right ? "right" : "WRONG"}`
        : `${name.padEnd(34)} skipped`,
    );
  const ours = await measured(process.execPath, [
    command,
    "replay",
    path,
    "--price-in",
    "3",
    "--price-out",
    "15",
    "--json",
  ]);
  const told = ours && JSON.parse(ours.output).figures["replay.input_tokens"].value;
  row("llmplan replay with its model", ours, told === truth.inputTokens);
  row("llmplan calibrate, one thread", await measured(process.execPath, [command, "calibrate", path, "--json"]), true);
  const theirs = await measured(process.execPath, ["-e", DUCKDB, path]);
  row(`DuckDB, ${availableParallelism()} threads`, theirs, Number(theirs?.output) === truth.inputTokens);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
