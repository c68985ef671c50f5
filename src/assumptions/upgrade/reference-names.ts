import { isMap, isScalar, type Pair, type Scalar, visit } from "yaml";
import type { Edit, UpgradeStep } from "./step.ts";

/**
 * Version 0 to 1. Before a plan could say how its own need compares with the reference rows (`needs.compute_factor`,
 * `needs.data_factor`), `approach.sft.h100_days` was the mean of the rows. Now it is that times the factor, and what
 * approaches and routes build on is `approach.sft.reference_h100_days`; so too with instances and tokens.
 */
export const referenceNames: UpgradeStep = {
  change: "what approaches build on is named approach.*.reference_…; schema: 1 says the version",
  edits(document, text) {
    if (!isMap(document.contents)) return [];
    const edits: Edit[] = [];
    const rename = (_: unknown, scalar: Scalar) => {
      const edit = renamed(scalar, text);
      if (edit) edits.push(edit);
    };
    for (const section of document.contents.items) {
      if (!SECTIONS.has(nameOf(section) ?? "") || !section.value) continue;
      visit(section.value, {
        Pair: (_, pair) => (WORDS.has(nameOf(pair) ?? "") ? visit.SKIP : undefined),
        Scalar: rename,
      });
    }
    return edits;
  },
};

/** Sections whose combinations named figures of approaches. */
const SECTIONS: ReadonlySet<string> = new Set(["ratios", "approaches", "projection"]);
/** Keys whose text is for people. */
const WORDS: ReadonlySet<string> = new Set(["label", "source", "note"]);

const NAMES: Readonly<Record<string, string>> = {
  h100_days: "reference_h100_days",
  instances_needed: "reference_instances",
  tokens_needed: "reference_tokens",
};

const OLD = new RegExp(`^(approach\\.(?:[a-z][a-z0-9_]*|\\*)\\.)(${Object.keys(NAMES).join("|")})$`);

function renamed({ value, range }: Scalar, text: string): Edit | undefined {
  const [, approach, figure] = (typeof value === "string" && OLD.exec(value)) || [];
  const name = figure === undefined ? undefined : NAMES[figure];
  if (typeof value !== "string" || name === undefined || !range) return undefined;
  const [from, to] = range;
  const written = text.slice(from, to);
  const now = `${approach}${name}`;
  // Quotes stay; what was written with escapes is written plainly.
  return { from, to, text: written.includes(value) ? written.replace(value, now) : now };
}

const nameOf = ({ key }: Pair): string | undefined =>
  isScalar(key) && typeof key.value === "string" ? key.value : undefined;
