import { type ReadonlySignal, signal } from "@preact/signals";
import type { FromWorker } from "../bench/refine-message.ts";
import type { Refiner } from "../bench/refiner.ts";
import type { Answer } from "../plan/answer.ts";
import type { PlanState } from "../plan/plan-state.ts";

/** A state that was saved under a name, to be put beside others. */
export interface SavedScenario {
  readonly name: string;
  readonly state: PlanState;
  /** Absent until it is computed. */
  readonly answer?: Answer;
}

export interface Scenarios {
  readonly saved: ReadonlySignal<readonly SavedScenario[]>;
  /** Saves a state; one of the same name is replaced. False where there are four already. */
  save(name: string, state: PlanState): boolean;
  remove(name: string): void;
}

/** How many stand side by side. */
export const MOST_SCENARIOS = 4;

/** Keeps saved states, and has them computed one after another, all with the same draws. */
export function createScenarios(refiner: Refiner): Scenarios {
  const saved = signal<readonly SavedScenario[]>([]);
  let busy: string | undefined;

  const next = (): void => {
    const waiting = saved.value.find(({ answer }) => answer === undefined);
    if (busy !== undefined || !waiting) return;
    busy = waiting.name;
    const hear = (message: FromWorker): void => {
      if (message.kind === "answer")
        saved.value = saved.value.map((scenario) =>
          scenario === waiting ? { ...scenario, answer: message.answer } : scenario,
        );
      if (message.kind !== "done") return;
      busy = undefined;
      if (saved.value.some((scenario) => scenario === waiting)) return; // it failed: asking again would not help
      next();
    };
    refiner.ask(waiting.state, ["answer"], hear);
  };
  return {
    saved,
    save(name, state) {
      const others = saved.value.filter((scenario) => scenario.name !== name);
      if (others.length >= MOST_SCENARIOS) return false;
      saved.value = [...others, { name, state }];
      next();
      return true;
    },
    remove(name) {
      saved.value = saved.value.filter((scenario) => scenario.name !== name);
    },
  };
}
