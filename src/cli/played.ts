import type { Warning } from "../analysis/result.ts";
import type { Answered } from "../analysis/serving/replica.ts";
import type { PlayedRequest } from "../analysis/serving/request.ts";
import type { ServingOptions } from "./serving-words.ts";

/** Requests to play, and what they say of the load. */
export interface Played {
  readonly requests: readonly PlayedRequest[];
  /** What follows an answer, where requests are turns of conversations. */
  readonly next?: ((answered: Answered) => PlayedRequest | undefined) | undefined;
  readonly warnings?: readonly Warning[];
  /** Options with the trace's load and lengths in place of what was not said. */
  readonly options: ServingOptions;
}
