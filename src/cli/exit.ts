/** Exit codes, everywhere the same. */
export const EXIT = {
  done: 0,
  /** A check failed. */
  failed: 1,
  /** The input or the command was wrong. */
  wrong: 2,
  /** It could not finish: disk, worker, defect. */
  unfinished: 3,
  /** By Ctrl-C (SIGINT). */
  interrupted: 130,
  /** By SIGTERM. */
  terminated: 143,
} as const;

/** The command itself was wrong: an option, an argument, a section that the plan does not have. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
