import { combined } from "../../combination.ts";
import { evaluate } from "../../evaluate.ts";
import type { Rule } from "./rule.ts";

/** Shares of the same whole: they fill it, or leave some of it. */
const SHARES: readonly { readonly ids: readonly string[]; readonly fill: boolean; readonly of: string }[] = [
  { ids: ["data.writing_share_fraction", "data.reviewing_share_fraction"], fill: false, of: "the person-days" },
  {
    ids: ["conversation.variance_fraction.turns", "conversation.variance_fraction.messages"],
    fill: true,
    of: "the variance of a conversation's cost",
  },
];

/** Shares that must add up do: those that fill a whole to 1, others to at most 1. */
export const sharesRule: Rule = ({ sheet }) =>
  SHARES.flatMap(({ ids, fill, of }) => {
    const nodes = ids.flatMap((id) => sheet.nodes.get(id) ?? []);
    const [first = ""] = ids;
    if (nodes.length < ids.length) return [];
    const total = combined({ id: "shares", unit: "", label: of, path: "" }, { sum: ids }, sheet.nodes);
    const sum = evaluate([total]).of(total);
    // A variance of 0 has no shares.
    if (fill ? sum === 0 || Math.abs(sum - 1) <= 1e-9 : sum <= 1 + 1e-12) return [];
    const message = `${ids.join(" and ")} are shares of ${of} and sum to ${Number(sum.toPrecision(6))}, expected ${fill ? "1" : "at most 1"}`;
    const place = nodes.flatMap((node) => (node.kind === "leaf" ? [node.place] : []))[0] ?? NOWHERE;
    return [{ code: "shares", severity: "error", subject: first, message, place }];
  });

const NOWHERE = { file: "", line: 0, column: 0 } as const;
