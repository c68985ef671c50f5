/** What only Node can do: files whole or not at all, charts as pixels, reports as PDF, worker threads, tables for a terminal. */
export { FileError } from "./node/file-error.ts";
export { type Contents, readText, type WriteRules, writeWhole } from "./node/files.ts";
export { embeddedInter } from "./node/font.ts";
export { type RenderedPdf, renderPdf } from "./node/pdf.ts";
export { PdfUnavailableError } from "./node/pdf-kit.ts";
export { PngUnavailableError, renderPng } from "./node/png.ts";
export { libraryProviders, PRICE_LIBRARY } from "./node/price-library.ts";
export { type SimulationPool, simulationPool } from "./node/simulation-pool.ts";
export { WorkerError } from "./node/worker-error.ts";
export { terminalTable } from "./report/terminal.ts";
