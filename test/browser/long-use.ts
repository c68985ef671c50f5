/** A hand that does not tire: thousands of moves of sliders in a page, and what the page holds in between. */
import type { OpenedPage } from "./chromium.ts";

/** What a page holds once what nobody needs any more is collected. */
export interface Held {
  readonly heapMegabytes: number;
  /** Elements and texts, those that are no longer in the document too. */
  readonly nodes: number;
  readonly listeners: number;
  readonly workers: number;
}

/** Collects garbage first, so that two calls differ only by what is held. */
export async function heldBy({ page, context }: OpenedPage): Promise<Held> {
  const debug = await context.newCDPSession(page);
  await debug.send("Performance.enable");
  // What a first collection lets go of may hold something else until the next.
  for (let round = 0; round < 3; round++) await debug.send("HeapProfiler.collectGarbage");
  const { metrics } = await debug.send("Performance.getMetrics");
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  const held = {
    heapMegabytes: metric("JSHeapUsedSize") / 1e6,
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    workers: page.workers().length,
  };
  await debug.detach();
  return held;
}

/**
 * Moves sliders: each goes through its values in steps, is let go every few moves, and from time to time the tab changes,
 * and changes are undone, redone and put back. Ends as it began: on the first tab, as the plan has it.
 * Between two moves the page gets to draw and to hear its workers, no more.
 */
export const move = ({ page }: OpenedPage, moves: number): Promise<unknown> =>
  page.evaluate(`(async () => {
    const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
    const { port1, port2 } = new MessageChannel();
    const turn = () => new Promise((done) => { port1.onmessage = done; port2.postMessage(0); });
    const event = (element, kind) => element.dispatchEvent(new Event(kind, { bubbles: true }));
    const press = (name) => [...document.querySelectorAll(".actions button")].find((button) => button.textContent.trim() === name).click();
    const tabs = [...document.querySelectorAll("[role=tab]")];
    let place = -1, left = 0, sliders = [];
    for (let move = 0; move < ${moves}; move++) {
      while (left === 0) {
        place = (place + 1) % tabs.length;
        tabs[place].click();
        await rest(20);
        sliders = document.querySelectorAll("[data-lever] input[type=range]");
        left = sliders.length > 0 ? 20 : 0;
      }
      left -= 1;
      const slider = sliders[Math.floor(move / 8) % sliders.length];
      slider.value = String(Number(slider.min) + ((move * 7) % 41) / 40 * (Number(slider.max) - Number(slider.min)));
      event(slider, "input");
      if (move % 8 === 7) event(slider, "change");
      if (move % 97 === 96) press("Undo");
      if (move % 97 === 48) press("Redo");
      if (move % 500 === 499) press("Put all back");
      await turn();
    }
    press("Put all back");
    tabs[0].click();
    await rest(500);
  })()`);

/** How much more is held at the end than before, a line each for what is more than may be; none where all is flat. */
export function grown(before: Held, after: Held, most: Held): readonly string[] {
  const keys = ["heapMegabytes", "nodes", "listeners", "workers"] as const;
  return keys.flatMap((key) => {
    const by = after[key] - before[key];
    return by > most[key] ? [`${key}: ${before[key].toFixed(1)}, then ${after[key].toFixed(1)}`] : [];
  });
}
