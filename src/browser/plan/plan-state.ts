/** What is put over a plan: exactly what `--scenario` and `--set` would say. Nothing here is ever changed in place. */
export interface PlanState {
  /** Names of scenarios of the plan, later ones win. */
  readonly scenarios: readonly string[];
  /** Texts of changed values by the path of their assumption, in the order in which they were made. */
  readonly edits: readonly Edit[];
}

export interface Edit {
  /** `conversation.turns.normal.mean`. */
  readonly path: string;
  /** As typed: `8`, `15 to 30`, `{pert: {min: 1, mode: 2, max: 4}}`. */
  readonly text: string;
}

/** The state with one value changed; a change of the same value takes the place of the earlier one. */
export function withEdit(state: PlanState, edit: Edit): PlanState {
  return { ...state, edits: [...state.edits.filter(({ path }) => !isWithin(path, edit.path)), edit] };
}

/** The state without any change of an assumption or of a part of it. */
export function withoutEdit(state: PlanState, path: string): PlanState {
  return { ...state, edits: state.edits.filter((edit) => !isWithin(edit.path, path) && !isWithin(path, edit.path)) };
}

/** The changes that touch an assumption, the last one last. */
export const editsOf = (state: PlanState, path: string): readonly Edit[] =>
  state.edits.filter((edit) => isWithin(edit.path, path) || isWithin(path, edit.path));

/** Whether a path is another or leads into it: `data.days.value` is within `data.days`. */
const isWithin = (path: string, other: string): boolean => path === other || path.startsWith(`${other}.`);

/** The settings of the command line that say the same. */
export const settingsOf = ({ edits }: PlanState): readonly string[] => edits.map(({ path, text }) => `${path}=${text}`);

export const sameState = (one: PlanState, other: PlanState): boolean => JSON.stringify(one) === JSON.stringify(other);
