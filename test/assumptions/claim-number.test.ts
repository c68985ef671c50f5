import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPrinted } from "../../src/assumptions/claim-number.ts";

/** value, one of the last significant digit, one of the last digit */
type Read = readonly [value: number, significantUnit: number, digitUnit: number];

function number(text: string): Read | undefined {
  const found = readPrinted(text);
  if (found?.kind !== "number") return undefined;
  const { value, significantUnit, digitUnit } = found.number;
  return [value, significantUnit, digitUnit];
}

function range(text: string): readonly [Read, Read] | undefined {
  const found = readPrinted(text);
  if (found?.kind !== "range") return undefined;
  const read = ({ value, significantUnit, digitUnit }: typeof found.low): Read => [value, significantUnit, digitUnit];
  return [read(found.low), read(found.high)];
}

describe("a number is read as the deliverable prints it", () => {
  // The texts stand in D2.2; what they mean is rule 1 of the verdict: zeros that end a whole number are not significant.
  const cases: readonly (readonly [string, Read])[] = [
    ["33 600", [33600, 100, 1]],
    ["525 937", [525937, 1, 1]],
    ["2 103 750", [2103750, 10, 1]],
    ["33\u00A0600", [33600, 100, 1]],
    ["33\u2009600", [33600, 100, 1]],
    ["33\u202F600", [33600, 100, 1]],
    ["680,000", [680000, 10000, 1]],
    ["2,700,000", [2700000, 100000, 1]],
    ["56,1", [56.1, 0.1, 0.1]],
    ["56.1", [56.1, 0.1, 0.1]],
    ["~6,7", [6.7, 0.1, 0.1]],
    ["1.000", [1000, 1000, 1]],
    ["1.000 times", [1000, 1000, 1]],
    ["more than 1.000 times", [1000, 1000, 1]],
    ["0.037", [0.037, 0.001, 0.001]],
    ["0.4952", [0.4952, 0.0001, 0.0001]],
    ["0.00001", [0.00001, 0.00001, 0.00001]],
    ["~40k", [40000, 10000, 1000]],
    ["~100k", [100000, 100000, 1000]],
    ["111.5k", [111500, 100, 100]],
    ["~11K", [11000, 1000, 1000]],
    ["1.5e2", [150, 10, 10]],
    ["2000B", [2e12, 1e12, 1e9]],
    ["2T", [2e12, 1e12, 1e12]],
    ["3.3 million", [3.3e6, 1e5, 1e5]],
    ["3.3M", [3.3e6, 1e5, 1e5]],
    ["3.30M", [3.3e6, 1e4, 1e4]],
    ["75%", [0.75, 0.01, 0.01]],
    ["-100%", [-1, 1, 0.01]],
    ["20,000€", [20000, 10000, 1]],
    ["62€", [62, 1, 1]],
    ["$1", [1, 1, 1]],
    ["~5h", [5, 1, 1]],
    ["50h", [50, 10, 1]],
    ["13B", [13e9, 1e9, 1e9]],
    ["3.0", [3, 0.1, 0.1]],
    ["0.0", [0, 0.1, 0.1]],
    ["0", [0, 1, 1]],
    ["10", [10, 10, 1]],
    ["105", [105, 1, 1]],
    ["nearly 11k", [11000, 1000, 1000]],
  ];
  it.each(cases)("%s", (text, expected) => {
    const read = number(text);
    expect(read?.[0]).toBe(expected[0]);
    expect(read?.[1]).toBeCloseTo(expected[1], 12);
    expect(read?.[2]).toBeCloseTo(expected[2], 12);
  });

  it("reads the ends of a range, with a unit or scale that stands behind both", () => {
    expect(range("$1020-1050")).toEqual([
      [1020, 10, 1],
      [1050, 10, 1],
    ]);
    expect(range("~25-40")).toEqual([
      [25, 1, 1],
      [40, 10, 1],
    ]);
    expect(range("30-60h")?.map(([value]) => value)).toEqual([30, 60]);
    expect(range("30-60k")?.map(([value]) => value)).toEqual([30000, 60000]);
    expect(range("4 to 6")?.map(([value]) => value)).toEqual([4, 6]);
    expect(range("4–6")?.map(([value]) => value)).toEqual([4, 6]);
  });
});

