/** A cell of a spreadsheet. A number has the formula that gives it, where other cells do. */
export type SheetCell =
  | { readonly kind: "number"; readonly value: number; readonly format: string; readonly formula?: string }
  | { readonly kind: "text" | "head" | "title"; readonly text: string; readonly right?: boolean }
  | { readonly kind: "empty" };
