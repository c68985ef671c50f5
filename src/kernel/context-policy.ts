/**
 * What of a conversation is sent with each request. One pure function of the sizes of its messages: the simulation bills
 * what it says, and so can a replay of a log.
 *
 * - `sliding`: when a request would exceed the window, the oldest messages are left out, whole, and stay out.
 * - `turns`: only the last so many turns before the one being asked are sent.
 * - `summarise`: when a request would exceed the window, a request of its own sends the history and has it written anew
 *   in `summaryTokens`, which take its place, unless it is that short already.
 * - `summarise-every`: the same before every k-th turn, however long the history is.
 * - `retrieval`: a block of fixed size stands between the initial prompt and the last turns; what is in it changes from
 *   request to request, so a cache holds no more than the initial prompt.
 * - `cap`: the history is cut at its old end so that a request has `capTokens`, or the conversation ends before the
 *   request that would have more.
 *
 * What is still too long for a window is cut at it; of a request that is cut, a cache has no more than the initial
 * prompt. No policy sends everything every time.
 */
export type ContextPolicy =
  | { readonly kind: "sliding"; readonly windowTokens: number }
  | { readonly kind: "turns"; readonly turns: number }
  | { readonly kind: "summarise"; readonly windowTokens: number; readonly summaryTokens: number }
  | { readonly kind: "summarise-every"; readonly turns: number; readonly summaryTokens: number }
  | { readonly kind: "retrieval"; readonly blockTokens: number; readonly turns: number }
  | { readonly kind: "cap"; readonly capTokens: number; readonly atCap: "cut" | "end" };

/** What a conversation sends besides its messages, and what a cache keeps of it. */
export interface SendingRules {
  /** System prompt and the like, at the start of every request. */
  readonly initialTokens: number;
  /** 1 where the reply being written counts as input of its own request, as the deliverable's appendix bills. */
  readonly lastReply: 0 | 1;
  /** A cache keeps the reply too, not only what was sent. */
  readonly keepsReply: boolean;
}

/**
 * Hears of a request; true ends the conversation after it. Prefix tokens are those at its start that the request before
 * left behind: 0 for the first. A request for a summary belongs to the turn that it comes before, and ends nothing.
 */
export type Send = (
  turn: number,
  inputTokens: number,
  outputTokens: number,
  prefixTokens: number,
  isSummary: boolean,
) => boolean;

/**
 * Sends a conversation's requests in order.
 *
 * @param user, reply tokens of the messages by turn; new input of any kind counts as the user's
 * @returns tokens of messages that the model no longer saw as they were written, each counted once, with those of turns
 * that no longer took place and the largest cut of a request
 */
export function sendConversation(
  policy: ContextPolicy | undefined,
  { initialTokens, lastReply, keepsReply }: SendingRules,
  turns: number,
  user: ArrayLike<number>,
  reply: ArrayLike<number>,
  send: Send,
): number {
  const { slides, window, cap, endsAtCap, keptTurns, block, summary, every } = limitsOf(policy);
  const limit = Math.min(window, cap);
  // Messages count in the order in which they are written, two a turn; those before `oldest` are left out.
  let oldest = 0;
  let history = 0;
  let summarised = 0;
  let dropped = 0;
  let mostCut = 0;
  // What the request before left in a cache, and whether the next begins with the same history.
  let left = 0;
  let intact = true;
  for (let turn = 0; turn < turns; turn++) {
    const mine = user[turn] as number;
    const answer = reply[turn] as number;
    const own = initialTokens + block + mine + lastReply * answer;
    if (endsAtCap && history + own > cap) return dropped + tokensFrom(turn, turns, user, reply);
    const keepFrom = 2 * (turn - keptTurns);
    while (oldest < 2 * turn && (oldest < keepFrom || (slides && history + own > window))) {
      const gone = (oldest % 2 === 0 ? user : reply)[oldest >> 1] as number;
      history -= gone;
      dropped += gone;
      if (gone > 0) intact = false;
      oldest++;
    }
    if (history > summary && (history + own > window || (turn > 0 && turn % every === 0))) {
      const asked = initialTokens + history;
      const known = intact ? left : Math.min(left, initialTokens);
      send(turn, Math.min(limit, asked), summary, Math.min(known, asked, limit), true);
      dropped += history - summarised;
      history = summary;
      summarised = summary;
      intact = false;
    }
    const input = Math.min(limit, history + own);
    const cut = history + own - input;
    if (cut > mostCut) mostCut = cut;
    const prefix = turn === 0 ? 0 : intact && cut === 0 && block === 0 ? left : Math.min(left, initialTokens);
    const ends = send(turn, input, answer, cut > 0 ? Math.min(prefix, input) : prefix, false);
    history += mine + answer;
    left = input + (keepsReply && lastReply === 0 ? answer : 0);
    intact = cut === 0;
    if (ends) return dropped + mostCut + tokensFrom(turn + 1, turns, user, reply);
  }
  return dropped + mostCut;
}

/** The most input tokens that a request may have. */
export function mostInput(policy: ContextPolicy | undefined): number {
  const { window, cap } = limitsOf(policy);
  return Math.min(window, cap);
}

/** A policy by its numbers; those of the others never bind. */
interface Limits {
  readonly slides: boolean;
  readonly window: number;
  readonly cap: number;
  readonly endsAtCap: boolean;
  /** Earlier turns that are sent. */
  readonly keptTurns: number;
  readonly block: number;
  readonly summary: number;
  /** Turns after which the history is summarised. */
  readonly every: number;
}

const NO_LIMITS: Limits = {
  slides: false,
  window: Infinity,
  cap: Infinity,
  endsAtCap: false,
  keptTurns: Infinity,
  block: 0,
  summary: Infinity,
  every: Infinity,
};

function limitsOf(policy: ContextPolicy | undefined): Limits {
  if (policy === undefined) return NO_LIMITS;
  switch (policy.kind) {
    case "sliding":
      return { ...NO_LIMITS, slides: true, window: policy.windowTokens };
    case "turns":
      return { ...NO_LIMITS, keptTurns: policy.turns };
    case "summarise":
      return { ...NO_LIMITS, window: policy.windowTokens, summary: policy.summaryTokens };
    case "summarise-every":
      return { ...NO_LIMITS, summary: policy.summaryTokens, every: policy.turns };
    case "retrieval":
      return { ...NO_LIMITS, keptTurns: policy.turns, block: policy.blockTokens };
    case "cap":
      return { ...NO_LIMITS, cap: policy.capTokens, endsAtCap: policy.atCap === "end" };
  }
}

/** Tokens of the turns from one on. */
function tokensFrom(first: number, turns: number, user: ArrayLike<number>, reply: ArrayLike<number>): number {
  let sum = 0;
  for (let turn = first; turn < turns; turn++) sum += (user[turn] as number) + (reply[turn] as number);
  return sum;
}
