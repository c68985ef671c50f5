/** The pages in the order in which a reader is likely to want them; each page of docs/ stands here once. */
export const NAVIGATION: readonly { readonly title: string; readonly pages: readonly string[] }[] = [
  { title: "Begin", pages: ["README.md", "tutorial.md"] },
  { title: "Use", pages: ["authors.md", "ci.md", "compare.md", "logs.md", "scale-out.md", "warnings.md"] },
  {
    title: "Methods",
    pages: [
      ...["methods.md", "conversation.md", "conversation-policies.md", "prices.md", "data-yield.md", "approach.md"],
      ...["training.md", "memory.md", "serving.md", "break-even.md", "risk.md", "claims.md"],
    ],
  },
  {
    title: "Reference",
    pages: [
      ...["contract.md", "files.md", "attacks.md"],
      ...["api/llmplan.api.md", "api/llmplan-node.api.md", "licences.md"],
    ],
  },
];

/** Names in the navigation where the heading of a page says too little. */
export const SHORT_TITLES: ReadonlyMap<string, string> = new Map([
  ["api/llmplan.api.md", "Library: llmplan"],
  ["api/llmplan-node.api.md", "Library: llmplan/node"],
]);
