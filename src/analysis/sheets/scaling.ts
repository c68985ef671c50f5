import {
  BESIROGLU_2024,
  computeOptimal,
  expectedLoss,
  HOFFMANN_2022,
  type ScalingLaw,
} from "../../model/chinchilla.ts";
import { type Figure, figure, type Numeric } from "../node.ts";

const LAWS: readonly { readonly key: string; readonly name: string; readonly law: ScalingLaw }[] = [
  { key: "hoffmann_2022", name: "Hoffmann 2022", law: HOFFMANN_2022 },
  { key: "besiroglu_2024", name: "Besiroglu 2024", law: BESIROGLU_2024 },
];

/** Whether a pre-training run uses its computation well: tokens a parameter, expected loss, and the best size and data. */
export function scalingFigures(
  id: string,
  parameters: Numeric,
  tokens: Figure<number>,
  flop: Figure<number>,
): readonly Figure<number>[] {
  const ratio = figure({
    id: `${id}.tokens_per_parameter`,
    unit: "tokens/parameter",
    label: "Tokens a parameter",
    formula: "tokens trained on ÷ parameters",
    of: { tokens, parameters },
    by: (x) => x.tokens / x.parameters,
  });
  const byLaw = LAWS.flatMap(({ key, name, law }) => [
    figure({
      id: `${id}.${key}.loss`,
      unit: "nats/token",
      label: `Expected loss, ${name}`,
      formula: "E + A/N^α + B/D^β",
      of: { parameters, tokens },
      by: (x) => expectedLoss(law, x),
    }),
    figure({
      id: `${id}.${key}.optimal_parameters`,
      unit: "parameters",
      label: `Best size for the same computation, ${name}`,
      formula: "lowest loss at C = 6ND",
      of: { flop },
      by: (x) => computeOptimal(law, x.flop).parameters,
    }),
    figure({
      id: `${id}.${key}.optimal_tokens`,
      unit: "tokens",
      label: `Best number of tokens for it, ${name}`,
      formula: "lowest loss at C = 6ND",
      of: { flop },
      by: (x) => computeOptimal(law, x.flop).tokens,
    }),
  ]);
  return [ratio, ...byLaw];
}
