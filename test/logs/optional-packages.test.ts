import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseColumns } from "../../src/logs/columns.ts";
import { rowReader } from "../../src/logs/log-reader.ts";
import type { LogRecord } from "../../src/logs/log-record.ts";
import { noteTaker } from "../../src/logs/reading-notes.ts";
import { carefulCounter } from "../../src/logs/token-counter.ts";
import { DuckDbUnavailableError, queryRows, streamParquet } from "../../src/node/duckdb.ts";
import { tokenizer } from "../../src/node/tokenizer.ts";
import { readLogFile, wordCounter } from "./read-log.ts";
import { CHATS, HAS_SHARED_DATA, sharedFile } from "./shared-data.ts";

const required = process.env.LLMPLAN_OPTIONAL !== undefined;

describe("Parquet", () => {
  it("is read by named columns, one file or a pattern of them", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "llmplan-parquet-"));
    const values =
      "('x', 'user', 'one two', TIMESTAMP '2026-01-02 03:04:05'), ('x', 'assistant', 'three', NULL), ('y', 'user', NULL, NULL)";
    const write = (name: string) =>
      queryRows(
        `COPY (SELECT * FROM (VALUES ${values}) AS t(thread, who, said, moment)) TO '${join(folder, name)}' (FORMAT parquet)`,
        () => {},
      );
    try {
      await write("a.parquet");
      await write("b.parquet");
    } catch (error) {
      if (!(error instanceof DuckDbUnavailableError) || required) throw error;
      context.skip("@duckdb/node-api is not installed");
    }
    const columns = parseColumns("conversation=thread,role=who,text=said,time=moment");
    const read = async (pattern: string): Promise<readonly LogRecord[]> => {
      const records: LogRecord[] = [];
      const reader = rowReader(pattern, { counter: wordCounter, notes: noteTaker(true), columns }, (record) =>
        records.push(record),
      );
      await streamParquet(join(folder, pattern), Object.values(columns), {
        take: reader.row,
        tooLong: reader.tooLong,
        progress: () => {},
      });
      reader.end();
      return records;
    };
    const [first, second] = await read("a.parquet");
    expect(first).toEqual({
      kind: "conversation",
      id: "x",
      messages: [
        { role: "user", tokens: 2, basis: "counted", timeMs: Date.UTC(2026, 0, 2, 3, 4, 5) },
        { role: "assistant", tokens: 1, basis: "counted" },
      ],
    });
    expect(second).toMatchObject({ id: "y", messages: [{ tokens: 0 }] });
    expect((await read("*.parquet"))[0]).toMatchObject({ messages: { length: 4 } });
  });
});

describe("the tokenizer", () => {
  const count = tokenizer("cl100k_base");

  it("is there where optional packages are required", () => {
    expect(count !== undefined || !required).toBe(true);
  });

  it.skipIf(!count)("counts as tiktoken does, marks as text, and a hostile run of letters in time", () => {
    const counter = carefulCounter("cl100k_base", (text) => count?.(text) ?? 0);
    expect(counter.count("tiktoken is great!")).toBe(6); // OpenAI cookbook, "How to count tokens with tiktoken"
    expect(counter.count("<|endoftext|>")).toBeGreaterThan(1);
    const start = performance.now();
    counter.count("a".repeat(400_000));
    // Uncut, this takes more than a minute.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it.skipIf(!count || !HAS_SHARED_DATA)("counts the text of the shared trees as their counts say", async () => {
    const counter = carefulCounter("cl100k_base", (text) => count?.(text) ?? 0);
    const text = await readLogFile(sharedFile("chat/oasst1-en-validation.messages.jsonl.gz"), { counter });
    const counts = await readLogFile(sharedFile(CHATS.oasst_val_longest));
    for (const series of ["user_tokens", "assistant_tokens"]) {
      const sorted = (read: typeof text) => [...(read.counts.series.get(series) ?? [])].sort(([a], [b]) => a - b);
      expect(sorted(text)).toEqual(sorted(counts));
    }
  });
});
