import { OPTION_KINDS, type OptionKind } from "../model/option-kind.ts";

/** Two options that are compared: from which volume the first stays cheaper than the second. */
export interface OptionPair {
  /** `lora_api`: what stands behind `break_even.` in ids. */
  readonly id: string;
  readonly first: string;
  readonly second: string;
}

/**
 * Every pair once. First stands the option that has more to pay whatever the volume, by its kind: self-hosting before
 * a product, a hosted fine-tune and an API; of the same kind, the one that is written later.
 */
export function optionPairs(
  options: readonly { readonly key: string; readonly kind: OptionKind }[],
): readonly OptionPair[] {
  const order = options.toSorted((a, b) => OPTION_KINDS.indexOf(b.kind) - OPTION_KINDS.indexOf(a.kind));
  return order.flatMap((one, index) =>
    order.slice(index + 1).map((other) => {
      // Of the same kind, sorting has left the one written earlier first.
      const [first, second] = one.kind === other.kind ? [other.key, one.key] : [one.key, other.key];
      return { id: `${first}_${second}`, first, second };
    }),
  );
}
