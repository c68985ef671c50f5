import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** Names this run among all that ever were: machine, process, and when it began, since numbers of processes return. */
export const thisRun = (): string => `${process.pid} ${hostname()} ${startOf(process.pid)}\n`;

/** The process of a run, for people. */
export const processOf = (run: string): string => run.split(" ")[0] ?? "";

/** Whether a run is still under way. Of one on another machine nobody here can tell. */
export function stateOf(run: string): "running" | "ended" | "elsewhere" {
  const [id = "", machine = "", start = ""] = run.trim().split(" ");
  if (!/^[1-9]\d*$/.test(id) || machine !== hostname()) return "elsewhere";
  return isProcess(Number(id)) && startOf(Number(id)) === start ? "running" : "ended";
}

function isProcess(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The moment at which a process began, as Linux tells it; a word where the system does not tell. */
function startOf(id: number): string {
  try {
    // The name of the program comes second, in brackets, and may hold anything.
    const [, facts = ""] = /^.*\)(.*)$/s.exec(readFileSync(`/proc/${id}/stat`, "utf8")) ?? [];
    return facts.trim().split(" ")[19] ?? "untold";
  } catch {
    return "untold";
  }
}
