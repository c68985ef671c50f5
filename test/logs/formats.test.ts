import { describe, expect, it } from "vitest";
import { parseColumns } from "../../src/logs/columns.ts";
import type { ConversationRecord, LogRecord } from "../../src/logs/log-record.ts";
import { requestsOf } from "../../src/logs/requests.ts";
import { readLog } from "./read-log.ts";

/** Roles and tokens, `u3 a5`; tokens are words (see wordCounter). */
const shape = (record: LogRecord | undefined): string =>
  record?.kind === "conversation"
    ? record.messages.map(({ role, tokens }) => `${role[0]}${tokens}`).join(" ")
    : JSON.stringify(record?.kind === "request" ? record.usage : record);

const shapes = (text: string, options?: Parameters<typeof readLog>[1]): readonly string[] => {
  const { records, notes } = readLog(text, options);
  expect([...notes.skipped.keys()]).toEqual([]);
  return records.map(shape);
};

const CHAT = [
  { role: "system", content: "be very kind" },
  {
    role: "user",
    content: [
      { type: "text", text: "what is " },
      { type: "text", text: "this ?" },
    ],
  },
  { role: "assistant", content: null, tool_calls: [{ function: { name: "look ", arguments: '{"a": 1}' } }] },
  { role: "tool", content: "a small cat" },
  { role: "assistant", content: "a cat" },
];

