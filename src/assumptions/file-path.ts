/** The path of a file named relative to another: `../catalog/gpus.yaml` beside `assumptions/x/plan.yaml`. */
export function resolveBeside(file: string, relative: string): string {
  const slash = Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\"));
  const folder = file.slice(0, slash + 1);
  const kept: string[] = [];
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    const last = kept.at(-1);
    if (part === ".." && last !== undefined && last !== "..") kept.pop();
    else kept.push(part);
  }
  return upwards(folder, kept);
}

/** Takes `..` off the end of the folder, as long as it names a folder that can be left. */
function upwards(folder: string, parts: readonly string[]): string {
  const named = /(?:^|[/\\])(?!\.{1,2}[/\\])[^/\\:]+[/\\]$/;
  if (parts[0] !== ".." || !named.test(folder)) return folder + parts.join("/");
  return upwards(folder.replace(/[^/\\]+[/\\]$/, ""), parts.slice(1));
}
