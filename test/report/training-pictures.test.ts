import { describe, expect, it } from "vitest";
import { memoryPartsChart } from "../../src/report/charts/memory-parts.ts";
import { trainingEstimatesChart } from "../../src/report/charts/training-estimates.ts";

const interval = (low: number, high: number) => ({ low, high });

describe("the chart of training estimates", () => {
  const picture = (values: readonly number[]) =>
    trainingEstimatesChart({
      gpu: "H100",
      estimates: values.map((value, index) => ({
        label: `estimate ${index + 1}`,
        value,
        interval90: interval(value / 2, value * 2),
      })),
      recommended: { value: 12, interval90: interval(6, 24) },
    });

  it("says in its title how much the run takes and how far the estimates lie apart", () => {
    expect(picture([10, 15]).title).toBe(
      "The run takes about 12 hours of H100; the estimates differ by a factor of 1.5",
    );
    expect(picture([10, 11]).title).toMatch(/agree within 15%/);
    expect(picture([10]).title).toMatch(/one estimate only/);
  });

  it("tells every estimate with its interval to those who do not see it", () => {
    expect(picture([10, 15]).alt).toMatch(
      /estimate 1 10 \(90% interval 5.0–20\).*Recommended 12 \(90% interval 6.0–24\)/,
    );
  });

  it("draws nothing of hours that are not above 0", () => {
    expect(() => picture([0])).toThrow(/not above 0/);
  });
});

describe("the chart of memory", () => {
  const none = { weights: 0, gradients: 0, optimizer: 0, activations: 0, adapters: 0, kvCache: 0 };
  const bars = [
    { gpuCount: 1, partsGib: { ...none, weights: 130, activations: 4 } },
    { gpuCount: 2, partsGib: { ...none, weights: 65, activations: 4 } },
  ];

  it("names the fewest GPUs that it is drawn for and that hold it, or says that none do", () => {
    const titleAt = (usableGib: number) => memoryPartsChart({ what: "SFT", gpu: "H100", usableGib, rows: bars }).title;
    expect(titleAt(75)).toBe("SFT fits on 2 × H100");
    expect(titleAt(60)).toBe("SFT does not fit on 2 × H100");
  });

  it("shows and tells only the parts that there are", () => {
    const { alt, configuration } = memoryPartsChart({ what: "SFT", gpu: "H100", usableGib: 75, rows: bars });
    expect(alt).toContain("on 1 GPU 134.0 (weights 130.0, activations 4.0)");
    expect(configuration().data.datasets.map(({ label }) => label)).toEqual(["Weights", "Activations"]);
  });
});
