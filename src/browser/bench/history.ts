/** States that can be gone back to and forward to, in the manner of every editor. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
}

export const startingAt = <State>(present: State): History<State> => ({ past: [], present, future: [] });

/** Goes on to a new state; what could have been redone is gone. */
export const advanced = <State>({ past, present }: History<State>, next: State): History<State> => ({
  past: [...past.slice(-(MOST_STEPS - 1)), present],
  present: next,
  future: [],
});

/** One step back; the same history where there is none. */
export function undone<State>(history: History<State>): History<State> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return { past: history.past.slice(0, -1), present: previous, future: [history.present, ...history.future] };
}

/** One step forward; the same history where there is none. */
export function redone<State>(history: History<State>): History<State> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}

const MOST_STEPS = 200;
