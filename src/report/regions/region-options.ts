/** Options of a marker, read from words: `columns=model,h100_days digits=3 unit=yes`. */
import type { MarkerFault } from "./marker.ts";

/** Reads the text of an option, or says what it should be. */
type ReadOption<Value> = (text: string) => { readonly value: Value } | { readonly expected: string };

export type RegionOptions = Readonly<Record<string, ReadOption<unknown>>>;

export type OptionValues<Options extends RegionOptions> = {
  readonly [Name in keyof Options]?: Options[Name] extends ReadOption<infer Value> ? Value : never;
};

export function readOptions<Options extends RegionOptions>(
  written: ReadonlyMap<string, string>,
  options: Options,
): {
  readonly values: OptionValues<Options>;
  readonly faults: readonly (MarkerFault & { known?: readonly string[] })[];
} {
  const faults: (MarkerFault & { known?: readonly string[] })[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, text] of written) {
    const read = Object.hasOwn(options, name) ? options[name] : undefined;
    const result = read?.(text);
    if (!result) faults.push({ found: `${name}=`, expected: `an option: ${Object.keys(options).join(", ")}` });
    else if ("expected" in result) faults.push({ found: `${name}=${text}`, expected: result.expected });
    else values[name] = result.value;
  }
  return { values: values as OptionValues<Options>, faults };
}

/** Words with commas between them. */
export const list: ReadOption<readonly string[]> = (text) => {
  const words = text.split(",").map((word) => word.trim());
  return words.includes("") ? { expected: "words with commas between them" } : { value: words };
};

export const yesNo: ReadOption<boolean> = (text) =>
  text === "yes" || text === "no" ? { value: text === "yes" } : { expected: "yes or no" };

export const whole =
  (least: number, most: number): ReadOption<number> =>
  (text) =>
    /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most
      ? { value: Number(text) }
      : { expected: `a whole number from ${least} to ${most}` };

export const oneOf =
  <Word extends string>(words: readonly Word[]): ReadOption<Word> =>
  (text) => {
    const value = words.find((word) => word === text);
    return value === undefined ? { expected: words.join(", ") } : { value };
  };
