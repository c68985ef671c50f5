import type { Leaf } from "../../node.ts";
import type { Rule } from "./rule.ts";

/**
 * Every assumption has a unit, a source and a provenance (the plan's form sees to that); what is published or measured
 * says where, by a section, a table, a year or an address; and a price says of when it is.
 */
export const sourcesRule: Rule = ({ sheet }) =>
  sheet.leaves.flatMap((leaf) => {
    const { id, source, provenance, place } = leaf;
    if (isTrial(leaf)) return [];
    const vague = (provenance === "published" || provenance === "measured") && !/\d|https?:/.test(source);
    const undated = isPrice(leaf) && !/\b(?:19|20)\d\d\b/.test(`${source} ${leaf.note ?? ""}`);
    return [
      ...(vague
        ? [
            {
              code: "vague-source",
              severity: "warning" as const,
              subject: id,
              message: `the source of ${id}, "${source}", names no section, table, year or address`,
              place,
            },
          ]
        : []),
      ...(undated
        ? [
            {
              code: "undated-price",
              severity: "error" as const,
              subject: id,
              message: `${id} is a price without a date: neither its source nor its note names a year`,
              place,
            },
          ]
        : []),
    ];
  });

/** A value tried on the command line has no source of its own. */
const isTrial = ({ place }: Leaf): boolean => place.line === 0;

/** Money for an amount of something: USD/Mtok, EUR/H100-day, and an exchange rate. */
const isPrice = (leaf: Leaf): boolean => leaf.leaf === "quantity" && /^[A-Z]{3}\//.test(leaf.unit);
