import type { PlanBundle } from "../../assumptions/plan-bundle.ts";
import type { PlanState } from "../plan/plan-state.ts";
import type { FromWorker, Part, ToWorker } from "./refine-message.ts";

/**
 * Whole answers from a worker. A new question ends the one before it, whose worker is thrown away: nothing that is
 * being computed can be told to stop. A spare worker that has read the plan stands ready in its place.
 */
export class Refiner {
  readonly #address: string;
  readonly #bundle: PlanBundle;
  #busy: { readonly worker: Worker; readonly ticket: number } | undefined;
  #spare: Worker | undefined;
  #ticket = 0;

  /** @param script the page's own text, which is a worker's too */
  constructor(script: string, bundle: PlanBundle) {
    this.#address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.#bundle = bundle;
  }

  /** @param hear is told each part as it is ready, and last that all is done; never after another question */
  ask(state: PlanState, parts: readonly Part[], hear: (message: FromWorker) => void): void {
    this.cancel();
    const worker = this.#spare ?? this.#start();
    this.#spare = undefined;
    const ticket = ++this.#ticket;
    this.#busy = { worker, ticket };
    const end = (): void => {
      this.#busy = undefined;
      this.#spare ??= worker;
      if (this.#spare !== worker) worker.terminate();
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.ticket !== this.#ticket || this.#busy?.worker !== worker) return;
      if (data.kind === "done") end();
      hear(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.#busy?.worker !== worker) return;
      this.#busy = undefined;
      worker.terminate();
      hear({ ticket, kind: "failed", part: "answer", message: event.message });
      hear({ ticket, kind: "done" });
    };
    send(worker, { kind: "refine", ticket, state, parts });
  }

  /** Ends what is being computed. */
  cancel(): void {
    if (!this.#busy) return;
    this.#busy.worker.terminate();
    this.#busy = undefined;
    this.#spare ??= this.#start();
  }

  #start(): Worker {
    const worker = new Worker(this.#address);
    send(worker, { kind: "bundle", bundle: this.#bundle });
    return worker;
  }
}

const send = (worker: Worker, message: ToWorker): void => worker.postMessage(message);
