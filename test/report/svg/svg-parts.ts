/** Reads our own SVG back, just enough to check it: tags in order, and where each text lies. */

/** Fails on the first tag that is not closed, not opened or not escaped. */
export function openTags(svg: string): readonly string[] {
  const open: string[] = [];
  for (const [tag, closing, name, selfClosing] of svg.matchAll(
    /<(\/?)([a-zA-Z]+)(?:\s[a-zA-Z:-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (selfClosing === "/") continue;
    if (closing !== "/") open.push(name ?? "");
    else if (open.pop() !== name) throw new Error(`${tag} closes something else`);
  }
  const rest = svg.replace(/<\/?[a-zA-Z]+(?:\s[a-zA-Z:-]+="[^"<]*")*\s*\/?>/g, "");
  if (/[<>]|&(?!(?:amp|lt|gt|quot);)/.test(rest)) throw new Error(`not escaped: ${rest.slice(0, 200)}`);
  return open;
}

export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** @param widthOf width of a text in pixels */
export function textBoxes(
  svg: string,
  widthOf: (text: string, font: { readonly sizePx: number; readonly weight: 400 | 600 }) => number,
): readonly TextBox[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = "", escaped = ""]) => {
    const text = escaped
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");
    const number = (name: string) => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? 0);
    const sizePx = number("font-size");
    const width = widthOf(text, { sizePx, weight: attributes.includes('font-weight="600"') ? 600 : 400 });
    const share = attributes.includes('"middle"') ? 0.5 : attributes.includes('"end"') ? 1 : 0;
    const left = number("x") - share * width;
    const box = { left, right: left + width, top: number("y") - 0.75 * sizePx, bottom: number("y") + 0.2 * sizePx };
    return { text, ...turned(box, /matrix\(([^)]*)\)/.exec(attributes)?.[1]) };
  });
}

function turned(box: Omit<TextBox, "text">, matrix: string | undefined): Omit<TextBox, "text"> {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix === undefined ? [] : matrix.split(" ").map(Number);
  const corners = [box.left, box.right].flatMap((x) =>
    [box.top, box.bottom].map((y) => ({ x: a * x + c * y + e, y: b * x + d * y + f })),
  );
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}
