/** Everything that reads what others wrote; the fuzzer and the tests attack the same ones. */
import { DOCUMENT_READERS } from "./document-readers.ts";
import { LOG_READERS } from "./log-readers.ts";
import { PAGE_READERS } from "./page-readers.ts";
import type { Reader } from "./reader.ts";
import { RESULT_READERS } from "./result-readers.ts";
import { TABLE_READERS } from "./table-readers.ts";
import { YAML_READERS } from "./yaml-readers.ts";

export const READERS: readonly Reader[] = [
  ...YAML_READERS,
  ...TABLE_READERS,
  ...LOG_READERS,
  ...RESULT_READERS,
  ...DOCUMENT_READERS,
  ...PAGE_READERS,
];
