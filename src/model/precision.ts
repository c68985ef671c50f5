/** Number formats of matrix multiplications and of stored weights. */
export const PRECISIONS = ["fp32", "bf16", "fp16", "fp8", "int8", "nf4"] as const;
export type Precision = (typeof PRECISIONS)[number];

/**
 * The precision that a text names, as papers and benchmarks spell it: `amp_bf16`, `FP8/BF16`, `nf4-dq`, `16-bit`. Mixed
 * ones name the format of most matrix multiplications first. Undefined where none is known.
 */
export function precisionNamed(text: string): Precision | undefined {
  const word = text.toLowerCase();
  return SPELLINGS.find(([pattern]) => pattern.test(word))?.[1];
}

const SPELLINGS: readonly (readonly [RegExp, Precision])[] = [
  [/nf4|int4|fp4|4.?bit|gptq|awq/, "nf4"],
  [/fp8|e4m3|float8/, "fp8"],
  [/int8|8.?bit/, "int8"],
  [/bf16|bfloat16|16.?bit/, "bf16"],
  [/fp16|float16|^f16$|half/, "fp16"],
  [/fp32|tf32|float32|32.?bit/, "fp32"],
];

/** The precision in which a GPU multiplies: packed weights are unpacked to 16 bits first. */
export function multiplyPrecision(precision: Precision): "bf16" | "fp8" | "fp32" {
  switch (precision) {
    case "fp8":
      return "fp8";
    case "fp32":
      return "fp32";
    case "bf16":
    case "fp16":
    case "int8":
    case "nf4":
      return "bf16";
  }
}
