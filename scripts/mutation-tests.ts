/** What a test file of a room asks of vitest, in one process and without its isolation: `scripts/mutation-runner.ts`. */
import { createRequire } from "node:module";

export interface CollectedTest {
  readonly name: string;
  readonly body: () => unknown;
}

type Body = (...values: unknown[]) => unknown;

/** A stand-in for `vitest` that only collects: what the file declares is found in `tests` once it has been loaded. */
export function collector(): { readonly vitest: object; readonly tests: readonly CollectedTest[] } {
  const tests: CollectedTest[] = [];
  const path: string[] = [];
  const group = (name: string, body: Body, values: readonly unknown[] = []): void => {
    path.push(name);
    body(...values);
    path.pop();
  };
  const test = (name: string, body: Body, values: readonly unknown[] = []): void => {
    const whole = [...path, name].join(" > ");
    const same = tests.filter((one) => one.name === whole || one.name.startsWith(`${whole} (`)).length;
    tests.push({ name: same === 0 ? whole : `${whole} (${same})`, body: () => body(...values) });
  };
  const it = Object.assign((name: string, ...rest: unknown[]) => test(name, bodyOf(rest)), variants(test));
  const describe = Object.assign((name: string, ...rest: unknown[]) => group(name, bodyOf(rest)), variants(group));
  return { vitest: { describe, it, expect }, tests };
}

type Declare = (name: string, body: Body, values?: readonly unknown[]) => void;

const variants = (declare: Declare) => ({
  each:
    (cases: readonly unknown[]) =>
    (name: string, ...rest: unknown[]) =>
      cases.forEach((values, index) => {
        declare(`${name} [${index}]`, bodyOf(rest), Array.isArray(values) ? values : [values]);
      }),
  skipIf:
    (skipped: boolean) =>
    (name: string, ...rest: unknown[]) => {
      if (!skipped) declare(name, bodyOf(rest));
    },
});

/** The function among what follows a name; a time-out or options may stand beside it. */
function bodyOf(rest: readonly unknown[]): Body {
  const body = rest.find((one) => typeof one === "function");
  if (!body) throw new Error("a test without a function");
  return body as Body;
}

/** vitest's own expectations, which are a plug-in of chai and need no runner. */
const expect = vitestExpect();

function vitestExpect(): unknown {
  const ofVitest = createRequire(createRequire(import.meta.url).resolve("vitest/package.json"));
  const plugins = ofVitest("@vitest/expect");
  const chai = createRequire(ofVitest.resolve("@vitest/expect"))("chai");
  for (const plugin of [plugins.JestExtend, plugins.JestChaiExpect, plugins.JestAsymmetricMatchers]) chai.use(plugin);
  return chai.expect;
}
