import { isAsPrinted } from "../claim-chain.ts";
import type { Rule } from "./rule.ts";

/**
 * Where the plan has moved away from the document: what the text says of an input is out of date. What a scenario or a
 * setting supposes does not make the document wrong, so there it is a warning.
 */
export const printedInputsRule: Rule = ({ set, sheet, isSupposed }) =>
  set.inputs.flatMap((input) => {
    const severity = isSupposed(input.node ?? "") ? "warning" : "error";
    const leaf = sheet.nodes.get(input.node ?? "");
    if (input.how === "printed" && input.node !== undefined && !leaf) {
      const message = `the plan has no ${input.node}, the document prints ${input.text} in ${input.where}`;
      return [{ code: "input-moved", severity, subject: input.node, message, place: input.place }];
    }
    if (input.how !== "printed" || leaf?.kind !== "leaf" || leaf.leaf !== "quantity") return [];
    if (isAsPrinted(leaf, input)) return [];
    const message = `${leaf.id} is ${leaf.value} ${leaf.unit}, the document prints ${input.text} in ${input.where}`;
    return [{ code: "input-moved", severity, subject: leaf.id, message, place: leaf.place }];
  });
