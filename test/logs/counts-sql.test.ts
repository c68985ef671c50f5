import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Counts, PAIR_SERIES } from "../../src/logs/counts.ts";
import { readCounts } from "../../src/logs/counts-file.ts";
import { countsSql } from "../../src/logs/counts-sql.ts";
import { DuckDbUnavailableError, queryRows } from "../../src/node/duckdb.ts";
import { readLog } from "./read-log.ts";

/** Conversations with every role, several words for a role, an unknown one, silence, and more than 64 turns. */
const MESSAGES = conversations();

interface Row {
  readonly conversation: string;
  readonly position: number;
  readonly role: string;
  readonly tokens: number | null;
}

function conversations(): readonly Row[] {
  const rows: Row[] = [];
  const add = (conversation: string, ...messages: readonly (readonly [string, number | null])[]): void =>
    void rows.push(...messages.map(([role, tokens], position) => ({ conversation, position, role, tokens })));
  add("a", ["system", 30], ["user", 12], ["assistant", 40], ["user", 7], ["assistant", 0]);
  add("b", ["Human", 5], ["gpt", 9], ["human", 6]);
  add("c", ["user", 100], ["assistant", 20], ["tool", 400], ["tool", 0], ["assistant", 55], ["narrator", 3]);
  add("d", ["assistant", 8], ["assistant", 2], ["user", 1]);
  add("e", ["system", 4]);
  add("f", ...Array.from({ length: 150 }, (_, at) => [at % 2 === 0 ? "user" : "assistant", 3 + at] as const));
  return rows;
}

/** What llmplan counts itself. The narrator is unknown to both. */
function ownCounts(): Counts {
  const byConversation = new Map<string, Row[]>();
  for (const row of MESSAGES)
    byConversation.set(row.conversation, [...(byConversation.get(row.conversation) ?? []), row]);
  const lines = [...byConversation].map(([id, messages]) => JSON.stringify({ id, messages }));
  return readLog(lines.join("\n")).counts;
}

/** Neighbours are left out of the query; empty series are not rows. */
function comparable({ series }: Counts): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const kept = [...series].flatMap(([name, histogram]) => {
    if ((PAIR_SERIES as readonly string[]).includes(name)) return [];
    const filled = [...histogram].filter(([, amount]) => amount > 0).sort(([a], [b]) => a - b);
    return filled.length > 0 ? [[name, new Map(filled)] as const] : [];
  });
  return new Map(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const values = MESSAGES.map(
  ({ conversation, position, role, tokens }) => `('${conversation}', ${position}, '${role}', ${tokens})`,
);

describe("the counting query", () => {
  const inCi = process.env.CI !== undefined && process.env.LLMPLAN_OPTIONAL !== undefined;

  it("gives in DuckDB what llmplan counts itself", async (context) => {
    const rows: Readonly<Record<string, unknown>>[] = [];
    const from = `(VALUES ${values.join(", ")}) AS m(conversation, position, role, tokens)`;
    try {
      await queryRows(
        countsSql("duckdb", {
          from,
          conversation: "conversation",
          position: "position",
          role: "role",
          tokens: "tokens",
        }),
        (row) => rows.push(row),
      );
    } catch (error) {
      if (!(error instanceof DuckDbUnavailableError) || inCi) throw error;
      context.skip("@duckdb/node-api is not installed");
    }
    const text = rows
      .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value)))
      .join("\n");
    expect(comparable(readCounts(text))).toEqual(comparable(ownCounts()));
  });

  it("gives in PostgreSQL what llmplan counts itself", (context) => {
    const bin = postgresFolder();
    if (bin === undefined) {
      if (inCi) throw new Error("PostgreSQL is not installed");
      context.skip("PostgreSQL is not installed");
      return;
    }
    const csv = runPostgres(bin, [
      "CREATE TABLE messages (conversation text, position int, role text, tokens int);",
      `INSERT INTO messages VALUES ${values.join(", ")};`,
      `COPY (${countsSql("postgres")}) TO STDOUT WITH (FORMAT csv, HEADER);`,
    ]);
    expect(comparable(readCounts(csv))).toEqual(comparable(ownCounts()));
  });
});

/** Debian keeps the server's programs beside each other, by version. */
function postgresFolder(): string | undefined {
  const versions = existsSync("/usr/lib/postgresql") ? readdirSync("/usr/lib/postgresql").sort() : [];
  const folder = versions
    .map((version) => join("/usr/lib/postgresql", version, "bin"))
    .findLast((path) => existsSync(join(path, "postgres")));
  return folder;
}

/** Runs statements in a single-user cluster that is gone afterwards; root may not own one, so it becomes postgres. */
function runPostgres(bin: string, statements: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "llmplan-postgres-"));
  chmodSync(folder, 0o777);
  const script = join(folder, "query.sql");
  writeFileSync(script, statements.join("\n"));
  const data = join(folder, "data");
  const commands = [
    `'${bin}/initdb' -D '${data}' -A trust -N >/dev/null`,
    `'${bin}/pg_ctl' -D '${data}' -w -o "-k '${folder}' -c listen_addresses=''" -l '${folder}/log' start >/dev/null`,
    `psql -h '${folder}' -d postgres -q -v ON_ERROR_STOP=1 -f '${script}'; code=$?`,
    `'${bin}/pg_ctl' -D '${data}' -m immediate stop >/dev/null`,
    "exit $code",
  ].join("\n");
  const asRoot = process.getuid?.() === 0;
  const shell = asRoot
    ? (["su", "postgres", "-s", "/bin/sh", "-c", commands] as const)
    : (["/bin/sh", "-c", commands] as const);
  const [program, ...rest] = shell;
  try {
    const { status, stdout, stderr } = spawnSync(program, rest, { encoding: "utf8", cwd: folder });
    if (status !== 0) throw new Error(`PostgreSQL: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
