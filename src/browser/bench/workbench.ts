import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Quantity } from "../../analysis/node.ts";
import type { Sensitivity } from "../../analysis/sensitivity/sensitivity.ts";
import type { PlanBundle } from "../../assumptions/plan-bundle.ts";
import { type Answer, FEW_CONVERSATIONS, firstAnswer } from "../plan/answer.ts";
import { type Drag, dragOf } from "../plan/drag.ts";
import type { Follower } from "../plan/follower.ts";
import { quickSensitivity } from "../plan/main-figure.ts";
import { type OpenPlan, planOpener } from "../plan/open-plan.ts";
import type { ClaimsAnswer } from "../plan/plan-claims.ts";
import { editsOf, type PlanState, sameState, withEdit, withoutEdit } from "../plan/plan-state.ts";
import { advanced, type History, redone, startingAt, undone } from "./history.ts";
import type { FromWorker, Part } from "./refine-message.ts";
import type { Refiner } from "./refiner.ts";
import { type Changed, toldProblems } from "./told-problems.ts";

/** What the page shows: a plan with what it comes to. */
export interface Shown {
  readonly open: OpenPlan;
  readonly answer: Answer;
  /** Whether the figures are those that the command prints; a first answer of few draws is not. */
  readonly final: boolean;
  /** What is still as it was before the last change, and is being computed. */
  readonly waiting: ReadonlySet<Follower>;
}

/** The page's state and everything that can be done to it; views read the signals and call the functions. */
export interface Workbench {
  readonly bundle: PlanBundle;
  /** The plan as the page was made. */
  readonly base: ReadonlySignal<Shown>;
  readonly state: ReadonlySignal<PlanState>;
  readonly shown: ReadonlySignal<Shown>;
  /** Absent until they are computed. */
  readonly claims: ReadonlySignal<ClaimsAnswer | undefined>;
  readonly baseClaims: ReadonlySignal<ClaimsAnswer | undefined>;
  readonly sensitivity: ReadonlySignal<Sensitivity | undefined>;
  readonly refining: ReadonlySignal<boolean>;
  /** A sentence for those who listen to the page rather than see it, and for failures. */
  readonly notice: Signal<string>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** The assumption under the hand, and its value. */
  readonly dragged: ReadonlySignal<{ readonly id: string; readonly value: number } | undefined>;
  undo(): void;
  redo(): void;
  /** Changes an assumption; says what is wrong with the text where it cannot be used, and then changes nothing. */
  edit(path: string, text: string): readonly string[];
  reset(path: string): void;
  /** Puts a whole state in place; says what is wrong with it where it cannot be used. */
  apply(state: PlanState, changed?: Changed): readonly string[];
  /** A slider is at a value, still under the hand. */
  drag(leaf: Quantity, value: number): void;
  /** The hand is off the slider. */
  drop(): void;
  /** Says which charts are looked at: only those follow a slider at every move. */
  watch(parts: ReadonlySet<Follower>): void;
}

