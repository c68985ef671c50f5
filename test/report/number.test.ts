import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatInterval } from "../../src/report/interval.ts";
import { formatLargeNumber } from "../../src/report/large-number.ts";
import { formatNumber } from "../../src/report/number.ts";
import { counted, formatMoney, formatPercent, formatQuantity } from "../../src/report/quantity.ts";
import { hasSpread, supportedDigits } from "../../src/report/supported-digits.ts";

// Up to 1e300, so that rounding up cannot leave the range of a double.
const finite = fc.double({ min: -1e300, max: 1e300, noNaN: true });
const digits = fc.oneof(
  fc.record({ decimals: fc.integer({ min: -6, max: 12 }) }),
  fc.record({ significant: fc.integer({ min: 1, max: 17 }) }),
  fc.record({ atMost: fc.integer({ min: 1, max: 17 }) }),
);
const readBack = (text: string) => Number(text.replaceAll(",", ""));

describe("formatNumber", () => {
  it("separates thousands with a comma and rounds only what it is told to", () => {
    expect(formatNumber(33600, { decimals: 0 })).toBe("33,600");
    expect(formatNumber(22784, { significant: 3 })).toBe("22,800");
    expect(formatNumber(107.5268, { significant: 4 })).toBe("107.5");
    expect(formatNumber(22784, { decimals: -2 })).toBe("22,800");
    expect(formatNumber(2, { significant: 3 })).toBe("2.00");
    expect(formatNumber(2, { atMost: 3 })).toBe("2");
    expect(formatNumber(9.996, { significant: 3 })).toBe("10.0");
    expect(formatNumber(0, { significant: 3 })).toBe("0");
    expect(formatNumber(49, { decimals: -2 })).toBe("0");
    expect(formatNumber(50, { decimals: -2 })).toBe("100");
  });

  it("rounds half away from zero on the decimal text, also where the binary number lies below the tie", () => {
    expect(formatNumber(1.005, { decimals: 2 })).toBe("1.01");
    expect(formatNumber(-1.005, { decimals: 2 })).toBe("-1.01");
    expect(formatNumber(2.5, { decimals: 0 })).toBe("3");
    expect(formatNumber(0.5, { decimals: 0 })).toBe("1");
    expect(formatNumber(8.345, { decimals: 2 })).toBe("8.35");
  });

  it("rounds every written tie up in size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 6 }), (kept, decimals) => {
        // kept tenths of units in the last place, then a 5: the expected text is kept + 1 with the point put in by hand.
        const scale = (text: string) => {
          const padded = text.padStart(decimals + 1, "0");
          const cut = padded.length - decimals;
          return decimals === 0 ? padded : `${padded.slice(0, cut)}.${padded.slice(cut)}`;
        };
        const tie = Number(decimals === 0 ? `${kept}.5` : `${scale(String(kept))}5`);
        expect(formatNumber(tie, { decimals }).replaceAll(",", "")).toBe(scale(String(kept + 1)));
      }),
    );
  });

  it("never prints an exponent, NaN or a negative zero, and groups every number the same way", () => {
    fc.assert(
      fc.property(finite, digits, (value, precision) => {
        const text = formatNumber(value, precision);
        expect(text).toMatch(/^-?(\d{1,3})(,\d{3})*(\.\d+)?$/);
        expect(text).not.toMatch(/^-[0,.]*$/);
      }),
    );
  });

  it("is off by no more than half a unit of the last place", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 5 }),
        (value, decimals) => {
          const error = Math.abs(readBack(formatNumber(value, { decimals })) - value);
          expect(error).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 2 ** -22);
        },
      ),
    );
  });

  it("changes nothing when applied to its own result, and mirrors at zero", () => {
    fc.assert(
      fc.property(finite, digits, (value, precision) => {
        const text = formatNumber(value, precision);
        expect(formatNumber(readBack(text), precision)).toBe(text);
        const mirrored = formatNumber(-value, precision);
        expect(mirrored.replace("-", "")).toBe(text.replace("-", ""));
      }),
    );
  });

  it("refuses what is not a number, and digits that cannot be", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => formatNumber(value, { decimals: 0 })).toThrow(RangeError);
    }
    expect(() => formatNumber(1, { significant: 0 })).toThrow(/digits.significant: 0/);
    expect(() => formatNumber(1, { decimals: 1.5 })).toThrow(RangeError);
  });
});

