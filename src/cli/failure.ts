import { InputError } from "../assumptions/problem.ts";
import { FileError } from "../node/file-error.ts";
import { InterruptedError } from "../node/interruptible.ts";
import { WorkerError } from "../node/worker-error.ts";
import { singleLine } from "../report/single-line.ts";
import { EXIT, UsageError } from "./exit.ts";

/** Says on standard error what went wrong; returns the exit code. */
export function reportFailure(error: unknown): number {
  if (error instanceof InterruptedError) return EXIT.interrupted;
  if (error instanceof InputError) return say(error.message, EXIT.wrong);
  if (error instanceof UsageError) return say(`llmplan: ${singleLine(error.message)}`, EXIT.wrong);
  if (error instanceof FileError)
    return say(`llmplan: ${singleLine(error.message)}`, error.fault === "user" ? EXIT.wrong : EXIT.unfinished);
  if (error instanceof WorkerError) return say(`llmplan: ${singleLine(error.message)}`, EXIT.unfinished);
  const stack = (error instanceof Error ? (error.stack ?? error.message) : String(error)).split("\n").map(singleLine);
  return say(`llmplan: this is a defect, please report it\n${stack.join("\n    ")}`, EXIT.unfinished);
}

function say(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}
