import type { Comment } from "./comment.ts";

/** Elements whose content is text for the browser, whatever it looks like (HTML Living Standard, 13.1.2). */
const RAW_TEXT: ReadonlySet<string> = new Set([
  "iframe",
  "noembed",
  "noframes",
  "script",
  "style",
  "textarea",
  "title",
  "xmp",
]);

/**
 * The comments of HTML, in order; what stands in an attribute, a script or a style is none. Reads every character a
 * bounded number of times. What is opened and never closed ends the search, as it ends the document for a browser.
 */
export function htmlComments(html: string): readonly Comment[] {
  const comments: Comment[] = [];
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at)) {
    if (html.startsWith("<!--", at)) {
      const end = commentEnd(html, at);
      if (end < 0) break;
      comments.push({ start: at, end, text: html.slice(at + 4, Math.max(at + 4, end - 3)) });
      at = end;
    } else {
      at = afterMarkup(html, at);
      if (at < 0) break;
    }
  }
  return comments;
}

/** Offset after a comment that starts at `at`, or -1; `<!-->` and `<!--->` are whole comments. */
export function commentEnd(html: string, at: number): number {
  const close = html.indexOf("-->", at + 2);
  return close < 0 ? -1 : close + 3;
}

/** Offset after a tag with its raw text, a declaration or an instruction; -1 where it has no end. */
function afterMarkup(html: string, at: number): number {
  const name = tagNameAt(html, at + 1);
  if (name !== "") {
    const end = afterTag(html, at + 1 + name.length);
    return end >= 0 && RAW_TEXT.has(name.toLowerCase()) ? afterRawText(html, end, name) : end;
  }
  const declares = "/!?".includes(html.charAt(at + 1)) && at + 1 < html.length;
  if (!declares) return at + 1;
  const end = html.indexOf(">", at);
  return end < 0 ? -1 : end + 1;
}

function tagNameAt(html: string, at: number): string {
  if (!/[a-z]/i.test(html.charAt(at))) return "";
  const rest = /[\s/>]/g;
  rest.lastIndex = at;
  return html.slice(at, rest.exec(html)?.index ?? at);
}

/** Offset after the `>` of a tag; quotes hide a `>`. */
function afterTag(html: string, from: number): number {
  const stop = /[>"']/g;
  for (stop.lastIndex = from; ; ) {
    const found = stop.exec(html);
    if (!found) return -1;
    if (found[0] === ">") return stop.lastIndex;
    const close = html.indexOf(found[0], stop.lastIndex);
    if (close < 0) return -1;
    stop.lastIndex = close + 1;
  }
}

function afterRawText(html: string, from: number, name: string): number {
  const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  close.lastIndex = from;
  return close.exec(html)?.index ?? -1;
}
