import { describe, expect, it } from "vitest";
import { formatProblem, InputError } from "../../src/assumptions/problem.ts";

const problem = { path: ["data", "rows", 2], found: "3", expected: "text" };
const at = (file: string, line: number, column: number) => ({ ...problem, place: { file, line, column } });

describe("a problem as a line", () => {
  it("starts with file, line and column, or with the option of the command line", () => {
    expect(formatProblem(at("plan.yaml", 3, 5))).toBe("plan.yaml:3:5: data.rows.2: found 3, expected text");
    expect(formatProblem(at("--set", 0, 0))).toBe("--set data.rows.2: found 3, expected text");
    expect(formatProblem({ ...at("plan.yaml", 1, 1), path: [] })).toBe("plan.yaml:1:1: found 3, expected text");
    expect(formatProblem({ ...at("a", 1, 1), nearest: "b" })).toMatch(/expected text \(did you mean b\?\)$/);
  });

  it("cannot steer a terminal, from file names and keys either", () => {
    const hostile = { ...at("\u001b]0;x\u0007.yaml", 1, 1), path: ["\u202e"], found: "a\nb\u{e0001}" };
    expect(formatProblem(hostile)).toBe("\\x1b]0;x\\x07.yaml:1:1: \\u202e: found a\\x0ab\\u{e0001}, expected text");
  });

  it("stands in the order of files and lines", () => {
    const error = new InputError([at("b", 1, 1), at("a", 12, 1), at("a", 2, 9), at("a", 2, 1)]);
    expect(error.problems.map(({ place: { file, line, column } }) => [file, line, column])).toEqual([
      ["a", 2, 1],
      ["a", 2, 9],
      ["a", 12, 1],
      ["b", 1, 1],
    ]);
    expect(error.message.split("\n")).toHaveLength(4);
  });
});
