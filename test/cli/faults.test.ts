import { describe, expect, it } from "vitest";
import { WRITING } from "../../scripts/faults/commands.ts";
import { SIGNALS, signalled } from "../../scripts/faults/signals.ts";
import { prepared, tried } from "../../scripts/faults/try-faults.ts";

const command = WRITING.find(({ name }) => name === "calibrate --save-counts");

/** A few of what `npm run faults` tries for every command. */
describe("calibrate --save-counts", async () => {
  if (!command) throw new Error("no such command");
  const ready = await prepared(command);

  it.each(["EIO", "ENOSPC"] as const)("leaves all as before or done where the disk says %s", async (fault) => {
    const calls = [0.4, 0.8].map((share) => Math.round(ready.calls * share));
    expect(await Promise.all(calls.map((call) => tried(ready, call, fault)))).toEqual([[], []]);
  });

  it.each(SIGNALS)("leaves all as before or done after %s", async (signal) => {
    const moments = [0.5, 0.95].map((share) => share * ready.wallMs);
    expect(await Promise.all(moments.map((moment) => signalled(ready, signal, moment)))).toEqual([[], []]);
  });
});
