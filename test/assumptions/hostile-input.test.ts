import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Changes, type Files, problemLines, SAMPLE } from "./sample-plan.ts";

/** Loads, and fails on anything but success or clear problems: `problemLines` rethrows every other error. */
function isHandled(files: Files | string, changes: Changes = {}): void {
  for (const line of problemLines(files, changes)) {
    expect(line).toMatch(/found .+, expected |^and \d+ more problems$/);
    expect(line).not.toMatch(/\p{Cc}|\p{Cs}/u);
  }
}

/** Pieces that YAML and plans give a meaning. */
const piece = fc.constantFrom(
  ...["a", "data", "value", "rows", "normal", "extends", "include", "__proto__", ": ", "- ", "? ", "\n", "  ", "\t"],
  ...["[", "]", "{", "}", ",", "&a ", "*a", "!!x ", "|", ">", "'", '"', "#", "%", "---\n", "...", "~", "1e400", ".nan"],
  ...["-0", "25 to 40", "\u0000", "\uFEFF", "\uD800", "\u001b[31m", "\\", "<<: *a\n", "plan.yaml", "scenarios/x.yaml"],
);

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
);

describe("no input makes anything but a plan or clear problems", () => {
  it("as a plan, a scenario, an include or a setting", () => {
    fc.assert(
      fc.property(text, (body) => {
        isHandled(body);
        const files = { "plan.yaml": `include: [part.yaml]\n${SAMPLE}`, "part.yaml": body, "scenarios/x.yaml": body };
        isHandled(files, { scenarios: ["x"] });
        isHandled(SAMPLE, { sets: [body, `data.person_days=${body}`], scenarios: [body] });
      }),
      { numRuns: 400, seed: 2 },
    );
  });

  it("as any change of a plan: text put in, taken out or doubled", () => {
    const cut = fc.nat({ max: SAMPLE.length });
    fc.assert(
      fc.property(cut, cut, text, (from, to, body) => {
        isHandled(SAMPLE.slice(0, from) + body + SAMPLE.slice(to));
      }),
      { numRuns: 600, seed: 3 },
    );
  });

  it("as any value of an assumption, written as JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const json = JSON.stringify(value);
        isHandled(SAMPLE.replace("value: 170", () => `value: ${json}`));
        isHandled(SAMPLE.replace("{ normal: { mean: 12 to 30, sd: 8 } }", () => json));
        isHandled(SAMPLE.replace("{ label: Bloom, days: 105, gpus: 384, gpu: a100 }", () => json));
      }),
      { numRuns: 400, seed: 4 },
    );
  });

  it("as any parameters of any distribution", () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }));
    const names = ["normal", "lognormal", "triangular", "pert", "uniform", "truncated_normal", "gamma", "weibull"];
    const parameters = ["mean", "sd", "p5", "p95", "min", "mode", "max", "lower", "upper"];
    const family = fc.tuple(
      fc.constantFrom(...names, "negative_binomial"),
      fc.dictionary(fc.constantFrom(...parameters), number, { maxKeys: 4 }),
    );
    fc.assert(
      fc.property(family, ([name, given]) => {
        const written = JSON.stringify({ [name]: given });
        isHandled(SAMPLE.replace("value: 170", () => `value: ${written}`));
        isHandled(SAMPLE.replace("{ normal: { mean: 12 to 30, sd: 8 } }", () => written));
      }),
      { numRuns: 1_000, seed: 5 },
    );
  });

  it("as endless includes and scenarios", () => {
    const endless = (path: string) => (path === "plan.yaml" ? `include: [a.yaml]\n${SAMPLE}` : `include: [x${path}]\n`);
    const files = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, path) => endless(String(path)),
        getOwnPropertyDescriptor: (_, path) => ({ value: endless(String(path)), configurable: true, enumerable: true }),
      },
    );
    expect(problemLines(files).join("\n")).toContain("found more than 100 files");
  });
});
