import type { ResultFigure } from "../result.ts";
import type { Sensitivity } from "./sensitivity.ts";

/** A sensitivity as plain data by id: `sensitivity.<figure>.by.<input>.{at_low,at_high,swing,first_order_fraction,total_fraction}`. */
export function sensitivityFigures(sensitivity: Sensitivity): Readonly<Record<string, ResultFigure>> {
  const { id, label, unit, tornado, variance } = sensitivity;
  const [low, high] = tornado.basis === "p10-p90" ? ["P10", "P90"] : ["10% below its value", "10% above its value"];
  const figures: [string, ResultFigure][] = tornado.bars.flatMap((bar) => {
    const about = (name: string, text: string, formula: string, value: number): [string, ResultFigure] => [
      `sensitivity.${id}.by.${bar.id}.${name}`,
      { value, unit, label: `${label}, ${text}`, formula, of: [id, bar.id] },
    ];
    return [
      about("at_low", `with ${bar.label} at its ${low}`, "the other inputs at their medians", bar.low.figure),
      about("at_high", `with ${bar.label} at its ${high}`, "the other inputs at their medians", bar.high.figure),
      about("swing", `difference that ${bar.label} makes`, `size of (at ${high} − at ${low})`, bar.swing),
    ];
  });
  const shares: [string, ResultFigure][] = (variance?.factors ?? []).flatMap((factor) => {
    const share = (
      name: string,
      text: string,
      formula: string,
      estimate: typeof factor.first,
    ): [string, ResultFigure] => [
      `sensitivity.${id}.by.${factor.ids.join("+")}.${name}`,
      {
        value: estimate.value,
        standardError: estimate.standardError,
        unit: "fraction",
        label: `Share of the variance of ${label}: ${factor.label}, ${text}`,
        formula,
        of: [id, ...factor.ids],
      },
    ];
    return [
      share("first_order_fraction", "alone", "first-order Sobol index", factor.first),
      share("total_fraction", "with its interactions", "total Sobol index", factor.total),
    ];
  });
  return Object.fromEntries([...figures, ...shares]);
}
