/** What a series counts: turns are cut to whole numbers and their square matters; sizes and times are rounded. */
export type SeriesKind = "turns" | "tokens" | "time";
