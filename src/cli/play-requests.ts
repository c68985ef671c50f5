import { prefixBlocks } from "../analysis/replay/prefix-blocks.ts";
import type { ResultFigure, Warning } from "../analysis/result.ts";
import type { PlayedFleet } from "../analysis/serving/fleet-simulation.ts";
import { simulateFleet } from "../analysis/serving/fleet-simulation.ts";
import { playedFigures, playedReplicas } from "../analysis/serving/played-service.ts";
import { burstiness, meanAndScv, type PlayedRequest } from "../analysis/serving/request.ts";
import { requestBurst, requestStream } from "../analysis/serving/request-stream.ts";
import { cacheTokens } from "../model/serving-capacity.ts";
import { promisedSequences } from "../model/serving-promise.ts";
import type { ModelServer } from "../model/serving-step.ts";
import { counted } from "../report/quantity.ts";
import { UsageError } from "./exit.ts";
import { conversationsToPlay } from "./play-conversations.ts";
import type { Played } from "./played.ts";
import { readLogs } from "./read-logs.ts";
import { requestOf, type ServingOptions } from "./serving-words.ts";

/** Blocks whose ids Mooncake's trace holds. */
const TRACE_BLOCK_TOKENS = 512;
/** The fewest requests whose P95 says something. */
const FEWEST_REQUESTS = 50;

/** The requests that options name: a trace, a class that starts all at once, or so many drawn ones; none otherwise. */
export async function requestsToPlay(o: ServingOptions): Promise<Played | undefined> {
  const ways = [o.trace, o.burst, o.simulate].filter((said) => said !== undefined);
  if (ways.length > 1) throw new UsageError("say one of --trace, --burst and --simulate");
  if (o.fromPlan !== undefined && o.simulate === undefined)
    throw new UsageError("--from-plan needs --simulate: how many messages of its conversations to play");
  if (o.trace !== undefined) return playedTrace(o, o.trace);
  const law = {
    requestsPerSecond: o.arrivalsPerSecond ?? 1,
    arrivalScv: o.arrivalScv,
    inputTokens: o.inputTokens,
    promptScv: o.promptScv,
    outputTokens: o.outputTokens,
    outputScv: o.outputScv,
    cachedFraction: o.prefixCacheFraction,
  };
  if (o.burst !== undefined) {
    const requests = requestBurst(law, { requests: o.burst, withinSeconds: o.within, seed: o.seed });
    return { requests, options: { ...o, arrivalsPerSecond: o.burst / o.within } };
  }
  if (o.simulate === undefined) return undefined;
  if (o.arrivalsPerSecond === undefined) throw new UsageError("--simulate needs --arrivals-per-second");
  if (o.fromPlan !== undefined) return conversationsToPlay(o, o.arrivalsPerSecond, o.simulate);
  return { requests: requestStream(law, { requests: o.simulate, seed: o.seed }), options: o };
}

async function playedTrace(o: ServingOptions, file: string): Promise<Played> {
  const shared = prefixBlocks(TRACE_BLOCK_TOKENS);
  const read: (PlayedRequest & { readonly arrival: number })[] = [];
  await readLogs([file], { encoding: "estimate", seed: o.seed }, (record) => {
    if (record.kind !== "request" || record.timeMs === undefined) return;
    const { inputTokens, outputTokens } = record.usage;
    if (inputTokens < 1 || outputTokens < 1) return;
    const cached = record.blocks ? shared(record.blocks, inputTokens) : Math.floor(inputTokens * o.prefixCacheFraction);
    const arrival = record.timeMs / 1000 / (o.speedup ?? 1);
    read.push({ arrival, inputTokens, cachedTokens: Math.min(inputTokens - 1, cached), outputTokens });
  });
  if (read.length < FEWEST_REQUESTS)
    throw new UsageError(
      `${file} holds ${counted(read.length, "requests")} with a time and with tokens; expected at least ${FEWEST_REQUESTS}, as {timestamp, input_length, output_length} or Azure's TIMESTAMP,ContextTokens,GeneratedTokens`,
    );
  const start = Math.min(...read.map(({ arrival }) => arrival));
  const requests = read
    .map((request) => ({ ...request, arrival: request.arrival - start }))
    .sort((a, b) => a.arrival - b.arrival);
  const seconds = requests.at(-1)?.arrival ?? 0;
  if (!(seconds > 0)) throw new UsageError(`the requests of ${file} all come at the same moment`);
  const input = meanAndScv(requests.map(({ inputTokens }) => inputTokens));
  const output = meanAndScv(requests.map(({ outputTokens }) => outputTokens));
  const cached = meanAndScv(requests.map(({ cachedTokens }) => cachedTokens));
  return {
    requests,
    options: {
      ...o,
      arrivalsPerSecond: requests.length / seconds,
      inputTokens: input.mean,
      promptScv: input.scv,
      outputTokens: output.mean,
      outputScv: output.scv,
      prefixCacheFraction: cached.mean / input.mean,
    },
  };
}

