import { type QueueResult, queueResult, waitQuantile } from "../../model/queue.ts";
import { type Figure, figure, type Quantity } from "../node.ts";

/** A waiting line as nodes. */
export interface PlannedQueue {
  readonly servers: Quantity;
  readonly arrivalsPerSecond: Quantity;
  readonly serviceSeconds: Quantity;
  readonly arrivalScv: Quantity;
  readonly serviceScv: Quantity;
}

/** What those who ask wait for, in the long run; without limit where more ask than can be answered. */
export function queueSheet(of: PlannedQueue): readonly Figure<number>[] {
  const queue = figure({
    id: "serving.queue",
    unit: "",
    label: "The line in the long run",
    formula: "M/M/c by Erlang; other times by Kimura, and by Allen and Cunneen",
    of: { ...of },
    by: (x): QueueResult | undefined => queueResult(x),
    internal: true,
  });
  const { servers, arrivalsPerSecond, serviceSeconds } = of;
  const needed = figure({
    id: "serving.least_servers",
    unit: "servers",
    label: "Servers below which the line grows without end",
    formula: "⌊requests/s × service⌋ + 1",
    of: { arrivalsPerSecond, serviceSeconds },
    by: (x) => Math.floor(x.arrivalsPerSecond * x.serviceSeconds) + 1,
  });
  const from = (id: string, unit: string, label: string, formula: string, by: (result: QueueResult) => number) =>
    figure({ id, unit, label, formula, of: { queue }, by: (x) => (x.queue ? by(x.queue) : Infinity) });
  return [
    figure({
      id: "serving.utilisation",
      unit: "fraction",
      label: "Share of the servers' time that is asked for",
      formula: "requests/s × service ÷ servers",
      of: { servers, arrivalsPerSecond, serviceSeconds },
      by: (x) => (x.arrivalsPerSecond * x.serviceSeconds) / x.servers,
    }),
    figure({
      id: "serving.wait_probability",
      unit: "probability",
      label: "Share of requests that wait",
      formula: "Erlang's C",
      of: { queue },
      by: (x) => x.queue?.waitProbability ?? 1,
    }),
    from(
      "serving.mean_wait_seconds",
      "seconds",
      "Mean wait",
      "C × service ÷ (servers − load), × what other times make of it",
      (q) => q.meanWaitSeconds,
    ),
    from("serving.p95_wait_seconds", "seconds", "P95 of the wait", "mean wait ÷ C × ln(C ÷ 5%)", (q) =>
      waitQuantile(q, 0.95),
    ),
    from(
      "serving.mean_queue_length",
      "requests",
      "Requests that wait, on average",
      "requests/s × mean wait",
      (q) => q.meanQueueLength,
    ),
    needed,
  ];
}
