import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, makePage, type OpenedPage, openPage, settled } from "./chromium.ts";
import { grown, heldBy, move } from "./long-use.ts";

/** Enough that all tabs were open twice. */
const FIRST = 200;
/** More of them take too long here: bench/page-long-use.ts makes 36,000. */
const MOVES = 300;
/**
 * What two stretches of moves may differ by: the last steps to go back to, code that the browser has compiled, a worker
 * that stands ready. What grows with each move or each tab is far more in so many: see the planted leaks below.
 */
const MOST = { heapMegabytes: 1.5, nodes: 200, listeners: 20, workers: 1 };

describe.skipIf(CHROMIUM === "")("the page after many moves", () => {
  let opened: OpenedPage;
  beforeAll(async () => {
    opened = await openPage(makePage("assumptions/rolepl-ai"));
    await settled(opened.page);
  }, 120_000);
  afterAll(async () => opened?.close());

  it("holds no more than before them", async () => {
    await move(opened, FIRST);
    await settled(opened.page);
    const before = await heldBy(opened);
    await move(opened, MOVES);
    await settled(opened.page);
    const after = await heldBy(opened);
    expect(grown(before, after, MOST)).toEqual([]);
    expect(after.workers).toBeLessThanOrEqual(2);
    expect(opened.faults).toEqual([]);
  }, 300_000);

  // Each is what a component that forgets to tidy up would leave behind, once a move.
  it.each([
    ["heapMegabytes", "held.push(Array.from({ length: 1000 }, Math.random))"],
    ["nodes", "held.push(document.createElement('canvas'))"],
    ["listeners", "addEventListener('resize', () => held.length)"],
    ["workers", "held.push(move % 100 === 0 ? new Worker(URL.createObjectURL(new Blob(['0']))) : 0)"],
  ])(
    "would be found to hold more: %s",
    async (key, leak) => {
      const before = await heldBy(opened);
      const leaks = `for (let move = 0; move < ${MOVES}; move++) ${leak};`;
      await opened.page.evaluate(`(() => { const held = (globalThis.held = []); ${leaks} })()`);
      expect(grown(before, await heldBy(opened), MOST).join()).toContain(key);
    },
    60_000,
  );
});