describe("forms of logs", () => {
  it("reads OpenAI messages: tools, null content and content in parts", () => {
    expect(shapes(JSON.stringify({ messages: CHAT }))).toEqual(["s3 u4 a3 t3 a2"]);
  });

  it("counts a part without text as a note, not as a message to skip", () => {
    const message = {
      role: "user",
      content: [
        { type: "image_url", image_url: { url: "x" } },
        { type: "text", text: "one two" },
      ],
    };
    const { records, notes } = readLog(JSON.stringify({ messages: [message] }));
    expect(records.map(shape)).toEqual(["u2"]);
    expect(notes.notes.get("part-without-text")?.count).toBe(1);
  });

  it("reads the same conversations one a line, in a list, over several lines, and as bare lists of messages", () => {
    const two = [{ messages: CHAT }, { messages: CHAT.slice(1, 2) }];
    const expected = ["s3 u4 a3 t3 a2", "u4"];
    expect(shapes(two.map((value) => JSON.stringify(value)).join("\n"))).toEqual(expected);
    expect(shapes(JSON.stringify(two))).toEqual(expected);
    expect(shapes(JSON.stringify(two, null, 2))).toEqual(expected);
    expect(shapes(two.map((value) => JSON.stringify(value, null, 2)).join("\n"))).toEqual(expected);
    expect(shapes(two.map(({ messages }) => JSON.stringify(messages)).join("\n"))).toEqual(expected);
    expect(shapes(JSON.stringify(two.map(({ messages }) => messages)))).toEqual(expected);
  });

  it.each([1, 2, 3, 7, 64])("reads the same in pieces of %i bytes", (pieces) => {
    const text = JSON.stringify([{ messages: CHAT }, { messages: CHAT.slice(1) }], null, 1);
    expect(shapes(text, { pieces })).toEqual(["s3 u4 a3 t3 a2", "u4 a3 t3 a2"]);
  });

  it("reads OpenAI's batch input as its messages, and batch output as requests with recorded usage", () => {
    const input = {
      custom_id: "1",
      method: "POST",
      url: "/v1/chat/completions",
      body: { model: "m", messages: CHAT.slice(0, 2) },
    };
    expect(shapes(JSON.stringify(input))).toEqual(["s3 u4"]);
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 7,
      total_tokens: 107,
      prompt_tokens_details: { cached_tokens: 64 },
    };
    const output = {
      id: "b",
      custom_id: "1",
      response: { status_code: 200, body: { created: 1_700_000_000, usage } },
      error: null,
    };
    const failed = {
      id: "c",
      custom_id: "2",
      response: { status_code: 429, body: { error: { message: "no" } } },
      error: null,
    };
    const { records, notes } = readLog(`${JSON.stringify(output)}\n${JSON.stringify(failed)}`);
    expect(records).toEqual([
      { kind: "request", usage: { inputTokens: 100, outputTokens: 7, cacheReadTokens: 64 }, timeMs: 1.7e12 },
    ]);
    expect(notes.skipped.get("failed-request")).toEqual({ count: 1, first: ["log:2"] });
  });

  it("takes usage that a record or a message states before text, and adds Anthropic's cached input to the whole", () => {
    const usage = { input_tokens: 10, cache_read_input_tokens: 90, cache_creation_input_tokens: 5, output_tokens: 8 };
    const messages = [
      { role: "user", content: "a b" },
      { role: "assistant", content: "c", usage },
    ];
    const [record] = readLog(JSON.stringify({ messages })).records;
    expect(requestsOf(record as ConversationRecord)).toEqual([
      { inputTokens: 105, outputTokens: 8, cacheReadTokens: 90, cacheWriteTokens: 5, freshTokens: 2 },
    ]);
    const whole = { messages: [{ role: "user", content: "a b" }], usage: { prompt_tokens: 12, completion_tokens: 3 } };
    const [stated] = readLog(JSON.stringify(whole)).records;
    expect(requestsOf(stated as ConversationRecord)).toEqual([{ inputTokens: 12, outputTokens: 3, freshTokens: 2 }]);
  });

  it("reads usage exports as sums", () => {
    const result = {
      object: "r",
      input_tokens: 1000,
      output_tokens: 200,
      input_cached_tokens: 300,
      num_model_requests: 5,
    };
    const page = { object: "page", data: [{ object: "bucket", start_time: 1_730_419_200, results: [result, result] }] };
    const { records } = readLog(JSON.stringify(page, null, 2));
    const usage = { inputTokens: 1000, outputTokens: 200, cacheReadTokens: 300 };
    expect(records).toEqual([0, 1].map(() => ({ kind: "usage", requests: 5, usage, timeMs: 1_730_419_200_000 })));
    const csv =
      "start_time,num_model_requests,input_tokens,output_tokens,input_cached_tokens\n1730419200,5,1000,200,300\n";
    expect(readLog(csv).records).toMatchObject([{ kind: "usage", requests: 5, usage }]);
  });

  it("reads ShareGPT, with its own words for roles", () => {
    const value = {
      id: "x",
      conversations: [
        { from: "human", value: "one two" },
        { from: "gpt", value: "three" },
      ],
    };
    expect(shapes(JSON.stringify([value], null, 2))).toEqual(["u2 a1"]);
  });

  it("takes the longest thread of a tree of replies, among equals the first, nested or message by message", () => {
    const reply = (text: string, role: string, replies: readonly object[] = []) => ({ text, role, replies });
    const tree = {
      message_tree_id: "t",
      prompt: reply("q", "prompter", [
        reply("a b", "assistant"),
        reply("a b c", "assistant", [reply("d", "prompter")]),
        reply("a b c d", "assistant", [reply("d e", "prompter")]),
      ]),
    };
    expect(shapes(JSON.stringify(tree))).toEqual(["u1 a3 u1"]);
    const row = (message_id: string, parent_id: string | null, role: string, text: string) =>
      JSON.stringify({ message_id, parent_id, message_tree_id: "t", role, text });
    const rows = [
      row("1", null, "prompter", "q"),
      row("2", "1", "assistant", "a b"),
      row("3", "1", "assistant", "a b c"),
      row("4", "3", "prompter", "d"),
    ];
    expect(shapes(rows.join("\n"))).toEqual(["u1 a3 u1"]);
  });

  it("reads traces of requests: Azure's CSV and Mooncake's JSON", () => {
    const azure = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:17:03.9799600,4808,10\r\n";
    expect(readLog(azure).records).toEqual([
      {
        kind: "request",
        usage: { inputTokens: 4808, outputTokens: 10 },
        timeMs: Date.UTC(2023, 10, 16, 18, 17, 3) + 979.96,
      },
    ]);
    const mooncake = JSON.stringify({ timestamp: 40, input_length: 900, output_length: 3, hash_ids: [0, 7] });
    expect(readLog(mooncake).records).toEqual([
      { kind: "request", usage: { inputTokens: 900, outputTokens: 3 }, timeMs: 40, blocks: [0, 7] },
    ]);
  });

  it("reads named columns: messages, requests of a session, and requests alone", () => {
    const columns = parseColumns("conversation=thread,role=who,text=said");
    const csv = 'thread,who,said\nx,user,"one, two\nthree"\ny,user,four\nx,bot,five\n';
    expect(shapes(csv, { columns })).toEqual(["u3 a1", "u1"]);
    const requests = parseColumns("conversation=s,input=i,output=o");
    expect(shapes("s;i;o\n1;10;5\n1;25;4\n", { columns: requests })).toEqual(["u10 a5 u10 a4"]);
    expect(
      shapes('{"i": 4, "o": 2, "z": 1}\n{"i": 5, "o": 3}', { columns: parseColumns("input=i,output=o") }),
    ).toHaveLength(2);
  });

  it("says which columns it needs and which the file has", () => {
    expect(() => parseColumns("role=x")).toThrow(/expected input and output, or conversation and role/);
    expect(() => parseColumns("colour=x")).toThrow(/expected meaning=name/);
    expect(() => readLog("a,b\n1,2\n", { columns: parseColumns("input=x,output=b") })).toThrow(
      "no column x; the file has a, b",
    );
  });
});
