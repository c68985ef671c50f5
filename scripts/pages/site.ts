/** docs/ as static pages: every link leads to a page, an anchor or a file of the site, or is a fault. */
import { posix } from "node:path";
import { escapeHtml } from "../../src/report/formats/html.ts";
import { NAVIGATION, SHORT_TITLES } from "./navigation.ts";
import { type PageContent, pageContent } from "./page.ts";

export interface Site {
  /** Texts by path within the site. */
  readonly files: ReadonlyMap<string, string>;
  /** `docs/ci.md:3: nowhere.md: no such file`. */
  readonly faults: readonly string[];
}

/** What the pages are made of. */
export interface Sources {
  /** Texts of the documents by path within docs/. */
  readonly documents: ReadonlyMap<string, string>;
  /** The text of a file of the project by its path from the root; nothing where there is none. */
  readonly file: (path: string) => string | undefined;
  readonly style: string;
}

export function siteOf({ documents, file, style }: Sources): Site {
  const faults: string[] = [...unlisted(documents)];
  const attached = new Map<string, string>();
  const targets: { readonly from: string; readonly line: number; readonly href: string; readonly to: string }[] = [];
  const pages = new Map(
    [...documents].map(([name, markdown]) => {
      const content = pageContent(markdown, ({ href, line }) => {
        if (/^(https?:|mailto:)/.test(href)) return href;
        const [path = "", anchor] = href.split("#");
        const inRoot =
          path === "" ? posix.join("docs", name) : posix.join("docs", posix.dirname(name), decodeURI(path));
        const inDocs = inRoot.replace(/^docs\//, "");
        const behind = anchor === undefined ? "" : `#${anchor}`;
        if (documents.has(inDocs)) targets.push({ from: name, line, href, to: inDocs + behind });
        else {
          const text = inRoot.startsWith("..") ? undefined : file(inRoot);
          if (text === undefined) faults.push(`docs/${name}:${line}: ${href}: no such file in the project`);
          else attached.set(attachedName(inRoot), text);
        }
        const to = documents.has(inDocs) ? pageName(inDocs) : attachedName(inRoot);
        return path === "" ? behind : posix.relative(posix.dirname(pageName(name)), to) + behind;
      });
      return [name, content] as const;
    }),
  );
  for (const [name, { lostLines }] of pages)
    faults.push(...lostLines.map((line) => `docs/${name}:${line}: HTML, which no page shows`));
  for (const { from, line, href, to } of targets) {
    const [page = "", anchor] = to.split("#");
    if (anchor !== undefined && !pages.get(page)?.anchors.has(anchor))
      faults.push(`docs/${from}:${line}: ${href}: no such heading`);
  }
  const written = [...pages].map(([name, content]) => [pageName(name), pageText(name, content, pages)] as const);
  return { files: new Map([...written, ...attached, ["style.css", style]]), faults };
}

function unlisted(documents: ReadonlyMap<string, string>): readonly string[] {
  const listed = NAVIGATION.flatMap(({ pages }) => pages);
  return [
    ...[...documents.keys()]
      .filter((name) => !listed.includes(name))
      .map((name) => `docs/${name}: not in the navigation`),
    ...listed.filter((name) => !documents.has(name)).map((name) => `docs/${name}: in the navigation, but not there`),
  ];
}

const pageName = (document: string): string =>
  document.replace(/(^|\/)README\.md$/, "$1index.md").replace(/\.md$/, ".html");

/** Browsers show plain text, and offer YAML and TypeScript as a download. */
const attachedName = (path: string): string => `files/${path}${/\.(ya?ml|ts)$/.test(path) ? ".txt" : ""}`;

function pageText(name: string, { title, html }: PageContent, pages: ReadonlyMap<string, PageContent>): string {
  const here = posix.dirname(pageName(name));
  const to = (target: string): string => posix.relative(here, target);
  const groups = NAVIGATION.map(({ title: group, pages: names }) => {
    const items = names.flatMap((page) => {
      const found = pages.get(page);
      const current = page === name ? ' aria-current="page"' : "";
      return found
        ? [
            `<li><a href="${to(pageName(page))}"${current}>${escapeHtml(SHORT_TITLES.get(page) ?? found.title)}</a></li>`,
          ]
        : [];
    });
    return `<h2>${group}</h2>\n<ul>\n${items.join("\n")}\n</ul>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – llmplan</title>
<link rel="stylesheet" href="${to("style.css")}">
</head>
<body>
<header><a class="name" href="${to("index.html")}">llmplan</a><a class="to-pages" href="#all-pages">All pages</a></header>
<div class="columns">
<main>
${html}
</main>
<nav id="all-pages" aria-label="All pages">
${groups.join("\n")}
</nav>
</div>
</body>
</html>
`;
}
