import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { PlanBundle } from "../assumptions/plan-bundle.ts";
import { embeddedInter } from "../node/font.ts";
import { escapeHtml } from "../report/formats/html.ts";
import { readText } from "./input-files.ts";

/**
 * The workbench as one HTML file that needs nothing else: no network, no server. Its content security policy lets run
 * what is in it and nothing more, by the hashes of its one script and its one style.
 */
export async function workbenchPage(title: string, bundle: PlanBundle): Promise<string> {
  const script = builtFile("workbench.js");
  const fonts = (await embeddedInter()).map(
    ({ weight, woff2Base64 }) =>
      `@font-face{font-family:Inter;font-weight:${weight === 400 ? "400 500" : "600 700"};font-display:swap;src:url(data:font/woff2;base64,${woff2Base64}) format("woff2")}`,
  );
  const style = `${fonts.join("")}${builtFile("workbench.css")}`;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src '${hashOf(style)}'`,
    "font-src data:",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<div id="app"><p class="wait">Reading the plan…</p></div>
<noscript><p class="wait">This page computes in your browser: it needs JavaScript, and nothing from the network.</p></noscript>
<script type="application/json" id="plan">${inertJson(bundle)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that holds nothing HTML or an old script parser could mistake for its own. */
function inertJson(value: unknown): string {
  const codes = /[<>&\u2028\u2029]/g;
  return JSON.stringify(value).replace(
    codes,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** A file that `npm run build` makes; a script that could begin a comment or end its element would be cut there. */
function builtFile(name: string): string {
  const text = readText(fileURLToPath(new URL(`../browser/${name}`, import.meta.url))).replaceAll("\r\n", "\n");
  if (/<!--|<\/(script|style)/i.test(text)) throw new Error(`${name} holds text that HTML would read`);
  return text.trim();
}
