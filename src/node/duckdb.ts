/** DuckDB, embedded and optional: reads Parquet, and files of any size by pattern. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { asFileError, FileError } from "./file-error.ts";

/** The package is optional, 70 MB; this says how to get it. */
export class DuckDbUnavailableError extends FileError {
  constructor() {
    super("user", "reading Parquet needs an optional package: npm install @duckdb/node-api@1.5.6-r.1");
    this.name = "DuckDbUnavailableError";
  }
}

/** Whether a path is a pattern of Parquet files. */
export const parquetFiles = (path: string): boolean => /[*?[].*\.(parquet|pq)$/i.test(path);

/** What becomes of the rows of Parquet files. */
export interface ParquetRows {
  readonly take: (row: Readonly<Record<string, unknown>>) => void;
  /** A row that is larger than any record of a log. */
  readonly tooLong: () => void;
  /** Rows so far. */
  readonly progress: (rows: number) => void;
}

/**
 * Hands over the rows of Parquet files, one by one; memory does not grow with their number.
 *
 * @param names the columns wanted; all where absent
 * @returns sha-256 of the file, or of the pattern where several are meant
 * @throws FileError where they cannot be read, or hold far more than files of their size should
 */
export async function streamParquet(
  path: string,
  names: readonly string[] | undefined,
  { take, tooLong, progress }: ParquetRows,
): Promise<string> {
  // First, so that a file that cannot be read is told as any other.
  const { sha256, bytes } = parquetFiles(path) ? ofPattern(path) : await ofFile(path);
  const what = `cannot read ${path}`;
  const files = `'${path.replaceAll("'", "''")}'`;
  const list = names?.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ") ?? "*";
  await requireModest(files, list, what);
  let [rows, unpacked] = [0, 0];
  await queryRows(
    `SELECT ${list} FROM read_parquet(${files})`,
    (row, size) => {
      unpacked += size;
      if (unpacked > LARGE && unpacked > MOST_UNPACKED * bytes)
        throw new FileError("user", `${what}: it unpacks to more than ${MOST_UNPACKED} times its size`);
      if (size > LONGEST_ROW) tooLong();
      else take(row);
      progress(++rows);
    },
    what,
  );
  return sha256;
}

/**
 * DuckDB hands over two thousand rows at a time, and writes out a text for each of them, however often it is the same one
 * in the file. So what they hold is asked for first; texts within lists and records are not counted.
 */
async function requireModest(files: string, list: string, what: string): Promise<void> {
  const refuse = (why: string): never => {
    throw new FileError("user", `${what}: ${why}`);
  };
  await queryRows(
    `SELECT count(*)::INTEGER AS columns FROM (SELECT 1 FROM parquet_schema(${files}) LIMIT ${MOST_COLUMNS + 1})`,
    ({ columns }) => void (Number(columns) > MOST_COLUMNS && refuse(`it has more than ${MOST_COLUMNS} columns`)),
    what,
  );
  const sizes: string[] = [];
  await queryRows(
    `DESCRIBE SELECT ${list} FROM read_parquet(${files})`,
    ({ column_name: name, column_type: type }) => {
      const column = `"${String(name).replaceAll('"', '""')}"`;
      if (type === "VARCHAR") sizes.push(`strlen(${column})`);
      else if (type === "BLOB") sizes.push(`octet_length(${column})`);
      else if (String(type).endsWith("[]")) sizes.push(`8 * len(${column})`);
    },
    what,
  );
  if (sizes.length === 0) return;
  const each = sizes.map((size) => `coalesce(${size}, 0)`).join(" + ");
  await queryRows(
    `SELECT max(held)::DOUBLE AS most FROM (SELECT sum(${each}) AS held
      FROM read_parquet(${files}, filename = 'llmplan file', file_row_number = true)
      GROUP BY "llmplan file", file_row_number // ${ROWS_AT_A_TIME})`,
    ({ most }) =>
      void (Number(most) > LARGE && refuse(`${ROWS_AT_A_TIME} of its rows hold more than ${LARGE >> 20} MiB`)),
    what,
  );
}

const ROWS_AT_A_TIME = 2048;

/** Ours are tables of a dozen columns; DuckDB takes minutes for 50,000. */
const MOST_COLUMNS = 1000;
/** As for a line of a log. */
const LONGEST_ROW = 1 << 24;
/** As for a log that is packed. */
const LARGE = 1 << 28;
const MOST_UNPACKED = 250;

interface Hashed {
  readonly sha256: string;
  readonly bytes: number;
}

async function ofFile(path: string): Promise<Hashed> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const piece of createReadStream(path)) {
      const block: Buffer = piece;
      hash.update(block);
      bytes += block.length;
    }
  } catch (error) {
    throw asFileError(`cannot read ${path}`, error);
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** How large all of them are together nobody knows beforehand. */
const ofPattern = (path: string): Hashed => ({
  sha256: createHash("sha256").update(path).digest("hex"),
  bytes: Number.POSITIVE_INFINITY,
});

/** It fetches nothing, writes nothing and holds little beside one row. */
const SETTINGS = {
  ...{ memory_limit: "2GB", threads: "2", temp_directory: "" },
  ...{ autoinstall_known_extensions: "false", autoload_known_extensions: "false" },
};

/**
 * Runs a query and hands over its rows; times come as text.
 *
 * @param take gets a row and roughly how many bytes it holds
 * @param what how a message begins
 */
export async function queryRows(
  sql: string,
  take: (row: Readonly<Record<string, unknown>>, size: number) => void,
  what = "cannot run a query",
): Promise<void> {
  const { DuckDBInstance } = load();
  const instance = await DuckDBInstance.create(":memory:", SETTINGS);
  const connection = await instance.connect();
  const said = sayer(what);
  const result = await said(connection.stream(sql));
  const names = result.columnNames();
  for (;;) {
    const chunk = await said(result.fetchChunk());
    if (!chunk || chunk.rowCount === 0) return;
    // One row at a time: two thousand long ones fill memory.
    for (let at = 0; at < chunk.rowCount; at++) {
      const size = { bytes: 0 };
      const values = chunk.getRowValues(at);
      take(Object.fromEntries(names.map((name, column) => [name, plain(values[column], size)])), size.bytes);
    }
  }
}

/** What DuckDB objects to is about the user's files or columns; its first line says what. */
const sayer =
  (what: string) =>
  async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new FileError("user", `${what}: DuckDB: ${message.split("\n")[0] ?? message}`);
    }
  };

/** Numbers, text and null as they are; lists as lists; anything else (times, decimals) as text. */
function plain(value: unknown, size: { bytes: number }): unknown {
  size.bytes += typeof value === "string" ? value.length : 8;
  if (value === null || typeof value !== "object") return value;
  if ("items" in value && Array.isArray(value.items)) return value.items.map((item) => plain(item, size));
  const text = String(value);
  size.bytes += text.length;
  return text;
}

/** The part of the package that is used; the version is pinned in the package manifest. */
interface DuckDb {
  readonly DuckDBInstance: {
    readonly create: (
      path: string,
      settings: Readonly<Record<string, string>>,
    ) => Promise<{
      readonly connect: () => Promise<{
        readonly stream: (sql: string) => Promise<{
          readonly columnNames: () => readonly string[];
          readonly fetchChunk: () => Promise<{
            readonly rowCount: number;
            readonly getRowValues: (row: number) => readonly unknown[];
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
