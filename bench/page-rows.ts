/** What a slider takes in the page, from the hand to the painted chart: 500 moves of one, in Chromium without a window. */
import { CHROMIUM, makePage, openPage, settled } from "../test/browser/chromium.ts";
import type { TimeRow } from "./exact-rows.ts";

const MOVES = 500;
const LEVER = "conversation.turns.normal.mean";

/** Empty where there is no Chromium. */
export async function pageRows(): Promise<readonly TimeRow[]> {
  if (CHROMIUM === "") return [];
  const opened = await openPage(makePage("assumptions/rolepl-ai"), { fragment: "#tab=conversation" });
  try {
    await settled(opened.page);
    const { drawn, painted } = (await opened.page.evaluate(MEASURE)) as Readonly<Record<Point, readonly number[]>>;
    const row = (name: string, milliseconds: number, target: string): TimeRow => ({ name, milliseconds, target });
    return [
      row(`page: ${MOVES} slider moves, figures and chart drawn, median`, at(drawn, 0.5), "16 ms"),
      row("page: the same, P99", at(drawn, 0.99), ""),
      row("page: to the painted frame, which waits for the screen, median", at(painted, 0.5), ""),
      row("page: the same, P99", at(painted, 0.99), ""),
    ];
  } finally {
    await opened.close();
  }
}

type Point = "drawn" | "painted";

function at(times: readonly number[], p: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.round(p * (sorted.length - 1))] ?? Number.NaN;
}

/** The page draws in the microtasks of the event; a message posted in a frame is read when that frame is painted. */
const MEASURE = `(async () => {
  const slider = document.querySelector('[data-lever="${LEVER}"] input[type=range]');
  const { port1, port2 } = new MessageChannel();
  const frame = () => new Promise((done) => requestAnimationFrame(() => {
    port1.onmessage = () => done();
    port2.postMessage(0);
  }));
  const drawn = [], painted = [];
  for (let move = 0; move < ${MOVES}; move++) {
    const start = performance.now();
    slider.value = String(8 + 0.5 * (move % 40));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    for (let turn = 0; turn < 4; turn++) await null;
    drawn.push(performance.now() - start);
    await frame();
    painted.push(performance.now() - start);
  }
  return { drawn, painted };
})()`;
