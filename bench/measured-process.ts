import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface MeasuredProcess {
  readonly exitCode: number | null;
  readonly seconds: number;
  /** Largest resident memory in MB; undefined where the system does not tell. */
  readonly peakMegabytes: number | undefined;
  readonly output: string;
}

/** Runs a program to its end, and reads what Linux says of its memory meanwhile. Its messages show when it breaks off. */
export function measuredProcess(program: string, args: readonly string[]): Promise<MeasuredProcess> {
  return new Promise((resolve) => {
    const start = performance.now();
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let messages = "";
    let kilobytes: number | undefined;
    const watch = setInterval(() => {
      try {
        const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
        if (found) kilobytes = Number(found[1]);
      } catch {
        // It has just ended, or this is not Linux.
      }
    }, 50);
    child.stdout.on("data", (piece: Buffer) => {
      output += piece.toString();
    });
    child.stderr.on("data", (piece: Buffer) => {
      messages += piece.toString();
    });
    child.on("close", (exitCode) => {
      clearInterval(watch);
      if (exitCode !== 0 && exitCode !== 1) process.stderr.write(messages);
      const peakMegabytes = kilobytes === undefined ? undefined : kilobytes / 1024;
      resolve({ exitCode, seconds: (performance.now() - start) / 1000, peakMegabytes, output });
    });
  });
}
