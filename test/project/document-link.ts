import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ROOT } from "../cli/run.ts";

/** What is wrong with a link found in a document; nothing where it leads somewhere. */
export function faultOf(link: string, from: string): string | undefined {
  if (/^(https?|mailto):/.test(link)) return undefined;
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? join(ROOT, from) : join(ROOT, dirname(from), decodeURI(path));
  if (relative(ROOT, target).startsWith("..")) return "leads out of the project";
  if (!existsSync(target)) return "no such file";
  if (anchor === undefined || statSync(target).isDirectory()) return undefined;
  return anchorsOf(readFileSync(target, "utf8")).includes(anchor) ? undefined : "no such heading";
}

/** Anchors of headings as code hosts make them: lower case, no punctuation, hyphens for spaces. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```/gm, "").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
