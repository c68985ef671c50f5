/**
 * Places a label beside each point of a scatter so that none covers another, a point, or the edge of the plot. Greedy: the
 * most constrained point chooses first, each takes its cheapest free place; the same input gives the same places.
 */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Labelled {
  readonly x: number;
  readonly y: number;
  /** Size of the label in pixels. */
  readonly width: number;
  readonly height: number;
}

/** @returns one box a point, in the order of `points`; where there is no free place, the least bad one */
export function placeLabels(points: readonly Labelled[], plot: Box, radius: number): readonly Box[] {
  const marks = points.map(({ x, y }) => around(x, y, radius));
  const choices = points.map((point, index) => {
    const foreign = marks.filter((_, other) => other !== index);
    const neighbours = points.filter((_, other) => other !== index);
    return candidates(point, radius).map((candidate) =>
      priced({ ...candidate, cost: candidate.cost + strayCost(candidate.box, point, neighbours) }, { foreign, plot }),
    );
  });
  const stacked = clustersOf(points, radius).flatMap((cluster) => stackedBeside(cluster, points, marks, plot, radius));
  const placed = new Map<number, Candidate>(stacked);
  const fixed = new Set(stacked.map(([index]) => index));
  const order = [...points.keys()]
    .filter((index) => !fixed.has(index))
    .sort((one, other) => fallback(choices[other]) - fallback(choices[one]) || one - other);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const index of order) {
      const others = [...placed]
        .filter(([other]) => other !== index)
        .flatMap(([, { box, leader }]) => [box, ...leader]);
      placed.set(index, cheapest(choices[index] ?? [], others));
    }
  }
  return points.map((point, index) => placed.get(index)?.box ?? around(point.x, point.y, radius));
}

/** Points above each other, nearer than two labels can be: each cluster from the top. */
function clustersOf(points: readonly Labelled[], radius: number): readonly (readonly number[])[] {
  const clusters: number[][] = [];
  const fromTop = [...points.entries()].sort(([, one], [, other]) => one.y - other.y);
  for (const [index, point] of fromTop) {
    const joined = clusters.find((cluster) => {
      const last = points[cluster.at(-1) ?? -1];
      return last !== undefined && Math.abs(last.x - point.x) < radius && point.y - last.y < point.height;
    });
    if (joined) joined.push(index);
    else clusters.push([index]);
  }
  return clusters.filter(({ length }) => length > 1);
}

/** So far from their marks that every label of a cluster gets a line. */
const STACK_DISTANCE = 20;

/** The labels of a cluster in a column beside it, in the order of its points, on the side with more room. */
function stackedBeside(
  cluster: readonly number[],
  points: readonly Labelled[],
  marks: readonly Box[],
  plot: Box,
  radius: number,
): readonly [number, Candidate][] {
  const members = cluster.flatMap((index) => points[index] ?? []);
  const total = members.reduce((sum, { height }) => sum + height, 0);
  const middle = members.reduce((sum, { y }) => sum + y, 0) / members.length;
  const first = clamped(middle - total / 2, plot.top, Math.max(plot.top, plot.bottom - total));
  const columns = [1, -1].map((side) => {
    let top = first;
    return cluster.flatMap((index): [number, Candidate][] => {
      const point = points[index];
      if (!point) return [];
      const near = point.x + side * (radius + STACK_DISTANCE);
      const [left, right] = side > 0 ? [near, near + point.width] : [near - point.width, near];
      const box = { left, right, top, bottom: top + point.height };
      top = box.bottom;
      const foreign = marks.filter((_, other) => !cluster.includes(other));
      return [[index, priced({ box, leader: leaderTo(point, box, radius), cost: 0 }, { foreign, plot })]];
    });
  });
  const cost = (column: readonly [number, Candidate][]): number => column.reduce((sum, [, each]) => sum + each.cost, 0);
  return columns.reduce((best, column) => (cost(column) < cost(best) ? column : best));
}

/** After the first pass every label may move to a place that the others have left free. */
const PASSES = 3;

/** What a point pays when its first choice is taken: those with the dearest second choice must go first. */
function fallback(choices: readonly Candidate[] | undefined): number {
  return (choices ?? []).map(({ cost }) => cost).sort((one, other) => one - other)[1] ?? 0;
}

/** How far from its point a label may stand, in pixels from the mark's edge; a line is drawn to those far away. */
const DISTANCES = [3, 9, 16, 24, 34, 46, 60] as const;

