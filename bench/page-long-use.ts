/**
 * The workbench open for an hour of moves, one each tenth of a second, done as fast as the page takes them: what it holds
 * at each tenth of the way, after garbage is collected. Flat is right.
 *
 * Run: npx tsx bench/page-long-use.ts [MOVES], 36,000 where not said. Gates nothing; test/browser/long-use.test.ts does.
 */
import { CHROMIUM, makePage, openPage, settled } from "../test/browser/chromium.ts";
import { type Held, heldBy, move } from "../test/browser/long-use.ts";

const TENTHS = 10;
const moves = Number(process.argv[2] ?? 36_000);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

if (CHROMIUM !== "") {
  const opened = await openPage(makePage("assumptions/rolepl-ai"));
  try {
    await settled(opened.page);
    print(`|  moves |  seconds | heap, MB |   nodes | listeners | workers |`);
    print(`|--------|----------|----------|---------|-----------|---------|`);
    const start = performance.now();
    printRow(0, start, await heldBy(opened));
    for (let tenth = 1; tenth <= TENTHS; tenth++) {
      await move(opened, Math.round(moves / TENTHS));
      await settled(opened.page);
      printRow(Math.round((moves * tenth) / TENTHS), start, await heldBy(opened));
    }
    print(opened.faults.length === 0 ? "no fault" : opened.faults.slice(0, 10).join("\n"));
  } finally {
    await opened.close();
  }
}

function printRow(done: number, start: number, { heapMegabytes, nodes, listeners, workers }: Held): void {
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  print(
    `| ${String(done).padStart(6)} | ${seconds.padStart(8)} | ${heapMegabytes.toFixed(1).padStart(8)} | ${String(nodes).padStart(7)} | ${String(listeners).padStart(9)} | ${String(workers).padStart(7)} |`,
  );
}
