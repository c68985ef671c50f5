/** Things in the order of their time, the first at hand; those of the same time in the order in which they came. */
export interface TimeHeap<Thing> {
  readonly first: () => Thing | undefined;
  readonly removeFirst: () => void;
  readonly add: (thing: Thing) => void;
  readonly size: () => number;
}

/** A binary heap. */
export function timeHeap<Thing>(things: readonly Thing[], timeOf: (thing: Thing) => number): TimeHeap<Thing> {
  interface Entry {
    readonly time: number;
    readonly order: number;
    readonly thing: Thing;
  }
  let count = 0;
  const entry = (thing: Thing): Entry => ({ time: timeOf(thing), order: count++, thing });
  // A sorted list is a heap.
  const heap: Entry[] = things.map(entry).sort((a, b) => a.time - b.time || a.order - b.order);
  const before = (a: Entry, b: Entry): boolean => a.time < b.time || (a.time === b.time && a.order < b.order);

  function rise(moved: Entry): void {
    let at = heap.length;
    heap.push(moved);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !before(moved, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = moved;
  }

  function sink(moved: Entry): void {
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const child = left && right && before(right, left) ? right : left;
      if (!child || !before(child, moved)) break;
      heap[at] = child;
      at = child === left ? 2 * at + 1 : 2 * at + 2;
    }
    heap[at] = moved;
  }

  return {
    first: () => heap[0]?.thing,
    removeFirst() {
      const last = heap.pop();
      if (last && heap.length > 0) sink(last);
    },
    add: (thing) => rise(entry(thing)),
    size: () => heap.length,
  };
}
