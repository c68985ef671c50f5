import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { DuckDbUnavailableError, queryRows, streamParquet } from "../../src/node/duckdb.ts";
import { FileError } from "../../src/node/file-error.ts";

const CHAT =
  "SELECT 'c' || i // 2 AS conversation_id, 'user' AS role, 'word ' || i AS content, [i, i + 1] AS list, {'a': {'b': [1]}} AS deep FROM range(3000) t(i)";

/** Small files that ask for much. */
const BOMBS = {
  "the same text in every row": "SELECT repeat('a', 200000) AS content FROM range(2000)",
  "the same list in every row": "SELECT range(20000) AS list FROM range(2000)",
  "a long text in some rows": "SELECT repeat('a', 2000000) AS content FROM range(200)",
  "1,001 columns": `SELECT ${Array.from({ length: 1001 }, (_, index) => `1 AS c${index}`).join(", ")}`,
} as const;

const LONG_ROW = Array.from({ length: 9 }, (_, index) => `repeat('a', 2000000) AS c${index}`).join(", ");

describe("Parquet that is hostile or broken", () => {
  const folder = mkdtempSync(join(tmpdir(), "llmplan-parquet-"));
  let good = Buffer.alloc(0);
  let isThere = true;

  const made = async (name: string, sql: string): Promise<string> => {
    const path = join(folder, `${name}.parquet`);
    await queryRows(`COPY (${sql}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`, () => {});
    return path;
  };

  /** Rows that are read, and what is said where they are not; any other error is passed on. */
  async function read(path: string, names?: readonly string[]) {
    let [rows, long] = [0, 0];
    try {
      await streamParquet(path, names, { take: () => rows++, tooLong: () => long++, progress: () => {} });
      return { rows, long };
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      expect(error.fault).toBe("user");
      return error.message.replace(folder, "");
    }
  }

  beforeAll(async () => {
    try {
      good = readFileSync(await made("good", CHAT));
    } catch (error) {
      if (!(error instanceof DuckDbUnavailableError) || process.env.LLMPLAN_OPTIONAL !== undefined) throw error;
      isThere = false;
    }
  });

  const spoilt = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, `${name}.parquet`);
    writeFileSync(path, bytes);
    return path;
  };

  it("is told with the file's name: cut off anywhere, garbage between the marks, no Parquet at all", async (context) => {
    if (!isThere) context.skip("@duckdb/node-api is not installed");
    const mark = Buffer.from("PAR1");
    for (const bytes of [
      ...[0, 3, 4, 8, 100, good.length >> 1, good.length - 8, good.length - 1].map((end) => good.subarray(0, end)),
      Buffer.concat([mark, Buffer.alloc(1000, 7), mark]),
      Buffer.concat([mark, Buffer.alloc(1000, 7), Buffer.from([255, 255, 255, 127]), mark]),
      Buffer.from('{"messages":[]}\n'),
    ])
      expect(await read(spoilt("spoilt", bytes))).toMatch(/^cannot read .*spoilt\.parquet: DuckDB: /);
  });

  it("is read or told where single bytes are others", async (context) => {
    if (!isThere) context.skip("@duckdb/node-api is not installed");
    for (let at = 1; at < 400; at += 20) {
      const bytes = Buffer.from(good);
      bytes[good.length - 8 - at] = at & 255;
      const said = await read(spoilt("flipped", bytes));
      if (typeof said === "string") expect(said).toMatch(/^cannot read /);
    }
  });

  it("gives its rows where they are nested, and names a column that it has not", async (context) => {
    if (!isThere) context.skip("@duckdb/node-api is not installed");
    const path = join(folder, "good.parquet");
    expect(await read(path)).toEqual({ rows: 3000, long: 0 });
    expect(await read(path, ["role", 'x"; DROP'])).toMatch(/Referenced column "x"+; DROP" not found/);
    const odd = await made("o'dd", `SELECT 1 AS "a""b\u001b[2J", 'x' AS "llmplan"`);
    expect(await read(odd)).toEqual({ rows: 1, long: 0 });
  });

  it("is a bomb that is refused, or a row too long", { timeout: 120_000 }, async (context) => {
    if (!isThere) context.skip("@duckdb/node-api is not installed");
    const said: unknown[] = [];
    for (const [name, sql] of Object.entries(BOMBS)) said.push(await read(await made(name, sql)));
    expect(said).toEqual([
      ...Array(3).fill(expect.stringMatching(/2048 of its rows hold more than 256 MiB|Out of Memory/)),
      expect.stringContaining("it has more than 1000 columns"),
    ]);
    expect(await read(await made("long", `SELECT ${LONG_ROW}`))).toEqual({ rows: 0, long: 1 });
  });
});
