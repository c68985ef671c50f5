import { describe, expect, it } from "vitest";
import { commandNames, documentExamples, helpExamples, notPrinted } from "../../scripts/examples/example.ts";
import { runnableExamples, skipReason, typedBefore, unusedReasons } from "../../scripts/examples/example-list.ts";
import { PLAIN_MACHINE, runExample, STRANGE_MACHINE } from "../../scripts/examples/run-example.ts";

const examples = [...helpExamples(), ...documentExamples()];

describe("examples", () => {
  it("are given by the help of every command", () => {
    const without = commandNames().filter((name) => !examples.some(({ from }) => from === `llmplan ${name} --help`));
    // The lines of these are among those of `llmplan --help`.
    expect(without.filter((name) => !examples.some(({ script }) => script.startsWith(`llmplan ${name}`)))).toEqual([]);
  });

  it("are skipped for few reasons, each of which an example still gives", () => {
    expect(unusedReasons()).toEqual([]);
    expect(examples.filter((example) => skipReason(example) !== undefined).length).toBeLessThan(10);
  });
});

/** `check` of an assumption that has moved is meant to fail. */
const codeOf = (script: string): number => (/llmplan check --set/.test(script) ? 1 : 0);

it("what a document says that a command prints is looked for", () => {
  expect(documentExamples().filter(({ printed }) => printed.length > 0).length).toBeGreaterThan(3);
  expect(notPrinted(["Cost  5", "six"], "Cost 5\nseven")).toEqual(["six"]);
});

describe.concurrent("an example works as shown", () => {
  for (const example of runnableExamples())
    it(`${example.from}: ${example.script.split("\n")[0]}`, async ({ expect }) => {
      const { code, out, err, files } = await runExample(example.script, PLAIN_MACHINE, typedBefore(example));
      expect(err).not.toMatch(/^llmplan: defect/m);
      expect([code, code === codeOf(example.script) ? "" : err]).toEqual([codeOf(example.script), ""]);
      expect(notPrinted(example.printed, out)).toEqual([]);
      expect(out !== "" || Object.keys(files).length > 0).toBe(true);
    }, 120_000);
});

/** One line for each kind of computation and of file; .ci/run compares all examples, and under two versions of Node. */
const COMPARED = [
  "llmplan report --scenario with-doubt --out out",
  "llmplan conversation --engine monte-carlo --conversations 300000 --json",
  "llmplan tables --format docx --out out && llmplan tables --format xlsx --out out",
  "llmplan explain approach.lora.h100_days --scenario with-doubt",
  "llmplan calibrate logs.jsonl.gz --out out",
];

describe("the same bytes, on another day, in another time zone, language and folder, on one core and two", () => {
  it.each(COMPARED)("%s", async (script) => {
    const [plain, strange] = [await runExample(script, PLAIN_MACHINE), await runExample(script, STRANGE_MACHINE)];
    expect(plain.code).toBe(0);
    expect(strange).toEqual(plain);
  });
});
