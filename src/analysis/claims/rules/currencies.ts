import { ancestorsOf, inputsOf } from "../../evaluate.ts";
import type { Node, Place } from "../../node.ts";
import type { Claim } from "../claim.ts";
import type { Examined, Found, Rule } from "./rule.ts";

/** Money in two currencies never meets without a rate between them. */
export const currenciesRule: Rule = (examined) => [...figuresThatMix(examined), ...claimsInAnotherCurrency(examined)];

function figuresThatMix({ sheet, chains }: Examined): readonly Found[] {
  const places = new Map<Node, Place>(chains.map(({ figure, claim }) => [figure, claim.places.follows]));
  return ancestorsOf([...sheet.printed, ...places.keys()]).flatMap((node) => {
    if (node.kind === "leaf" || !mixes(node)) return [];
    const currencies = [...currenciesOf(node)].toSorted().join(" and ");
    const message = `${node.id} puts ${currencies} together without an exchange rate`;
    const place = places.get(node) ?? ancestorsOf([node]).find((above) => above.kind === "leaf")?.place ?? NOWHERE;
    return [{ code: "currencies", severity: "error", subject: node.id, message, place }];
  });
}

const NOWHERE = { file: "", line: 0, column: 0 } as const;

const CURRENCY = /^[A-Z]{3}(?=$|[ /])/;
const RATE = /^[A-Z]{3}\/[A-Z]{3}$/;

const unitOf = (node: Node): string => ("unit" in node ? node.unit : "");

/** Currencies of a node and of what it is made of; an exchange rate has none of its own. */
function currenciesOf(node: Node): ReadonlySet<string> {
  const units = [node, ...inputsOf(node)].map(unitOf).filter((unit) => !RATE.test(unit));
  return new Set(units.flatMap((unit) => CURRENCY.exec(unit) ?? []));
}

const mixes = (node: Node): boolean =>
  currenciesOf(node).size > 1 && !inputsOf(node).some((input) => RATE.test(unitOf(input)));

/** A claim printed with a sign of money follows from figures in that money. */
function claimsInAnotherCurrency({ chains }: Examined): readonly Found[] {
  return chains.flatMap(({ claim, unit }) => {
    const printed = currencyOfText(claim);
    const computed = CURRENCY.exec(unit)?.[0];
    if (printed === undefined || computed === undefined || printed === computed) return [];
    const message = `${claim.id} prints ${claim.text}, and follows a figure in ${computed}`;
    return [{ code: "currencies", severity: "error", subject: claim.id, message, place: claim.places.follows }];
  });
}

const SIGNS: Readonly<Record<string, string>> = { $: "USD", "€": "EUR", "£": "GBP" };

const currencyOfText = ({ text }: Claim): string | undefined =>
  SIGNS[/[$€£]/.exec(text)?.[0] ?? ""] ?? /\b(?:USD|EUR|GBP)\b/.exec(text)?.[0];
