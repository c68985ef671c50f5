/** Readers of the workbench page: links, and scenario files that are dropped on it. */
import { deflateRawSync } from "node:zlib";
import { InputError } from "../../src/assumptions/problem.ts";
import type { PlanState } from "../../src/browser/plan/plan-state.ts";
import { readScenarioYaml, scenarioYaml } from "../../src/browser/scenario/scenario-file.ts";
import { packed, unpacked } from "../../src/browser/scenario/shared-state.ts";
import { handled, type Reader, require, requireClean, requireClear, textReader } from "./reader.ts";

const ORIGIN = { version: "0.1.0", digest: "0123456789abcdef" };
const EDITS = [
  { path: "conversation.turns.normal.mean", text: "15 to 30" },
  { path: "data.writing_speed", text: "{pert: {min: 10, mode: 20, max: 35}}" },
];

const link: Reader = {
  name: "link",
  // What `packed` gives for two edits, and the same before it is packed.
  seeds: () => [
    "FcZNCoMwEAbQqwzfeghGa3_mKiGLqaZFMIkkqRTEu5e-1TuwQ9AZazowtv9tP1zG6-3-0Oc0hxcYFeKw5vQOBZ4RIM5hymkPpWpbcjLtU1I1KZeoq4lBExh2pJZp6ODZYdamRsE4tlCa0BGXJGSZYp6DUM8U9Ss0nCe8P38",
    '{"v":"0.1.0","p":"0123456789abcdef","s":["longer"],"e":[["data.a","8"],["data.b","15 to 30"]]}',
  ],
  async read(bytes) {
    const given = new TextDecoder().decode(bytes);
    const text = given.startsWith("{") ? deflateRawSync(given).toString("base64url") : given;
    const state = await unpacked(text);
    if (typeof state === "string") requireClear(state);
    else {
      const again = await unpacked(await packed(state));
      require(JSON.stringify(again) === JSON.stringify(state), "a state that does not come back as it was packed");
    }
    requireClean();
  },
};

export const PAGE_READERS = [
  link,
  textReader(
    "dropped",
    () => [
      scenarioYaml({ title: "Mine", reason: "To see", ...ORIGIN, state: { scenarios: ["longer"], edits: EDITS } }),
      "title: Mine\nreason: r\ndata:\n  a: { value: 25 to 40, unit: days }\n  b: [1, yes, 'true', null, \"10\"]\n",
    ],
    (text) => {
      const read = handled(() => readScenarioYaml("scenario.yaml", text, ["base"]));
      if (!read) return;
      const { title, state } = read;
      if (!couldBeOfAPlan(state)) return;
      const written = scenarioYaml({ title, reason: "r", ...ORIGIN, state });
      const again = readOrTell(written, state.scenarios);
      require(textOf(again.state) === textOf(state), `changes that do not come back:\n${written}`);
      require(again.title === title, "a title that does not come back");
    },
  ),
];

/** Values of one section are written together, whatever stood between them. */
const textOf = ({ scenarios, edits }: PlanState): string =>
  JSON.stringify([scenarios, edits.toSorted((a, b) => (a.path < b.path ? -1 : 1))]);

/** Changes of other paths are refused before anything could be written of them. */
function couldBeOfAPlan({ scenarios, edits }: PlanState): boolean {
  const paths = edits.map(({ path }) => path);
  return (
    scenarios.every((name) => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) &&
    paths.every((path) => /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/.test(path)) &&
    paths.every((path) => !/^(title|reason|extends)\b/.test(path)) &&
    paths.every((path, at) => !paths.some((other, i) => i !== at && `${other}.`.startsWith(`${path}.`)))
  );
}

function readOrTell(written: string, scenarios: readonly string[]) {
  try {
    return readScenarioYaml("again.yaml", written, scenarios);
  } catch (error) {
    throw error instanceof InputError ? new Error(`${error.message}\n${written}`) : error;
  }
}
