import { closeSync, openSync, writeSync } from "node:fs";

/** What a synthetic log holds. */
export interface LogTruth {
  readonly megabytes: number;
  readonly conversations: number;
  readonly inputTokens: number;
}

/** Conversations whose lengths and turns vary without chance; text stands beside the counts, as in a real log. */
export function writeSyntheticLog(path: string, megabytes: number): LogTruth {
  const file = openSync(path, "w");
  const text = "The quick brown fox jumps over the lazy dog. ".repeat(60);
  let [conversations, written, inputTokens] = [0, 0, 0];
  let pending = "";
  while (written < megabytes * 1e6) {
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
  written += writeSync(file, pending);
  closeSync(file);
  return { megabytes: written / 1e6, conversations, inputTokens };
}
