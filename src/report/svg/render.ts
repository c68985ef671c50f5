/** Draws a chart as SVG: small, with text that can be selected, and the same bytes on every machine. */
import type { Picture } from "../charts/picture.ts";
import { escapeXml } from "./escape.ts";
import { recordPicture } from "./record-picture.ts";

/** A font file that travels inside the picture, for viewers that have no Inter of their own. */
export interface EmbeddedFont {
  readonly weight: 400 | 600;
  readonly woff2Base64: string;
}

/** @param fonts carried along as data; none leaves the choice to the viewer: Inter where it is installed */
export async function renderSvg(picture: Picture, fonts: readonly EmbeddedFont[] = []): Promise<string> {
  return svgDocument(picture, fonts, (await recordPicture(picture)).markup);
}

function svgDocument(picture: Picture, fonts: readonly EmbeddedFont[], body: string): string {
  const { name, title, alt, width, height } = picture;
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  const label = `role="img" aria-labelledby="${name}-title ${name}-desc"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${label} font-family="Inter, system-ui, sans-serif">`,
    `<title id="${name}-title">${escapeXml(title)}</title>`,
    `<desc id="${name}-desc">${escapeXml(alt)}</desc>`,
    ...(fonts.length > 0 ? [`<style>${fonts.map(fontFace).join("")}</style>`] : []),
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    body,
    "</svg>\n",
  ].join("\n");
}

function fontFace({ weight, woff2Base64 }: EmbeddedFont): string {
  const source = `url(data:font/woff2;base64,${woff2Base64}) format("woff2")`;
  return `@font-face{font-family:Inter;font-weight:${weight};src:${source}}`;
}
