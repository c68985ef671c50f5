/**
 * `npm run faults -- [--every N] [WORDS]`: a disk that fails at every call (or every Nth) of every command that writes, or
 * of those whose names hold a word. `--signals N [--seed S]`: SIGINT, SIGTERM and SIGKILL instead, N of each for each
 * command, at drawn moments. `--small`: a disk of its own that fills instead, with more and more room left, where this
 * user may mount one. By hand, since it takes an hour. Says what was broken, and fails where anything was.
 */
import { parseArgs } from "node:util";
import { addressedUniform } from "../src/math/random-stream.ts";
import { WRITING } from "./faults/commands.ts";
import { SIGNALS, signalled } from "./faults/signals.ts";
import { onSmallDisk } from "./faults/small-disk.ts";
import { type Prepared, prepared, tried } from "./faults/try-faults.ts";

const { values, positionals: words } = parseArgs({
  options: {
    every: { type: "string", default: "1" },
    signals: { type: "string" },
    small: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
  },
  allowPositionals: true,
});

/** One run that may break a promise; says what it broke. */
type Trial = () => Promise<readonly string[]>;

function diskTrials(ready: Prepared): readonly Trial[] {
  const every = Number(values.every);
  const calls = Array.from({ length: Math.ceil(ready.calls / every) }, (_, step) => step * every + 1);
  return (["EIO", "ENOSPC"] as const).flatMap((fault) => calls.map((call) => () => tried(ready, call, fault)));
}

/** Half of them anywhere, half late, where files are written. */
function signalTrials(ready: Prepared, runs: number): readonly Trial[] {
  return SIGNALS.flatMap((signal) => {
    const draw = addressedUniform(Number(values.seed), `${ready.command.name} ${signal}`);
    const moments = Array.from({ length: runs }, (_, index) =>
      index % 2 === 0 ? draw(index) : 0.7 + 0.4 * draw(index),
    );
    return moments.map((moment) => () => signalled(ready, signal, moment * ready.wallMs));
  });
}

/** From none at all to enough for the largest. */
const ROOM_KILOBYTES = [0, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

function smallTrials(ready: Prepared): readonly Trial[] {
  return ROOM_KILOBYTES.map((room) => async () => {
    const wrong = await onSmallDisk(ready, room);
    if (wrong === undefined)
      process.stdout.write(`${ready.command.name}, ${room} kB: skipped, nothing can be mounted\n`);
    return wrong ?? [];
  });
}

function trialsOf(ready: Prepared): readonly Trial[] {
  if (values.small) return smallTrials(ready);
  return values.signals === undefined ? diskTrials(ready) : signalTrials(ready, Number(values.signals));
}

let [runs, broken] = [0, 0];
for (const command of WRITING) {
  if (words.length > 0 && !words.some((word) => command.name.includes(word))) continue;
  const ready = await prepared(command);
  const trials = trialsOf(ready);
  const queue = trials.values();
  const worker = async (): Promise<void> => {
    for (const trial of queue) {
      runs++;
      for (const wrong of await trial()) {
        broken++;
        process.stdout.write(`${wrong}\n`);
      }
    }
  };
  await Promise.all([worker(), worker()]);
  process.stdout.write(
    `${command.name}: ${ready.calls} calls in ${Math.round(ready.wallMs)} ms, ${trials.length} runs\n`,
  );
}
process.stdout.write(`${runs} runs, ${broken} broken promises\n`);
process.exitCode = broken > 0 ? 1 : 0;
