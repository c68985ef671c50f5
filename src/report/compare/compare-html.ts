import { escapeHtml, htmlTable } from "../formats/html.ts";
import type { CompareView } from "./compare-view.ts";

/** One page that loads nothing and runs nothing. */
export function compareHtml({ title, answer, blocks }: CompareView): string {
  const parts = blocks.map(({ title: name, table, folded }) =>
    folded
      ? `<details><summary>${escapeHtml(name)}</summary>\n${htmlTable(table)}</details>`
      : `<section><h2>${escapeHtml(name)}</h2>\n${htmlTable(table)}</section>`,
  );
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(title)}</title>`,
    `<style>${LOOK}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="answer">${escapeHtml(answer)}</p>`,
    ...parts,
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

const LOOK =
  ":root{color-scheme:light dark}body{font:16px/1.45 Inter,system-ui,sans-serif;margin:0;padding:1.5rem}" +
  "main{max-width:72rem;margin:auto}h1{font-size:1.4rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}" +
  ".answer{font-size:1.1rem}figure{margin:0;overflow-x:auto}table{border-collapse:collapse}" +
  "thead{border-bottom:2px solid}tbody tr{border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent)}" +
  "th,td{padding:.25rem .75rem;text-align:left;vertical-align:top;font-weight:400;overflow-wrap:anywhere}" +
  "thead th{font-weight:600}td{font-variant-numeric:tabular-nums}details{margin:1rem 0}summary{cursor:pointer;font-weight:600}";
