/** A document in Markdown as the content of an HTML page: anchors on headings, wide tables in a frame that scrolls. */
import type { Element, Root, RootContent } from "hast";
import type { Root as MarkdownRoot, Nodes } from "mdast";
import rehypeSlug from "rehype-slug";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

export interface PageContent {
  /** Its first heading. */
  readonly title: string;
  readonly html: string;
  /** What can stand behind `#`. */
  readonly anchors: ReadonlySet<string>;
  /** Lines of HTML in the document, which no page shows; comments are meant to be left out. */
  readonly lostLines: readonly number[];
}

/** A link of a document, and where it stands. */
export interface WrittenLink {
  readonly href: string;
  readonly line: number;
}

/** @param resolve what a link of the document is on the page */
export function pageContent(markdown: string, resolve: (link: WrittenLink) => string): PageContent {
  const anchors = new Set<string>();
  let title = "";
  const finish = () => (tree: Root) => {
    forEachElement(tree, (element) => {
      const { tagName, properties } = element;
      for (const name of ["href", "src"] as const)
        if (typeof properties[name] === "string")
          properties[name] = resolve({ href: properties[name], line: element.position?.start.line ?? 0 });
      if (tagName === "pre") properties.tabIndex = 0;
      if (typeof properties.id === "string" && /^h[1-6]$/.test(tagName)) {
        anchors.add(properties.id);
        if (title === "") title = textOf(element);
        element.children.push(anchorOf(properties.id));
      }
    });
    tree.children = tree.children.map(framed);
  };
  const lostLines: number[] = [];
  const noteHtml = () => (tree: MarkdownRoot) => {
    for (const node of htmlOf(tree)) lostLines.push(node.position?.start.line ?? 0);
  };
  const html = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(noteHtml)
    .use(remarkRehype)
    .use(rehypeSlug)
    .use(finish)
    .use(rehypeStringify)
    .processSync(markdown)
    .toString();
  return { title, html, anchors, lostLines };
}

function htmlOf(node: Nodes): readonly Nodes[] {
  if (node.type === "html") return /^<!--(?:(?!-->)[\s\S])*-->$/.test(node.value.trim()) ? [] : [node];
  return "children" in node ? node.children.flatMap(htmlOf) : [];
}

function forEachElement(parent: Root | Element, visit: (element: Element) => void): void {
  for (const child of parent.children)
    if (child.type === "element") {
      forEachElement(child, visit);
      visit(child);
    }
}

function textOf(parent: Element): string {
  return parent.children
    .map((child) => (child.type === "text" ? child.value : child.type === "element" ? textOf(child) : ""))
    .join("");
}

/** A link to the heading itself, for those who want to send it. */
const anchorOf = (id: string): Element => ({
  type: "element",
  tagName: "a",
  properties: { className: ["anchor"], href: `#${id}`, ariaLabel: "Link to this section" },
  children: [{ type: "text", value: "#" }],
});

/** Tables scroll within themselves on a narrow screen, and with the keyboard. */
const framed = (node: RootContent): RootContent =>
  node.type === "element" && node.tagName === "table"
    ? {
        type: "element",
        tagName: "div",
        properties: { className: ["frame"], tabIndex: 0, role: "region", ariaLabel: "Table" },
        children: [node],
      }
    : node;
