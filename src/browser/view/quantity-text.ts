import { formatQuantity } from "../../report/quantity.ts";

/** A value of an assumption as it stands beside its slider: as written, with its unit. */
export const valueText = (value: number, unit: string): string => formatQuantity(value, unit, { atMost: 6 });
