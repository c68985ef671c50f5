/** A comment that a reader of the document does not see: `<!-- … -->`, or `% …` to the end of a line. */
export interface Comment {
  /** Offset of its first character. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
  /** What stands between the delimiters. */
  readonly text: string;
}
