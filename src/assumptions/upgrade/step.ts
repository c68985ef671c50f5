import type { Document, ParsedNode } from "yaml";

/**
 * Replaces a piece of a file's text. Edits rather than a document printed anew: comments, blank lines, quotes and
 * columns stay as their author wrote them, and the diff shows what changed and nothing else.
 */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * One version of the plan form to the next. It sees each file of a plan by itself: the plan, what it includes, its
 * scenarios. Done twice it must change nothing more, since two plans may include the same file.
 */
export interface UpgradeStep {
  /** What is different in the next version, for those who read the diff. */
  readonly change: string;
  readonly edits: (document: Document.Parsed<ParsedNode>, text: string) => readonly Edit[];
}
