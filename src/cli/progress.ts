import { singleLine } from "../report/single-line.ts";

/** One line on a terminal that says what is being done; nothing where there is no terminal. */
export function progressLine(): { readonly show: (text: string) => void; readonly clear: () => void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { show: () => {}, clear: () => {} };
  const write = (text: string): void => void stderr.write(`\r\u001b[2K${text}`);
  return { show: (text) => write(`llmplan: ${singleLine(text)} …`), clear: () => write("") };
}
