/** Other engines for the same model. Each is a program of its own; one that is not installed is skipped. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunResult } from "./run-result.ts";

export interface Peer {
  readonly name: string;
  /** Conversations of one run: half a second to two. */
  readonly conversations: number;
  /** A run, or why there is none. */
  readonly run: (conversations: number) => RunResult | string;
}

const here = import.meta.dirname;
/** Kept between runs. */
const cache = join(tmpdir(), "llmplan-bench-peers");

export function messagePeers(): readonly Peer[] {
  return [
    python("numpy, padded matrix and mask (what most people write)", "padded", 500_000),
    python("numpy at its best, double precision", "sorted64", 2_000_000),
    python("numpy at its best, single-precision draws", "sorted32", 2_000_000),
    python("numpy at its best, single precision, large chunks", "sorted32", 2_000_000, 65_536),
    python("numpy, 16-bit quantile table (tail cut at 8e-6)", "table16", 4_000_000),
    python("Python loop as the appendix writes it", "appendix", 20_000),
    javascript("JavaScript loop, d3-random", "d3"),
    javascript("JavaScript loop, @stdlib/random", "stdlib"),
    c("C, gcc -O3 -march=native, alias table, eight lanes", 8_000_000),
  ];
}

export function normalPeers(): readonly Peer[] {
  return [python("numpy, two normals a conversation", "normals", 16_000_000)];
}

function python(name: string, kind: string, conversations: number, chunk?: number): Peer {
  const more = chunk === undefined ? [] : [String(chunk)];
  return {
    name,
    conversations,
    run: (n) =>
      output("python3", [join(here, "peers/conversation.py"), kind, String(n), ...more], "python3 with numpy"),
  };
}

function javascript(name: string, kind: string): Peer {
  return {
    name,
    conversations: 400_000,
    run(n) {
      if (!existsSync(join(cache, "node_modules/d3-random"))) install();
      return output(
        process.execPath,
        [join(here, "peers/conversation.mjs"), kind, String(n), cache],
        "its npm package",
      );
    },
  };
}

function install(): void {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, "package.json"), '{"private": true}');
  const packages = ["d3-random@3.0.2", "@stdlib/random-base-lognormal@0.2.2", "@stdlib/random-base-normal@0.2.2"];
  spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], { cwd: cache });
}

function c(name: string, conversations: number): Peer {
  const binary = join(cache, "conversation");
  let built: boolean | undefined;
  return {
    name,
    conversations,
    run(n) {
      if (built === undefined) {
        mkdirSync(cache, { recursive: true });
        const source = join(here, "peers/conversation.c");
        built = spawnSync("cc", ["-O3", "-march=native", "-o", binary, source, "-lm"]).status === 0;
      }
      return built ? output(binary, [String(n)], "a C compiler") : "skipped: a C compiler is not installed";
    },
  };
}

function output(command: string, args: readonly string[], needs: string): RunResult | string {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout) as RunResult) : `skipped: ${needs} is not installed`;
}
