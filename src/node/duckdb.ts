/** DuckDB, embedded and optional: reads Parquet, and files of any size by pattern. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { FileError } from "./file-error.ts";

/** The package is optional, 70 MB; this says how to get it. */
export class DuckDbUnavailableError extends FileError {
  constructor() {
    super("user", "reading Parquet needs an optional package: npm install @duckdb/node-api@1.5.6-r.1");
    this.name = "DuckDbUnavailableError";
  }
}

/** Whether a path is a pattern of Parquet files. */
export const parquetFiles = (path: string): boolean => /[*?[].*\.(parquet|pq)$/i.test(path);

/**
 * Hands over the rows of Parquet files, one by one; memory does not grow with their number.
 *
 * @param names the columns wanted; all where absent
 * @returns sha-256 of the file, or of the pattern where several are meant
 */
export async function streamParquet(
  path: string,
  names: readonly string[] | undefined,
  take: (row: Readonly<Record<string, unknown>>) => void,
  progress: (rows: number) => void,
): Promise<string> {
  const list = names?.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ") ?? "*";
  let rows = 0;
  await queryRows(`SELECT ${list} FROM read_parquet('${path.replaceAll("'", "''")}')`, (row) => {
    take(row);
    progress(++rows);
  });
  const hash = createHash("sha256");
  if (parquetFiles(path)) return hash.update(path).digest("hex");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** Runs a query and hands over its rows; times come as text. */
export async function queryRows(sql: string, take: (row: Readonly<Record<string, unknown>>) => void): Promise<void> {
  const { DuckDBInstance } = load();
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const result = await said(connection.stream(sql));
  const names = result.columnNames();
  for (
    let chunk = await said(result.fetchChunk());
    chunk && chunk.rowCount > 0;
    chunk = await said(result.fetchChunk())
  ) {
    for (const row of chunk.getRows()) take(Object.fromEntries(names.map((name, at) => [name, plain(row[at])])));
  }
}

/** What DuckDB objects to is about the user's files or columns; its first line says what. */
async function said<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new FileError("user", `DuckDB: ${message.split("\n")[0] ?? message}`);
  }
}

/** Numbers, text and null as they are; lists as lists; anything else (times, decimals) as text. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if ("items" in value && Array.isArray(value.items)) return value.items.map(plain);
  return String(value);
}

/** The part of the package that is used; the version is pinned in the package manifest. */
interface DuckDb {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{
      readonly connect: () => Promise<{
        readonly stream: (sql: string) => Promise<{
          readonly columnNames: () => readonly string[];
          readonly fetchChunk: () => Promise<{
            readonly rowCount: number;
            readonly getRows: () => readonly (readonly unknown[])[];
          } | null>;
        }>;
      }>;
    }>;
  };
}

function load(): DuckDb {
  try {
    return createRequire(import.meta.url)("@duckdb/node-api") as DuckDb;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")
      throw new DuckDbUnavailableError();
    throw error;
  }
}