describe("quantities", () => {
  it("writes money with its sign in front and a sensible number of digits", () => {
    expect(formatMoney(1.055664, "USD")).toBe("$1.06");
    expect(formatMoney(20000, "EUR")).toBe("€20,000");
    expect(formatMoney(0.0345, "USD")).toBe("$0.035");
    expect(formatMoney(0, "USD")).toBe("$0.00");
    expect(formatMoney(-3, "EUR")).toBe("-€3.00");
    expect(formatMoney(12.5, "CHF")).toBe("12.50 CHF");
  });

  it("writes shares as percent by moving the point, not by multiplying", () => {
    expect(formatPercent(0.285, { decimals: 0 })).toBe("29%");
    expect(formatPercent(0.57, { atMost: 3 })).toBe("57%");
    expect(formatQuantity(0.9, "probability", { decimals: 0 })).toBe("90%");
  });

  it("knows a price per something", () => {
    expect(formatQuantity(10, "USD per million tokens", { decimals: 2 })).toBe("$10.00 per million tokens");
    expect(formatQuantity(107.53, "H100-days", { decimals: 1 })).toBe("107.5 H100-days");
    expect(formatQuantity(7, "", { decimals: 0 })).toBe("7");
  });

  it.each([
    ["GPUs", "1 GPU"],
    ["replies", "1 reply"],
    ["standard deviations", "1 standard deviation"],
    ["H100-days", "1 H100-day"],
    ["requests/s", "1 request/s"],
    ["conversations a month", "1 conversation a month"],
    ["bytes/parameter", "1 byte/parameter"],
    ["thousand instances", "1 thousand instances"],
    ["ms", "1 ms"],
    ["GiB", "1 GiB"],
    ["of 100", "1 of 100"],
  ])("one of the %s is %s", (unit, one) => {
    expect(formatQuantity(1, unit, { atMost: 3 })).toBe(one);
    expect(formatQuantity(0, unit, { atMost: 3 })).toBe(`0 ${unit}`);
    expect(formatQuantity(1.5, unit, { atMost: 3 })).toBe(`1.5 ${unit}`);
  });

  it("counts with the word that fits", () => {
    expect([0, 1, 2, 1234].map((count) => counted(count, "regions"))).toEqual([
      ...["0 regions", "1 region", "2 regions", "1,234 regions"],
    ]);
  });

  it("writes large counts in words and lets the rounded number choose the word", () => {
    expect(formatLargeNumber(3_300_000, { significant: 2 })).toBe("3.3 million");
    expect(formatLargeNumber(2e12, { atMost: 3 })).toBe("2 trillion");
    expect(formatLargeNumber(999_960, { atMost: 3 })).toBe("1 million");
    expect(formatLargeNumber(680_000, { atMost: 3 })).toBe("680,000");
    expect(formatLargeNumber(0, { atMost: 3 })).toBe("0");
  });

  it("writes an interval with its unit once", () => {
    expect(formatInterval({ low: 48, high: 92 }, "", { decimals: 0 })).toBe("48–92");
    expect(formatInterval({ low: 0.24, high: 2.05 }, "USD", { decimals: 2 })).toBe("$0.24–2.05");
    expect(formatInterval({ low: 0.12, high: 0.34 }, "fraction", { decimals: 0 })).toBe("12–34%");
    expect(formatInterval({ low: 48, high: 92 }, "H100-days", { decimals: 0 })).toBe("48–92 H100-days");
    expect(formatInterval({ low: -5, high: -3 }, "", { decimals: 0 })).toBe("-5 to -3");
    expect(formatInterval({ low: 5.01, high: 5.02 }, "", { decimals: 1 })).toBe("5.0");
    expect(() => formatInterval({ low: 2, high: 1 }, "", { decimals: 0 })).toThrow(RangeError);
  });
});

describe("supportedDigits", () => {
  it("stops at the first digit of the doubt, one place later when that digit is 1", () => {
    expect(supportedDigits({ standardError: 0.0176 })).toEqual({ decimals: 3 });
    expect(supportedDigits({ standardError: 0.04 })).toEqual({ decimals: 2 });
    expect(supportedDigits({ standardError: 40 })).toEqual({ decimals: -1 });
    expect(supportedDigits({ standardError: 0 })).toEqual({ atMost: 15 });
  });

  it("keeps two digits of a number with an interval, however skewed, and three where it is narrow", () => {
    // 8,785 in 1,100–68,000 was once printed as 10,000.
    expect(supportedDigits({ interval90: { low: 1100, high: 68_000 }, value: 8785 })).toEqual({ significant: 2 });
    expect(supportedDigits({ interval90: { low: 86, high: 114 }, value: 100 })).toEqual({ significant: 3 });
    expect(supportedDigits({ interval90: { low: 85, high: 115 }, value: 100 })).toEqual({ significant: 2 });
    expect(supportedDigits({ interval90: { low: 0, high: 5 }, value: 0 })).toEqual({ significant: 2 });
  });

  it("takes the noise of computing one number many times for no spread", () => {
    const noise = { low: 6.666666666666666, high: 6.666666666666667 };
    expect(hasSpread(noise)).toBe(false);
    expect(supportedDigits({ interval90: noise, value: 6.666666666666667 })).toEqual({ atMost: 15 });
    expect(hasSpread({ low: 1, high: 1 + 1e-8 })).toBe(true);
    expect(hasSpread({ low: 1, high: Number.POSITIVE_INFINITY })).toBe(true);
  });

  it("never prints a place below a twentieth of the doubt, nor hides one above it", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (standardError) => {
        const supported = supportedDigits({ standardError });
        const place = "decimals" in supported ? 10 ** -supported.decimals : 0;
        expect(place).toBeLessThanOrEqual(standardError * 1.06);
        expect(place).toBeGreaterThanOrEqual(standardError / 20);
      }),
    );
  });

  it("refuses a negative or unknown doubt", () => {
    expect(() => supportedDigits({ standardError: -1 })).toThrow(RangeError);
    expect(() => supportedDigits({ interval90: { low: 2, high: 1 }, value: 1 })).toThrow(RangeError);
    expect(() => supportedDigits({ standardError: Number.NaN })).toThrow(RangeError);
  });
});
