/** Readers of logs: bytes as they lie on the disk, records, counts of other people's queries. */
import { gzipSync } from "node:zlib";
import { calibrate } from "../../src/analysis/calibration/calibration.ts";
import { checkModel } from "../../src/analysis/calibration/model-check.ts";
import { flatPrice } from "../../src/analysis/replay/request-price.ts";
import { recordBiller } from "../../src/cli/record-biller.ts";
import { addCounts } from "../../src/logs/counts.ts";
import { CountsFault, readCounts, writeCounts } from "../../src/logs/counts-file.ts";
import { logReader } from "../../src/logs/log-reader.ts";
import type { LogRecord } from "../../src/logs/log-record.ts";
import { noteTaker } from "../../src/logs/reading-notes.ts";
import { tally } from "../../src/logs/tally.ts";
import { estimatingCounter } from "../../src/logs/token-counter.ts";
import { FileError } from "../../src/node/file-error.ts";
import { unpackLog } from "../../src/node/log-stream.ts";
import { type Reader, require, requireClean, requireClear, textReader } from "./reader.ts";

const CHAT =
  '{"id":"a","messages":[{"role":"system","content":"You."},{"role":"user","content":[{"type":"text","text":"hi"}],"timestamp":1700000000},{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f","arguments":"{}"}}],"usage":{"prompt_tokens":5,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":2}}}]}\n';
const TREE =
  '{"message_tree_id":"t","prompt":{"role":"prompter","text":"a","replies":[{"role":"assistant","text":"b","replies":[]}]}}\n{"message_tree_id":"u","message_id":"1","parent_id":null,"role":"prompter","text":"a"}\n';
const TRACE =
  '{"timestamp":27482,"input_length":6955,"output_length":52,"hash_ids":[46,47]}\n{"response":{"status_code":200,"body":{"usage":{"input_tokens":4,"output_tokens":1}}},"custom_id":"r"}\n';
const USAGE =
  '{"data":[{"start_time":1700000000,"results":[{"num_model_requests":3,"input_tokens":100,"output_tokens":20,"input_cached_tokens":10}]}]}\n';
const CSV =
  "conversation_id,role,tokens,timestamp\na,user,5,2024-01-31T10:00:00Z\na,assistant,7,2024-01-31T10:00:05Z\n";
const REQUESTS = "TIMESTAMP;ContextTokens;GeneratedTokens\n2023-11-16 18:15:46.68;374;44\n";
const LIST = '[\n  {"role": "user", "content": "a"},\n  {"role": "assistant", "tokens": 3}\n]\n';
const COUNTS =
  '{"llmplan_counts":1,"encoding":"as recorded","first_ms":0,"last_ms":5,"series":{"total.conversations":[[0,2]],"user_tokens":[[5,2],[9,1]],"assistant_tokens":[[7,3]],"requests":[[1,2]],"user_turns":[[1,2]]}}';
const ROWS = "series,value,amount\nrequests,1,2\nuser_tokens,5,9\n";

interface Read {
  readonly records: readonly LogRecord[];
  readonly said: string;
}

/** Reads a log in pieces of some size, and counts and bills it. */
function readLog(bytes: Uint8Array, size: number): Read {
  const notes = noteTaker(false);
  const records: LogRecord[] = [];
  const counting = tally("estimate");
  const biller = recordBiller(
    {
      price: flatPrice({ inputUsdPerMtok: 1, outputUsdPerMtok: 2, cacheReadUsdPerMtok: 0.1 }),
      cache: { rule: "previous-input", minimumTokens: 0, blockTokens: 1 },
    },
    { blockTokens: 512 },
  );
  const reader = logReader("log", { notes, counter: estimatingCounter }, (record) => {
    records.push(record);
    counting.add(record, () => notes.note("time-out-of-order", "log"));
    biller.add(record);
  });
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  require(Number.isFinite(biller.result().costUsd), "a cost without an end");
  const said = writeCounts(counting.counts());
  require(writeCounts(addCounts([readCounts(said)])) === said, "counts that do not come back as they were written");
  return { records, said };
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}

const ZSTD = Uint8Array.from(Buffer.from("KLUv/SQIQQAAYWJjZGVmZwpgWxKH", "base64"));

const packed: Reader = {
  name: "packed",
  seeds: () => [gzipSync(CHAT), gzipSync(`${TRACE}${TRACE}`), ZSTD, CHAT],
  async read(bytes) {
    for (const size of [bytes.length + 1, 7]) {
      try {
        await unpackLog(inPieces(bytes, size), "log", { take: () => {}, progress: () => {} });
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        requireClear(error.message);
      }
    }
  },
};

const log: Reader = {
  name: "log",
  seeds: () => [CHAT, TREE, TRACE, USAGE, CSV, REQUESTS, LIST, Buffer.from(`\uFEFF${CHAT}`, "utf16le")],
  read(bytes) {
    const whole = readLog(bytes, bytes.length + 1);
    const parts = readLog(bytes, bytes.length < 100_000 ? 5 : 50_001);
    require(whole.said === parts.said, "what is read depends on the size of pieces");
    requireClean();
  },
};

/** Reads counts; undefined where they were refused with a reason. */
function counted(text: string) {
  try {
    return readCounts(text);
  } catch (error) {
    if (!(error instanceof CountsFault || error instanceof SyntaxError)) throw error;
    require(error.message.length < 2000, `a message of ${error.message.length} characters`);
    return undefined;
  }
}

export const LOG_READERS = [
  packed,
  log,
  textReader(
    "counts",
    () => [COUNTS, ROWS, '[{"series":"requests","value":"1","amount":2}]'],
    (text) => {
      const counts = counted(text);
      if (!counts) return;
      const written = writeCounts(counts);
      require(writeCounts(readCounts(written)) === written, "counts that do not come back as they were written");
    },
  ),
  textReader(
    "calibration",
    () => [COUNTS, ROWS],
    (text) => {
      const counts = counted(text);
      if (counts) checkModel(counts, calibrate(counts));
    },
  ),
];
