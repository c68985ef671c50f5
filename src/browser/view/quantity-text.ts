import { formatQuantity } from "../../report/quantity.ts";

/** A value of an assumption as it stands beside its slider, with its unit: as written, or the middle of a spread. */
export const valueText = (value: number, unit: string, digits = 6): string =>
  formatQuantity(value, unit, { atMost: digits });
