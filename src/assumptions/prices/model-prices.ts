/**
 * Models named in a plan become prices before the plan is checked: assumptions like those that somebody wrote, with the
 * price list as their source. So what computes with prices knows nothing of models, lists and dates.
 */
import type { Entry, Located, LocatedMap, Path } from "../located.ts";
import { keyPlaceAt, nodeAt, withEntries } from "../located.ts";
import type { Problem } from "../problem.ts";
import type { PriceBook, PriceFault } from "./price-book.ts";
import { PLACEHOLDER, PRICE_KEYS, priceEntries } from "./price-entries.ts";
import type { HostedPrices } from "./priced-model.ts";

/** Fills in prices, layer by layer: the plan, each scenario, each setting. */
export interface ModelPricer {
  /**
   * @param tree the plan with the layer in it
   * @param layer what the layer says
   */
  readonly fill: (tree: Located, layer: Located) => Located;
  /** What was wrong with the models that no later layer replaced. */
  readonly problems: () => readonly Problem[];
}

/**
 * A model replaces the prices that earlier layers state or imply; a price in a later layer replaces the model's.
 *
 * @param lookup reads the price list, once a plan names a model; absent where there is none, as in a page
 */
export function modelPricer(lookup: (() => Pick<PriceBook, "find">) | undefined): ModelPricer {
  const beside: Problem[] = [];
  const wrong = new Map<string, readonly Problem[]>();
  return {
    fill(tree, layer) {
      let filled = tree;
      for (const at of ownersIn(layer)) {
        beside.push(...pricesBeside(layer, at));
        const named = nodeAt(filled, [...at, "model"]);
        if (named?.kind !== "map") continue;
        const problems: Problem[] = [];
        const prices = lookUp(named, [...at, "model"], lookup, (problem) => problems.push(problem));
        wrong.set(JSON.stringify(at), problems);
        filled = withPrices(filled, at, named, prices);
      }
      return filled;
    },
    problems: () => [...beside, ...[...wrong.values()].flat()],
  };
}

/** The parts of a layer that name a model: the conversation, and models to compare. */
function ownersIn(layer: Located): readonly Path[] {
  const rows = nodeAt(layer, ["hosted_models"]);
  const keys = rows?.kind === "map" ? [...rows.entries.keys()] : [];
  const owners: readonly Path[] = [["conversation"], ...keys.map((key) => ["hosted_models", key])];
  return owners.filter((at) => nodeAt(layer, [...at, "model"])?.kind === "map");
}

/** In one layer a model stands instead of prices, not beside them. */
function pricesBeside(layer: Located, at: Path): readonly Problem[] {
  const paths = PRICE_KEYS.flatMap((key) => [
    [...at, key],
    [...at, "model", key],
  ]);
  return paths
    .filter((path) => nodeAt(layer, path))
    .map((path) => ({
      place: keyPlaceAt(layer, path.slice(0, -1), String(path.at(-1))),
      path,
      found: "a price beside a model",
      expected: "one of them; to change one price of a model, use a scenario or --set",
    }));
}

function lookUp(
  named: LocatedMap,
  path: Path,
  lookup: (() => Pick<PriceBook, "find">) | undefined,
  report: (problem: Problem) => void,
): HostedPrices | undefined {
  const [name, at, provider] = ["name", "at", "provider"].map((key) => textAt(named, key));
  if (name === undefined || at === undefined) return undefined;
  if (!lookup) {
    const found = "the name of a model, and no price list at hand";
    report({ place: named.place, path, found, expected: "prices" });
    return undefined;
  }
  const prices = lookup().find({ name, at, ...(provider !== undefined && { provider }) });
  if (!isFault(prices) && prices.prices.prices.output !== undefined) return prices;
  const { part, found, expected, nearest } = isFault(prices) ? prices : speechless(prices);
  const place = (nodeAt(named, [part]) ?? named).place;
  report({ place, path: [...path, part], found, expected, ...(nearest !== undefined && { nearest }) });
  return undefined;
}

/** A model without a price for output writes nothing that a conversation could use. */
const speechless = ({ model }: HostedPrices): PriceFault => ({
  part: "name",
  found: `${model}, which has no price for output tokens`,
  expected: "a model that writes text",
});

const isFault = (answer: HostedPrices | PriceFault): answer is PriceFault => "part" in answer;

function textAt(map: LocatedMap, key: string): string | undefined {
  const node = nodeAt(map, [key]);
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}

/** Prices in the place of those that were there; harmless ones where there are none, so that nothing is told twice. */
function withPrices(tree: Located, at: Path, named: LocatedMap, prices: HostedPrices | undefined): Located {
  const { main, terms } = prices ? priceEntries(named, prices) : { main: PLACEHOLDER(named), terms: [] };
  const label: readonly [string, Entry][] = textEntry(named, "label", prices?.model ?? "model");
  const inModel = at[0] === "conversation";
  return changeAt(tree, at, (owner) => {
    const bare = without(owner, PRICE_KEYS);
    if (!inModel) return withEntries(bare, [...(bare.entries.has("label") ? [] : label), ...main, ...terms]);
    const model = withEntries(without(named, PRICE_KEYS), terms);
    return withEntries(bare, [["model", { keyPlace: named.place, value: model }], ...main]);
  });
}

function textEntry({ place }: LocatedMap, key: string, value: string): readonly [string, Entry][] {
  return [[key, { keyPlace: place, value: { kind: "scalar", place, value } }]];
}

function without(map: LocatedMap, keys: readonly string[]): LocatedMap {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) };
}

function changeAt(tree: Located, path: Path, change: (map: LocatedMap) => LocatedMap): Located {
  if (tree.kind !== "map") return tree;
  const [step, ...rest] = path;
  if (step === undefined) return change(tree);
  const entry = tree.entries.get(String(step));
  return entry ? withEntries(tree, [[String(step), { ...entry, value: changeAt(entry.value, rest, change) }]]) : tree;
}