/** Plays the requests on the GPUs that there are, or on as many as keep the promise, and says what came of it. */
export function playOn(
  server: ModelServer,
  played: Played,
  neededGpus: number,
): { readonly figures: Readonly<Record<string, ResultFigure>>; readonly warnings: readonly Warning[] } {
  const { options: o } = played;
  const { request, limits } = requestOf(o);
  const places = promisedSequences(server, request, limits, { secondsPerOutputToken: o.tpotP95 });
  if (places < 1) return { figures: {}, warnings: [] };
  return playFleet({ server, places, cacheTokens: cacheTokens(server, limits) }, played, {
    ttftP95Seconds: o.ttftP95,
    neededGpus,
    ownGpus: o.count,
  });
}

/** Plays requests on a fleet of so many GPUs, or on as many as keep a promise. */
export function playFleet(
  one: Omit<PlayedFleet, "replicas">,
  { requests, next, warnings = [] }: Omit<Played, "options">,
  wanted: { readonly ttftP95Seconds: number; readonly neededGpus: number; readonly ownGpus?: number | undefined },
): { readonly figures: Readonly<Record<string, ResultFigure>>; readonly warnings: readonly Warning[] } {
  const gpusPerReplica = one.server.tensorParallel;
  const fleet: PlayedFleet = { ...one, replicas: 1 };
  const guess = Number.isFinite(wanted.neededGpus) ? Math.ceil(wanted.neededGpus / gpusPerReplica) : 1;
  const found = playedReplicas(fleet, requests, { ttftP95Seconds: wanted.ttftP95Seconds, guess, next });
  const own = wanted.ownGpus === undefined ? undefined : Math.max(1, Math.floor(wanted.ownGpus / gpusPerReplica));
  const replicas = own ?? found?.replicas ?? guess;
  const played = own === undefined && found ? found.played : simulateFleet({ ...fleet, replicas }, requests, next);
  const came = next ? played.answers.map(({ request }) => request).sort((a, b) => a.arrival - b.arrival) : requests;
  return {
    figures: playedFigures(played, came, { replicas, gpusPerReplica, neededReplicas: found?.replicas }),
    warnings: [...warnings, ...burstWarnings(came)],
  };
}

function burstWarnings(requests: readonly PlayedRequest[]): readonly Warning[] {
  const { intervalScv, dispersion } = burstiness(requests);
  // Of n Poisson intervals, √(8 ÷ n) is the standard error of what should be 1.
  const beyond = 1 + 4.9 * Math.sqrt(8 / requests.length);
  if (intervalScv <= beyond && dispersion <= 1.5) return [];
  return [
    {
      code: "bursty-arrivals",
      message: `these requests come in bursts: variance ÷ mean² of the time between them is ${intervalScv.toFixed(2)}, variance ÷ mean of their number in a minute ${dispersion.toFixed(1)}, both 1 for Poisson arrivals; the formulas are a lower bound, the simulation plays the requests as they come`,
    },
  ];
}
