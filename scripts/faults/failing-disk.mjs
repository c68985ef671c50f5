/**
 * Loaded before a command (`node --import`): a file system that fails at one of its calls. FAULT_AT counts the calls,
 * from 1; FAULT_CODE is what the system says; FAULT_LASTS makes every later call that takes room fail too, as on a full
 * disk. FAULT_COUNT names a file that gets the number of calls. What Node itself reads to load the program is left alone.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { FAULT_AT = "0", FAULT_CODE = "EIO", FAULT_LASTS, FAULT_COUNT } = process.env;
const TAKE_ROOM = ["openSync", "writeSync", "fsyncSync", "ftruncateSync", "linkSync", "symlinkSync", "copyFileSync"];
const CALLS = [
  ...["mkdirSync", "writeFileSync", "closeSync", "fchmodSync", "fchownSync", "fstatSync", "renameSync", "rmSync"],
  ...[
    "rmdirSync",
    "readFileSync",
    "readdirSync",
    "statSync",
    "lstatSync",
    "realpathSync",
    "readlinkSync",
    "accessSync",
    "readSync",
  ],
  ...TAKE_ROOM,
];
const takesRoom = new Set([...TAKE_ROOM, "mkdirSync", "writeFileSync"]);
const real = { ...fs };
/** Open files of the program itself. */
const programs = new Set();
let count = 0;

/** What asks: Node itself, when it loads a module. */
const isLoader = () => /\(node:internal|at node:internal/.test(new Error().stack?.split("\n")[4] ?? "");

const isOfProgram = (name, path) =>
  isLoader() ||
  // Standard output is no file of ours.
  ((name === "writeSync" || name === "readSync") && path <= 2) ||
  (typeof path === "string" && /[\\/](dist|node_modules)[\\/]|^\/proc\//.test(path)) ||
  (name === "openSync" && path === undefined) ||
  ((name === "readFileSync" || name === "fstatSync") && path === 0);

for (const name of CALLS) {
  fs[name] = (...given) => {
    const isOfLoader = programs.has(given[0]) && (name === "readSync" || name === "fstatSync");
    if (isOfProgram(name, given[0]) || isOfLoader) {
      const result = real[name](...given);
      if (name === "openSync") programs.add(result);
      return result;
    }
    if (name === "closeSync") programs.delete(given[0]);
    count++;
    const isAt = count === Number(FAULT_AT);
    const isAfter = FAULT_LASTS && Number(FAULT_AT) > 0 && count > Number(FAULT_AT) && takesRoom.has(name);
    // A disk that fills takes a part first.
    if (isAt && FAULT_LASTS && name === "writeSync" && given[1].length - (given[2] ?? 0) > 1)
      return real.writeSync(given[0], given[1], given[2] ?? 0, 1, given[4] ?? null);
    if ((isAt && (!FAULT_LASTS || takesRoom.has(name))) || isAfter)
      throw Object.assign(new Error(`${FAULT_CODE}: injected at call ${count}, ${name}`), { code: FAULT_CODE });
    return real[name](...given);
  };
  if (real[name].native) fs[name].native = real[name].native;
}
/** Logs are read as streams. */
fs.read = (file, ...given) => {
  count++;
  if (count !== Number(FAULT_AT) || FAULT_LASTS) return real.read(file, ...given);
  const answer = given.at(-1);
  process.nextTick(() =>
    answer(Object.assign(new Error(`${FAULT_CODE}: injected at call ${count}, read`), { code: FAULT_CODE })),
  );
};
syncBuiltinESMExports();
if (FAULT_COUNT) process.on("exit", () => real.writeFileSync(FAULT_COUNT, String(count)));
