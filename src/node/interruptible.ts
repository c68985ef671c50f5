import { runInNewContext } from "node:vm";

/** Somebody has pressed Ctrl-C. */
export class InterruptedError extends Error {
  constructor() {
    super("interrupted");
    this.name = "InterruptedError";
  }
}

/**
 * Does work that signals end at once. While JavaScript computes without a pause, Node hears no signal: only what runs
 * through `vm` can be broken off by Ctrl-C, and SIGTERM is left to the system, which ends the process. So the work must
 * not write anything: it stops anywhere, without its `finally`.
 *
 * @throws InterruptedError on Ctrl-C
 */
export function interruptible<Result>(work: () => Result): Result {
  const results: Result[] = [];
  const call = (): void => void results.push(work());
  const listeners = process.listeners("SIGTERM");
  process.removeAllListeners("SIGTERM");
  try {
    runInNewContext("call()", { call }, { breakOnSigint: true, displayErrors: false });
  } catch (error) {
    throw isBreak(error) ? new InterruptedError() : error;
  } finally {
    for (const listener of listeners) process.on("SIGTERM", listener);
  }
  for (const result of results) return result;
  throw new InterruptedError();
}

/** Made in the other context, so no `instanceof Error`. */
const isBreak = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
