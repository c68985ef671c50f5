import { describe, expect, it } from "vitest";
import { coordinate } from "../../../src/report/svg/coordinate.ts";
import { SvgRecorder } from "../../../src/report/svg/recorder.ts";

const recorder = () => new SvgRecorder({ width: 100, height: 100, idPrefix: "test" });

describe("SvgRecorder", () => {
  it("maps a path by the transform that held when each point was set", () => {
    const context = recorder();
    context.translate(10, 20);
    context.scale(2, 2);
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(5, 5);
    context.stroke();
    expect(context.markup).toBe('<path d="M10 20L20 30" fill="none" stroke="#000000" stroke-width="2"/>');
  });

  it("brings back every setting that was saved", () => {
    const context = recorder();
    context.save();
    context.fillStyle = "#ff0000";
    context.setLineDash([1, 2]);
    context.rotate(1);
    context.restore();
    context.fillRect(0, 0, 1, 1);
    expect(context.getLineDash()).toEqual([]);
    expect(context.markup).toBe('<path d="M0 0L1 0L1 1L0 1Z" fill="#000000"/>');
  });

  it("draws a full circle as four curves that end where they began", () => {
    const context = recorder();
    context.beginPath();
    context.arc(50, 50, 10, 0, 2 * Math.PI);
    context.fill();
    expect(context.markup.match(/C/g)).toHaveLength(4);
    expect(context.markup).toMatch(/d="M60 50C.* 60 50"/);
  });

  it("sweeps an arc in the direction asked for", () => {
    const context = recorder();
    context.beginPath();
    context.arc(0, 0, 10, 0, Math.PI / 2, true);
    context.fill();
    // Three quarters anticlockwise, by way of (0, -10).
    expect(context.markup.match(/C/g)).toHaveLength(3);
    expect(context.markup).toContain("0 -10");
  });

  it("shares equal clips and nests different ones", () => {
    const context = recorder();
    const clipTo = (size: number) => {
      context.beginPath();
      context.rect(0, 0, size, size);
      context.clip();
    };
    for (let time = 0; time < 2; time++) {
      context.save();
      clipTo(50);
      context.fillRect(0, 0, 9, 9);
      context.restore();
    }
    clipTo(50);
    clipTo(20);
    expect(context.markup.match(/<clipPath/g)).toHaveLength(2);
    expect(context.markup).toContain('<clipPath id="test-clip2" clip-path="url(#test-clip1)">');
  });

  it("writes text that can be read and drops what would not be seen", () => {
    const context = recorder();
    context.font = "600 12px Inter";
    context.textAlign = "center";
    context.fillText("a < b & c", 10, 20);
    context.fillText("  ", 10, 20);
    context.fillStyle = "transparent";
    context.fillText("unseen", 10, 20);
    expect(context.markup).toBe(
      '<text x="10" y="20" font-size="12" font-weight="600" text-anchor="middle" fill="#000000">a &lt; b &amp; c</text>',
    );
  });

  it("splits a translucent colour into colour and opacity, and refuses what it does not know", () => {
    const context = recorder();
    context.fillStyle = "rgba(255, 0, 0, 0.5)";
    context.fillRect(0, 0, 1, 1);
    expect(context.markup).toContain('fill="#ff0000" fill-opacity="0.5"');
    context.fillStyle = "red";
    expect(() => context.fillRect(0, 0, 1, 1)).toThrow(/colour: "red"/);
  });
});

describe("coordinate", () => {
  it("rounds to two decimals and prints no negative zero", () => {
    expect([1.005, -0.001, 12.3456, 3, 0.1 + 0.2].map(coordinate)).toEqual(["1", "0", "12.35", "3", "0.3"]);
    expect(() => coordinate(Number.NaN)).toThrow(RangeError);
  });

  it("gives two numbers that differ in their last digits the same text, also at a tie", () => {
    const tie = 12.345;
    expect(coordinate(tie - 1e-12)).toBe(coordinate(tie + 1e-12));
  });
});
