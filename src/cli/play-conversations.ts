import { messageLengths } from "../analysis/conversation/given-turns.ts";
import type { ConversationModel } from "../analysis/conversation/model.ts";
import { conversationMoments } from "../analysis/conversation/moments.ts";
import { evaluate } from "../analysis/evaluate.ts";
import type { Plan } from "../analysis/plan/plan.ts";
import type { Warning } from "../analysis/result.ts";
import {
  type ConversationStream,
  conversationStream,
  type TurnPace,
  unhurriedRequests,
} from "../analysis/serving/conversation-stream.ts";
import { meanAndScv, type PlayedRequest } from "../analysis/serving/request.ts";
import { conversationModelOf } from "../analysis/sheets/conversation.ts";
import { UsageError } from "./exit.ts";
import type { Played } from "./played.ts";
import { readPlan } from "./read-plan.ts";
import type { ServingOptions } from "./serving-words.ts";

/** What is asked of the conversations of a plan. */
interface Wanted {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly secondsBetweenRequests: number;
  readonly arrivalScv: number;
  readonly cachedFraction: number;
  readonly seed: number;
}

/** Conversations to play, and the exact means of their requests. */
interface PlanConversations {
  readonly stream: ConversationStream;
  /** The requests themselves, as they come where every reply takes its usual time. */
  readonly requests: readonly PlayedRequest[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly warnings: readonly Warning[];
}

/** `--simulate N --from-plan`: the plan's conversations on the server that options name. */
export function conversationsToPlay(o: ServingOptions, requestsPerSecond: number, requests: number): Played {
  const named = typeof o.fromPlan === "string" ? o.fromPlan : undefined;
  const { plan } = readPlan(named, { scenario: o.scenario ?? [], set: o.set ?? [] });
  const drawn = planConversations(plan, {
    requests,
    requestsPerSecond,
    secondsBetweenRequests: o.secondsBetweenRequests,
    arrivalScv: o.arrivalScv,
    cachedFraction: o.prefixCacheFraction,
    seed: o.seed,
  });
  return {
    requests: drawn.stream.first,
    next: drawn.stream.next,
    warnings: drawn.warnings,
    options: {
      ...o,
      inputTokens: drawn.inputTokens,
      promptScv: meanAndScv(drawn.requests.map(({ inputTokens }) => inputTokens)).scv,
      outputTokens: drawn.outputTokens,
      outputScv: meanAndScv(drawn.requests.map(({ outputTokens }) => outputTokens)).scv,
    },
  };
}

/** Draws the conversations of a plan as a server sees them. @throws UsageError where the plan has none */
export function planConversations({ conversation }: Plan, wanted: Wanted): PlanConversations {
  if (!conversation) throw new UsageError("the plan has no section conversation to draw requests from");
  const node = conversationModelOf(conversation);
  const model = servedModel(evaluate([node]).of(node));
  const { pauses } = conversation;
  const pace: TurnPace = pauses
    ? { kind: "pause", seconds: evaluate([pauses]).of(pauses) }
    : { kind: "between", seconds: wanted.secondsBetweenRequests };
  const { turns, inputTokens, outputTokens } = conversationMoments(model);
  if (!(turns.mean > 0)) throw new UsageError("the plan's conversations have no turns to play");
  const replySeconds = (outputTokens.mean / turns.mean) * USUAL_SECONDS_PER_TOKEN;
  const stream = conversationStream({ ...wanted, model, pace, turnsMean: turns.mean, replySeconds }, wanted);
  const warnings: readonly Warning[] = conversation.policy
    ? [
        {
          code: "policy-not-played",
          message: "the plan has a context policy; what is played sends the whole history with every message",
        },
      ]
    : [];
  return {
    stream,
    requests: unhurriedRequests(stream, replySeconds),
    inputTokens: inputTokens.mean / turns.mean,
    outputTokens: outputTokens.mean / turns.mean,
    warnings,
  };
}

/** A token of a reply on a busy server; only how far conversations have come at the start depends on it. */
const USUAL_SECONDS_PER_TOKEN = 0.03;
/** Laws that go below 0 more often than this cannot be played as they are. */
const RARE = 1e-4;

/** What a server reads and writes: no reply before it is written, and no message of less than nothing. */
function servedModel({ cache: _cache, policy: _policy, ...model }: ConversationModel): ConversationModel {
  const { user, assistant } = messageLengths(model);
  const below = Math.max(user.negativeProbability, assistant.negativeProbability);
  return {
    ...model,
    billing: "api",
    rounding: "none",
    messages: model.messages === "as-published" && below > RARE ? "lognormal" : model.messages,
  };
}
