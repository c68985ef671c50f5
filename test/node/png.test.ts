import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { embeddedInter } from "../../src/node/font.ts";
import { PngUnavailableError, renderPng } from "../../src/node/png.ts";
import { renderSvg } from "../../src/report/svg/render.ts";
import { SAMPLE_CHARTS } from "../report/sample-charts.ts";

const PNG_SIGNATURE = "89504e470d0a1a0a";
const require = createRequire(import.meta.url);

describe("renderPng", () => {
  it.each(SAMPLE_CHARTS)("draws $name twice as fine as its size, the same each time", (picture) => {
    const png = Buffer.from(renderPng(picture));
    expect(png.subarray(0, 8).toString("hex")).toBe(PNG_SIGNATURE);
    // Width and height are the first two numbers of the IHDR chunk (PNG specification, 11.2.2).
    expect(png.readUInt32BE(16)).toBe(2 * picture.width);
    expect(png.readUInt32BE(20)).toBe(2 * picture.height);
    expect(png.equals(renderPng(picture))).toBe(true);
  });

  it.each(["@napi-rs/canvas", "chartjs-node-canvas"])("says how to install %s where it is missing", (missing) => {
    const load = (name: string): unknown => {
      if (name !== missing) return require(name);
      throw Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
    };
    const [picture] = SAMPLE_CHARTS;
    expect(picture).toBeDefined();
    if (picture === undefined) return;
    expect(() => renderPng(picture, load)).toThrow(PngUnavailableError);
    expect(() => renderPng(picture, load)).toThrow(/npm install chartjs-node-canvas@5\.0\.0 @napi-rs\/canvas@1\.0\.11/);
  });

  it("passes on any other failure of a package", () => {
    const [picture] = SAMPLE_CHARTS;
    const load = (): unknown => {
      throw new Error("wrong processor");
    };
    expect(() => picture && renderPng(picture, load)).toThrow("wrong processor");
  });
});

describe("embeddedInter", () => {
  it("carries both weights of the font inside an SVG, for viewers without it", async () => {
    const fonts = await embeddedInter();
    expect(fonts.map(({ weight }) => weight)).toEqual([400, 600]);
    // "wOF2", the signature of a WOFF2 file.
    for (const { woff2Base64 } of fonts)
      expect(Buffer.from(woff2Base64, "base64").toString("latin1", 0, 4)).toBe("wOF2");
    const [picture] = SAMPLE_CHARTS;
    const svg = picture === undefined ? "" : await renderSvg(picture, fonts);
    expect(svg.match(/@font-face\{font-family:Inter;font-weight:[46]00;/g)).toHaveLength(2);
  });
});