/** Right first, since people look for a label there; then left, above, below and the diagonals. */
const DIRECTIONS = [
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
  { x: 0, y: 1 },
  { x: 1, y: -1 },
  { x: 1, y: 1 },
  { x: -1, y: -1 },
  { x: -1, y: 1 },
] as const;

interface Candidate {
  readonly box: Box;
  /** The way from the mark to the label in small steps: where a line would run, nothing else may stand. */
  readonly leader: readonly Box[];
  readonly cost: number;
}

function candidates(point: Labelled, radius: number): readonly Candidate[] {
  return DISTANCES.flatMap((distance) =>
    DIRECTIONS.map((direction, preference) => {
      const reach = (radius + distance) * (direction.x !== 0 && direction.y !== 0 ? Math.SQRT1_2 : 1);
      const x = point.x + direction.x * (reach + point.width / 2);
      const y = point.y + direction.y * (reach + point.height / 2);
      const box = {
        left: x - point.width / 2,
        right: x + point.width / 2,
        top: y - point.height / 2,
        bottom: y + point.height / 2,
      };
      return { box, leader: leaderTo(point, box, radius), cost: distance * 2 + preference };
    }),
  );
}

/** The cost of a place that does not depend on other labels. */
function priced(candidate: Candidate, around: { readonly foreign: readonly Box[]; readonly plot: Box }): Candidate {
  const outside = areaOf(candidate.box) - overlap(candidate.box, around.plot);
  const misleading = MISLEADING * close(candidate.box, around.foreign);
  const cost = candidate.cost + misleading + COVERED * (outside + covered(candidate, around.foreign));
  return { ...candidate, cost };
}

function cheapest(choices: readonly Candidate[], others: readonly Box[]): Candidate {
  const [first, ...rest] = choices.map((choice) => ({ choice, cost: choice.cost + COVERED * covered(choice, others) }));
  if (first === undefined) throw new RangeError("label placement: no candidates");
  return rest.reduce((best, option) => (option.cost < best.cost ? option : best), first).choice;
}

function leaderTo({ x, y }: Labelled, box: Box, radius: number): readonly Box[] {
  const end = { x: clamped(x, box.left, box.right), y: clamped(y, box.top, box.bottom) };
  const length = Math.hypot(end.x - x, end.y - y);
  const steps = Math.max(0, Math.floor((length - radius) / 3));
  return Array.from({ length: steps }, (_, index) => {
    const share = (radius + 3 * index) / length;
    return around(x + (end.x - x) * share, y + (end.y - y) * share, 1);
  });
}

/**
 * Whether a reader would rather take a label for another mark's: one that is nearer to it, or nearly as near. Such a
 * label needs a line to its own mark.
 */
export function isAmbiguous(box: Box, own: Point, others: readonly Point[]): boolean {
  const distance = distanceTo(box, own);
  return others.some((other) => distanceTo(box, other) < MARGIN_OF_DOUBT * distance);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const MARGIN_OF_DOUBT = 1.35;

/** From a point to the nearest point of a box, in pixels. */
export function distanceTo({ left, right, top, bottom }: Box, { x, y }: Point): number {
  return Math.hypot(clamped(x, left, right) - x, clamped(y, top, bottom) - y);
}

/** Extra cost of a label that is nearer to another mark than to its own: dearer than any distance. */
const STRAY = 300;

function strayCost(box: Box, own: Point, others: readonly Point[]): number {
  const distance = distanceTo(box, own);
  return others.some((other) => distanceTo(box, other) <= distance) ? STRAY : 0;
}

function clamped(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Extra cost of standing next to a foreign mark, where a reader would take the label for that mark's. */
const MISLEADING = 40;
const CLOSE = 7;

function close(box: Box, foreign: readonly Box[]): number {
  const grown = { left: box.left - CLOSE, right: box.right + CLOSE, top: box.top - 1, bottom: box.bottom + 1 };
  return foreign.filter((mark) => overlap(grown, mark) > 0).length;
}

/** Cost of each square pixel that is covered twice or lies outside the plot: more than any distance. */
const COVERED = 1000;

function covered({ box, leader }: Candidate, taken: readonly Box[]): number {
  return [box, ...leader].reduce((total, part) => taken.reduce((sum, other) => sum + overlap(part, other), total), 0);
}

function areaOf({ left, right, top, bottom }: Box): number {
  return (right - left) * (bottom - top);
}

function overlap(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}