/** @throws InputError where the plan itself cannot be read */
export function createWorkbench(bundle: PlanBundle, refiner: Refiner): Workbench {
  const opener = planOpener(bundle);
  let base: Shown | undefined;
  /** What was refined while a hand rested on its slider. */
  let rested: { readonly state: PlanState; readonly answer: Answer } | undefined;
  const shownOf = (state: PlanState, before?: Shown): Shown => {
    const open = opener(state, { conversations: FEW_CONVERSATIONS });
    if (rested && sameState(rested.state, state)) return { open, answer: rested.answer, final: true, waiting: NOTHING };
    return { open, ...firstAnswer(open, before, base?.open) };
  };
  const start: PlanState = { scenarios: bundle.scenarios, edits: [] };
  const opened = shownOf(start);
  base = opened;
  const history = signal<History<PlanState>>(startingAt(start));
  const shown = signal<Shown>(opened);
  const finalBase = signal<Shown>(opened);
  const claims = signal<ClaimsAnswer | undefined>(undefined);
  const baseClaims = signal<ClaimsAnswer | undefined>(undefined);
  const sensitivity = signal<Sensitivity | undefined>(sensitivityAtOnce(opened));
  const refining = signal(false);
  const notice = signal("");
  const dragged = signal<{ readonly id: string; readonly value: number } | undefined>(undefined);
  /** The last plan whose whole answer is known: what a change does not reach is taken from it. */
  let finished: Shown | undefined = opened.final ? opened : undefined;
  let watched = NOTHING;
  let moving: { readonly drag: Drag; readonly leaf: Quantity; readonly wasFinal: boolean } | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const hear = (message: FromWorker): void =>
    batch(() => {
      const atStart = !dragged.value && sameState(history.value.present, start);
      switch (message.kind) {
        case "answer":
          shown.value = { ...shown.value, answer: message.answer, final: true, waiting: OF_SENSITIVITY };
          if (!dragged.value) finished = shown.value;
          else rested = { state: under(), answer: message.answer };
          if (atStart) finalBase.value = shown.value;
          break;
        case "claims":
          claims.value = message.claims;
          if (atStart) baseClaims.value = message.claims;
          break;
        case "base-claims":
          baseClaims.value = message.claims;
          break;
        case "sensitivity":
          sensitivity.value = message.sensitivity;
          shown.value = { ...shown.value, waiting: NOTHING };
          break;
        case "failed":
          notice.value = `The ${message.part} could not be computed: ${message.message}`;
          break;
        case "done":
          refining.value = false;
      }
    });

  /** Asks the worker once changes have come to rest for a moment. */
  const refine = (): void => {
    clearTimeout(waiting);
    refiner.cancel();
    refining.value = true;
    const state = under();
    const atStart = sameState(state, start);
    const parts: readonly Part[] = [
      ...(shown.value.final ? [] : (["answer"] as const)),
      "claims",
      ...(baseClaims.value || atStart ? [] : (["base-claims"] as const)),
      "sensitivity",
    ];
    waiting = setTimeout(() => refiner.ask(state, parts, hear), REST_MS);
  };
  /** The state with what is under the hand, which is no step of the history yet. */
  const under = (): PlanState => {
    const { present } = history.value;
    const now = dragged.value;
    return now ? withEdit(present, { path: now.id, text: String(now.value) }) : present;
  };

  const show = (next: History<PlanState>, changed?: Changed): readonly string[] => {
    try {
      const answered = shownOf(next.present, finished);
      batch(() => {
        moving = undefined;
        dragged.value = undefined;
        history.value = next;
        sensitivity.value = answered.waiting.has("sensitivity")
          ? sensitivity.value
          : sensitivityAtOnce(answered, sensitivity.value);
        shown.value = sameState(next.present, start) && finalBase.value.final ? finalBase.value : answered;
        if (shown.value.final) finished = shown.value;
        notice.value = "";
      });
      refine();
      return [];
    } catch (error) {
      return toldProblems(error, changed);
    }
  };
  const apply = (state: PlanState, changed?: Changed): readonly string[] =>
    sameState(state, history.value.present) ? [] : show(advanced(history.value, state), changed);

  refine();
  return {
    bundle,
    base: finalBase,
    state: computed(() => history.value.present),
    shown,
    claims,
    baseClaims,
    sensitivity,
    refining,
    notice,
    dragged,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    undo: () => void show(undone(history.value)),
    redo: () => void show(redone(history.value)),
    edit(path, text) {
      const { present } = history.value;
      const same = editsOf(present, path).at(-1);
      if (same?.path === path && same.text === text) return [];
      return apply(withEdit(present, { path, text }), { path });
    },
    reset: (path) => void apply(withoutEdit(history.value.present, path)),
    apply,
    drag(leaf, value) {
      if (moving?.leaf.id !== leaf.id) {
        const now = shown.value;
        moving = { leaf, drag: dragOf(now.open, leaf, now.answer, opened.open), wasFinal: now.final };
      }
      const { drag, wasFinal } = moving;
      try {
        const move = drag.at(value, watched, sensitivity.value);
        batch(() => {
          dragged.value = { id: leaf.id, value };
          if (move.sensitivity) sensitivity.value = move.sensitivity;
          shown.value = { ...shown.value, answer: move.answer, final: drag.exact && wasFinal, waiting: drag.waiting };
        });
        refine();
      } catch (error) {
        notice.value = toldProblems(error).join("; ");
      }
    },
    watch(parts) {
      watched = parts;
    },
    drop() {
      const now = dragged.value;
      if (!now) return;
      moving = undefined;
      const { present } = history.value;
      const told = show(advanced(history.value, withEdit(present, { path: now.id, text: String(now.value) })));
      if (told.length > 0) {
        show(history.value);
        notice.value = told.join("; ");
      }
    },
  };
}

const REST_MS = 150;

const NOTHING: ReadonlySet<Follower> = new Set();
/** Told after the figures. */
const OF_SENSITIVITY: ReadonlySet<Follower> = new Set(["sensitivity", "variance"]);

/** What moves the main figure, without the shares of the variance; undefined where that takes long. */
const sensitivityAtOnce = ({ open, waiting }: Shown, before?: Sensitivity): Sensitivity | undefined =>
  waiting.has("sensitivity") ? undefined : quickSensitivity(open.rough()?.sheet ?? open.sheet, before);
