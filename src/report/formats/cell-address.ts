/** Places in a spreadsheet. */
export interface CellAddress {
  readonly sheet: string;
  /** From 0. */
  readonly column: number;
  readonly row: number;
}

/** `B3`, or `'sft-runs'!B3` seen from another sheet. */
export function addressText({ sheet, column, row }: CellAddress, from: string): string {
  const cell = `${columnLetters(column)}${row + 1}`;
  if (sheet === from) return cell;
  return /^[A-Za-z]+$/.test(sheet) ? `${sheet}!${cell}` : `'${sheet.replaceAll("'", "''")}'!${cell}`;
}

/** A, B … Z, AA … */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${columnLetters(Math.floor(index / 26) - 1)}${last}`;
}
