import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder, treeOf } from "./tree.ts";
import { copyOf, type Prepared, run, wrongIn } from "./try-faults.ts";

/** A disk of its own in memory, as small as asked; undefined where this user or system mounts none. */
function mounted(kilobytes: number): string | undefined {
  const place = emptyFolder();
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", place]);
  if (status === 0) return place;
  rmSync(place, { recursive: true });
  return undefined;
}

function unmounted(place: string): void {
  spawnSync("umount", [place]);
  rmSync(place, { recursive: true, force: true });
}

/**
 * What is wrong after a command has run on a disk with so little room left; nothing where all is as promised.
 *
 * @returns undefined where no disk can be mounted
 */
export async function onSmallDisk(
  { command, folder, before, after }: Prepared,
  roomKilobytes: number,
): Promise<readonly string[] | undefined> {
  const disk = mounted(20_000);
  if (disk === undefined) return undefined;
  try {
    const copy = copyOf(folder);
    for (const name of readdirSync(copy))
      cpSync(join(copy, name), join(disk, name), { recursive: true, verbatimSymlinks: true });
    rmSync(copy, { recursive: true });
    fillUp(disk, roomKilobytes);
    const ended = await run(command.args, disk);
    rmSync(join(disk, FILLER));
    const wrong = [
      ...wrongIn(command, { before, after, now: treeOf(disk) }, ended),
      ...(ended.code === 0 || ended.err.includes("ENOSPC") ? [] : [`no word of a full disk: ${ended.err}`]),
    ];
    return wrong.map((what) => `${command.name}, ${roomKilobytes} kB left: ${what}`);
  } finally {
    unmounted(disk);
  }
}

const FILLER = "filler";

/** Takes all room but so much; a disk counts in pages of 4 kB. */
function fillUp(disk: string, leftKilobytes: number): void {
  const { stdout } = spawnSync("df", ["--output=avail", "-k", disk], { encoding: "utf8" });
  const free = Number(stdout.trim().split("\n").at(-1));
  writeFileSync(join(disk, FILLER), Buffer.alloc(Math.max(0, free - leftKilobytes) * 1024));
}