describe("what is no number has no reading", () => {
  it.each([
    "",
    "doubles",
    "slightly less",
    "N/A",
    "12 34",
    "1.2.3",
    "1,23,456",
    "5 of 6",
    "60-30",
    "3 2.5",
    "1e999",
    "--5",
  ])("%s", (text) => expect(readPrinted(text)).toBeUndefined());
});

/** Groups the digits of a whole number by three. */
const grouped = (digits: string, separator: string): string => digits.replace(/\B(?=(\d{3})+$)/g, separator);

describe("a printed number is read back", () => {
  const whole = fc.integer({ min: 1, max: 999_999_999 }).map(String);
  const decimals = fc.stringMatching(/^\d{1,6}$/);

  it("whatever separates its thousands and decimals", () => {
    const style = fc.constantFrom(
      ...([
        [" ", ","],
        [" ", "."],
        ["\u202F", ","],
        ["\u00A0", "."],
        [",", "."],
        [".", ","],
        ["’", "."],
      ] as const),
    );
    fc.assert(
      fc.property(whole, decimals, style, fc.boolean(), (digits, fraction, [thousands, point], negative) => {
        const sign = negative ? "-" : "";
        const text = `${sign}${grouped(digits, thousands)}${point}${fraction}`;
        // A point or comma that could be either is only certain beside another separator, or before other than 3 digits.
        fc.pre(digits.length > 3 || fraction.length !== 3);
        const read = number(text);
        expect(read?.[0]).toBe(Number(`${sign}${digits}.${fraction}`));
        expect(read?.[2]).toBe(Number(`1e-${fraction.length}`));
        expect(read?.[1]).toBe(read?.[2]);
      }),
    );
  });

  it("with its ending zeros told apart from its significant digits", () => {
    const zeros = fc.nat({ max: 6 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        zeros,
        fc.constantFrom("", "k", "M", "B", " million"),
        (head, ending, scale) => {
          fc.pre(head % 10 !== 0);
          const power = { "": 0, k: 3, M: 6, B: 9, " million": 6 }[scale] ?? 0;
          const read = number(`${head}${"0".repeat(ending)}${scale}`);
          expect(read).toEqual([
            Number(`${head}e${ending + power}`),
            Number(`1e${ending + power}`),
            Number(`1e${power}`),
          ]);
        },
      ),
    );
  });

  it("as a percentage, a price, an approximation or with an exponent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: -9, max: 9 }), (value, exponent) => {
        expect(number(`${value}%`)?.[0]).toBe(Number(`${value}e-2`));
        expect(number(`~$${value}`)?.[0]).toBe(value);
        expect(number(`nearly ${value} hours`)?.[0]).toBe(value);
        expect(number(`${value}e${exponent}`)?.[0]).toBe(Number(`${value}e${exponent}`));
      }),
    );
  });

  it("and no text at all makes it fail, hang or give what is not a number", () => {
    const pieces = fc.array(
      fc.constantFrom(..."0123456789.,eEkMB%$€~-– '’\u202F\u00A0h<", "to", "million", "nearly "),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          pieces.map((parts) => parts.join("")),
        ),
        (text) => {
          const found = readPrinted(text);
          const numbers = !found ? [] : found.kind === "number" ? [found.number] : [found.low, found.high];
          for (const { value, significantUnit, digitUnit } of numbers) {
            expect(Number.isFinite(value)).toBe(true);
            expect(digitUnit).toBeGreaterThan(0);
            expect(significantUnit).toBeGreaterThanOrEqual(digitUnit);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});
