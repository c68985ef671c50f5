import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addCounts, type Counts, totalOf } from "../../src/logs/counts.ts";
import { readCounts, writeCounts } from "../../src/logs/counts-file.ts";
import { logReader } from "../../src/logs/log-reader.ts";
import { noteTaker } from "../../src/logs/reading-notes.ts";
import { readLog, readLogFile, wordCounter } from "./read-log.ts";

const line = (id: number, ...tokens: readonly unknown[]): string =>
  JSON.stringify({
    id,
    messages: tokens.map((count, at) => ({ role: at % 2 === 0 ? "user" : "assistant", tokens: count })),
  });

describe("bad logs", () => {
  it("skips bad lines, says which, and counts the rest", () => {
    const text = [
      line(1, 2, 3),
      "{broken",
      '{"messages": [{"role": "user", "tokens": NaN}]}',
      "",
      line(2, 4, 5),
      "null",
      '{"a": 1}',
    ].join("\n");
    const { records, notes } = readLog(text);
    expect(records).toHaveLength(2);
    expect(notes.skipped.get("not-json")).toEqual({ count: 2, first: ["log:2", "log:3"] });
    expect(notes.skipped.get("unknown-shape")).toEqual({ count: 2, first: ["log:6", "log:7"] });
    expect(notes.lines).toBe(7);
  });

  it.each([-1, 1.5, "x", 1e300, true])("skips a conversation with %j tokens", (tokens) => {
    const { records, notes } = readLog(`${line(1, 2, tokens)}\n${line(2, 4, 5)}`);
    expect(records).toHaveLength(1);
    expect(notes.skipped.get("bad-tokens")?.count).toBe(1);
  });

  it("skips a message of an unknown role and keeps its conversation", () => {
    const { counts, notes } = readLog(
      '{"messages": [{"role": "user", "tokens": 5}, {"role": "__proto__", "tokens": 9}, {"role": "assistant", "tokens": 1}]}',
    );
    expect(notes.skipped.get("unknown-role")?.count).toBe(1);
    expect(totalOf(counts, "input_tokens")).toBe(5);
  });

  it("stops at the first bad line where it is told to", () => {
    expect(() => readLog(`${line(1, 2)}\n{broken`, { strict: true })).toThrow("log:2: not JSON");
  });

  it("counts a repeated id again and says so", () => {
    const { records, notes } = readLog(`${line(7, 1, 1)}\n${line(7, 1, 1)}`);
    expect(records).toHaveLength(2);
    expect(notes.notes.get("duplicate-id")).toEqual({ count: 1, first: ["log:2"] });
  });

  it("leaves out the pause before a message that is dated before the one above it", () => {
    const message = (role: string, timestamp: unknown) => ({ role, tokens: 1, timestamp });
    const messages = [
      message("user", 1000),
      message("assistant", 1010),
      message("user", 1005),
      message("assistant", "soon"),
      message("user", 1065),
    ];
    const { counts, notes } = readLog(JSON.stringify({ messages }));
    expect(notes.notes.get("time-out-of-order")?.count).toBe(1);
    expect(notes.notes.get("bad-time")?.count).toBe(1);
    expect([...(counts.series.get("pause_ms") ?? [])]).toEqual([[59_968, 1]]); // 60,000 ms to ten binary digits
  });

  it("reads UTF-8 with a mark, UTF-16 of both orders, and lines in an encoding that nobody named", () => {
    const text = `${JSON.stringify({ messages: [{ role: "user", content: "zwei Wörter" }] })}\n`;
    const le = Buffer.from(`\ufeff${text}`, "utf16le");
    for (const bytes of [Buffer.from(`\ufeff${text}`), le, Buffer.from(le).swap16()]) {
      const { records, notes } = readLog(new Uint8Array(bytes), { pieces: 3 });
      expect(records).toMatchObject([{ messages: [{ tokens: 2 }] }]);
      expect(notes.skipped.size + notes.notes.size).toBe(0);
    }
    const mixed = readLog(new Uint8Array(Buffer.concat([Buffer.from(text), Buffer.from(text, "latin1")])));
    expect(mixed.records).toHaveLength(2);
    expect(mixed.notes.notes.get("not-utf8")).toEqual({ count: 1, first: ["log:2"] });
  });

  it("skips a line of 100 MB without holding it, and reads on", () => {
    const notes = noteTaker(false);
    const ids: unknown[] = [];
    const reader = logReader("log", { notes, counter: wordCounter }, (record) =>
      ids.push("id" in record ? record.id : ""),
    );
    const encoder = new TextEncoder();
    reader.push(encoder.encode(`${line(1, 1, 1)}\n{"messages": "`));
    const piece = encoder.encode("x".repeat(1 << 20));
    for (let megabyte = 0; megabyte < 100; megabyte++) reader.push(piece);
    reader.push(encoder.encode(`"}\n${line(2, 1, 1)}\n`));
    reader.end();
    expect(ids).toEqual(["1", "2"]);
    expect(notes.taken().skipped.get("too-long")).toEqual({ count: 1, first: ["log:2"] });
  });

  it("reads a truncated archive up to where it breaks off, and says that it does", async () => {
    const folder = mkdtempSync(join(tmpdir(), "llmplan-log-"));
    const whole = gzipSync(Array.from({ length: 20_000 }, (_, id) => line(id, (id * 7919) % 1009, id % 97)).join("\n"));
    const path = join(folder, "cut.jsonl.gz");
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    const { records, notes } = await readLogFile(path);
    expect(records.length).toBeGreaterThan(1000);
    expect(records.length).toBeLessThan(20_000);
    expect(notes.skipped.get("broken-off")?.count).toBe(1);
  });

  it.each([
    "",
    "\n\n",
    "[",
    "[{",
    '[{"messages":',
    "]",
    '"',
    "{}",
    "[]",
    "[[[[[]]]]]",
    "a,b",
    "﻿",
    '"unclosed,quote\n1,2\n',
    `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
    JSON.stringify({
      messages: Array.from({ length: 3 }, () => ({ role: "user", content: [[[[{ content: [{}] }]]]] })),
    }),
    '{"__proto__": {"messages": []}, "constructor": 1}',
    '{"message_tree_id": "t", "message_id": "1", "parent_id": "1", "role": "prompter", "text": "a"}',
  ])("survives %j", (text) => {
    expect(() => readLog(text)).not.toThrow();
  });

  it("neither crashes on arbitrary bytes nor loses a record without saying so", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (bytes, pieces) => {
        readLog(bytes, { pieces });
      }),
      { numRuns: 500 },
    );
    const broken = fc.constantFrom("{oops", '{"messages": 3}', "null", '{"messages":[{"role":"user","tokens":-4}]}');
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.nat(1e6).map((id) => line(id, id, 1)),
            broken,
          ),
          { minLength: 1 },
        ),
        (lines) => {
          const { records, notes } = readLog(lines.join("\n"));
          const skipped = [...notes.skipped.values()].reduce((sum, { count }) => sum + count, 0);
          // A first line of JSON decides that the rest is read line by line; `{oops` in front does so too.
          expect(records.length + skipped).toBe(lines.length);
        },
      ),
    );
  });
});

describe("counts of parts", () => {
  const conversation = fc.array(
    fc.record({ role: fc.constantFrom("user", "assistant", "tool", "system"), tokens: fc.nat(300_000) }),
    { maxLength: 9 },
  );

  it("add up to the counts of the whole, to the byte, however a log is split", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(conversation, fc.integer({ min: 0, max: 3 })), { minLength: 1 }), (parts) => {
        const text = (of: typeof parts): string => of.map(([messages]) => JSON.stringify({ messages })).join("\n");
        const counts = [0, 1, 2, 3].map((part) => readLog(text(parts.filter(([, in_]) => in_ === part))).counts);
        const through: readonly Counts[] = counts.map((part) => readCounts(writeCounts(part)));
        expect(writeCounts(addCounts(through))).toBe(writeCounts(readLog(text(parts)).counts));
      }),
      { numRuns: 50 },
    );
  });

  it("are refused when they are none, with what is wrong", () => {
    expect(() => readCounts('{"llmplan_counts": 2}')).toThrow("llmplan_counts is 2; expected 1");
    expect(() => readCounts("series,value,amount\nnonsense,1,2\n")).toThrow(/series "nonsense" is unknown/);
    expect(() => readCounts("series,value,amount\nrequests,1,-2\n")).toThrow(/expected two whole numbers/);
    expect(() => readCounts("hello")).toThrow(/no rows/);
    const [a, b] = ["cl100k_base", "o200k_base"].map((encoding) => ({ encoding, series: new Map() }));
    expect(() => addCounts([a as Counts, b as Counts])).toThrow(/one way of counting/);
  });
});
