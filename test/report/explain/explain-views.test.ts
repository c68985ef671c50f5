import { describe, expect, it } from "vitest";
import type { Derivation } from "../../../src/analysis/explain/derivation.ts";
import { derivationMermaid } from "../../../src/report/explain/explain-mermaid.ts";
import { derivationTree } from "../../../src/report/explain/explain-text.ts";

const leaf = (id: string, value: number, label = id) =>
  ({
    kind: "quantity",
    id,
    label,
    unit: "days",
    value,
    source: "a source",
    provenance: "chosen",
    place: { file: "plan.yaml", line: 3, column: 5 },
  }) as const;

const list = Array.from({ length: 40 }, (_, k) => leaf(`row.r${k}`, k));
const forty: Derivation = {
  id: "total",
  nodes: [
    {
      kind: "figure",
      id: "total",
      label: "Total",
      unit: "days",
      value: 780,
      formula: "sum over the rows",
      of: [{ name: "rows", ids: list.map(({ id }) => id), list: true }],
    },
    ...list,
  ],
  contributions: [],
  usedBy: [],
};

const twice: Derivation = {
  id: "top",
  nodes: [
    {
      kind: "figure",
      id: "top",
      label: "Top",
      unit: "days",
      value: 6,
      formula: "left + right",
      of: [
        { name: "left", ids: ["left"], list: false },
        { name: "right", ids: ["right"], list: false },
      ],
    },
    {
      kind: "figure",
      id: "left",
      label: "Left",
      unit: "days",
      value: 3,
      formula: "shared",
      of: [{ name: "shared", ids: ["shared"], list: false }],
    },
    {
      kind: "figure",
      id: "right",
      label: "Right",
      unit: "days",
      value: 3,
      formula: "left",
      of: [{ name: "left", ids: ["left"], list: false }],
    },
    leaf("shared", 3),
  ],
  contributions: [],
  usedBy: [],
};

const hostile: Derivation = {
  id: "evil",
  nodes: [leaf("evil", 1, '"]\n  click n0 "javascript:alert(1)" <b>#x; \u001b[31m\u202e')],
  contributions: [],
  usedBy: [],
};

const WIDE = { everything: false, width: 200 };

describe("a derivation as a tree", () => {
  it("shows formula, numbers, source and place", () => {
    expect(derivationTree(twice, WIDE)).toBe(
      [
        "Top: 6 days  [top]",
        "│   = left + right",
        "│   = 3 + 3",
        "├─ Left: 3 days  [left]",
        "│  │   = shared",
        "│  │   = 3",
        "│  └─ shared: 3 days  [shared]",
        "│         chosen; a source",
        "│         change it at plan.yaml:3:5",
        "└─ Right: 3 days  [right]",
        "   │   = left",
        "   │   = 3",
        "   └─ Left: 3 days  [left]  (shown above)",
        "",
      ].join("\n"),
    );
  });

  it("folds forty rows, and shows them all when asked", () => {
    expect(derivationTree(forty, WIDE)).toMatch(/└─ … 37 more like these \(--all shows them\)\n$/);
    expect(derivationTree(forty, WIDE).split("\n").length).toBeLessThan(16);
    expect(derivationTree(forty, { ...WIDE, everything: true })).toMatch(/\[row\.r39\]/);
  });

  it("breaks long lines at the width of the terminal", () => {
    const long = { ...forty.nodes[1], id: "x", note: "word ".repeat(60) } as Derivation["nodes"][number];
    const text = derivationTree({ ...forty, id: "x", nodes: [long] }, { everything: false, width: 60 });
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it("prints other people's words as one harmless line", () => {
    const text = derivationTree(hostile, WIDE);
    for (const steering of ["\u001b", "\u202e"]) expect(text).not.toContain(steering);
    expect(text.split("\n")[0]).toMatch(/click n0/);
  });
});

describe("a derivation as a Mermaid chart", () => {
  it("draws each node once, leaves rounded, arrows towards what is made", () => {
    expect(derivationMermaid(twice, { everything: false })).toBe(
      [
        "flowchart BT",
        '  n0["Top<br/>6 days"]',
        '  n1["Left<br/>3 days"]',
        '  n2(["shared<br/>3 days<br/>plan.yaml:3:5"])',
        "  n2 --> n1",
        "  n1 --> n0",
        '  n3["Right<br/>3 days"]',
        "  n1 --> n3",
        "  n3 --> n0",
        "",
      ].join("\n"),
    );
  });

  it("folds forty rows into one box", () => {
    expect(derivationMermaid(forty, { everything: false })).toMatch(/n0more\["… 37 more"\] --> n0\n$/);
  });

  it("keeps other people's words inside their box", () => {
    const lines = derivationMermaid(hostile, { everything: false }).trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^ {2}n0\(\["[^"<>[\]]*<br\/>1 day<br\/>plan\.yaml:3:5"\]\)$/);
  });
});
