/** Formats of the files of `llmplan tables`. */
export const TABLE_FORMATS = ["md", "csv", "tex", "html", "docx", "xlsx"] as const;

export type TableFormat = (typeof TABLE_FORMATS)[number];
