import type { Quantity } from "../analysis/node.ts";
import { type ResultFigure, resultOf, type Warning } from "../analysis/result.ts";
import type { ServingCatalog } from "../analysis/serving/catalog.ts";
import type { PlannedServing } from "../analysis/sheets/planned-serving.ts";
import { queueSheet } from "../analysis/sheets/queue.ts";
import { servingSheet } from "../analysis/sheets/serving.ts";
import { peakOverMean } from "../model/daily-profile.ts";
import { rateOf } from "../model/serving-capacity.ts";
import { idleTtftSeconds } from "../model/serving-promise.ts";
import { queueSection } from "../report/sections/queue-section.ts";
import { servingSection } from "../report/sections/serving-section.ts";
import { UsageError } from "./exit.ts";
import { statedOn } from "./planned-run.ts";
import { playOn, requestsToPlay } from "./play-requests.ts";
import { shippedServingCatalog } from "./serving-catalog.ts";
import { type NamedServer, requestOf, type ServingOptions, serverFor } from "./serving-words.ts";
import { showSection } from "./show-section.ts";

/** `llmplan serving` without a plan: a model on GPUs, or the bare waiting line. */
export async function servingCommand(options: ServingOptions): Promise<void> {
  const bare = [options.servers, options.rate, options.serviceSeconds].filter((said) => said !== undefined);
  if (bare.length === 0) await modelServing(options);
  else if (bare.length === 3) bareQueue(options);
  else throw new UsageError("a bare waiting line needs --servers, --rate and --service-seconds");
}

function bareQueue(o: ServingOptions): void {
  if (o.model !== undefined || o.config !== undefined || o.params !== undefined)
    throw new UsageError("--servers asks for a bare waiting line, --model for a model server: say one of them");
  const number = (option: string, value: number, unit: string, label: string): Quantity => ({
    ...statedOn(`--${option}`, unit, label),
    value,
  });
  const planned = {
    servers: number("servers", o.servers ?? 1, "servers", "Servers"),
    arrivalsPerSecond: number("rate", o.rate ?? 0, "requests/s", "Requests a second"),
    serviceSeconds: number("service-seconds", o.serviceSeconds ?? 0, "seconds", "Time that a request takes"),
    arrivalScv: number("arrival-scv", o.arrivalScv, "", "Variance ÷ mean² of the time between requests"),
    serviceScv: number("service-scv", o.serviceScv, "", "Variance ÷ mean² of the time that a request takes"),
  };
  const figures = resultOf(queueSheet(planned), { seed: o.seed, draws: 20 });
  const stable = Number(figures["serving.utilisation"]?.value) < 1;
  showSection("serving", { read: null, figures, warnings: [] }, o, () => queueSection(figures), { stable });
}

async function modelServing(said: ServingOptions): Promise<void> {
  const peak = atBusiestHour(said);
  const played = await requestsToPlay(peak);
  const o = played?.options ?? peak;
  const catalog = shippedServingCatalog();
  const named = serverFor(o, catalog);
  const figures = resultOf(servingSheet(plannedServing(o, named), catalog.fit), {
    seed: o.seed,
    // One thing is not known, and Latin hypercubes draw it evenly: more draws would say no more.
    draws: Math.min(o.draws, 200),
    sampling: "latin-hypercube",
  });
  const needed = Number(figures["serving.gpus"]?.value ?? Infinity);
  const play = played && playOn(named.server, played, needed);
  const all = { ...figures, ...play?.figures };
  const warnings = play?.warnings ?? warningsFor(figures, o);
  const facts = servingFacts(o, named, catalog);
  showSection("serving", { read: null, figures: all, warnings }, o, () => servingSection({ figures: all, facts }), {
    gpus_per_replica: named.server.tensorParallel,
  });
}

/** Sizes are for the busiest hour, whatever else is asked of them. */
function atBusiestHour(o: ServingOptions): ServingOptions {
  if (!o.dailyProfile) return o;
  if (o.arrivalsPerSecond === undefined || o.trace !== undefined || o.burst !== undefined)
    throw new UsageError(
      "--daily-profile needs --arrivals-per-second, the mean of the day, and neither trace nor class",
    );
  return { ...o, arrivalsPerSecond: o.arrivalsPerSecond * peakOverMean(o.dailyProfile) };
}

function plannedServing(o: ServingOptions, { server }: NamedServer): PlannedServing {
  const number = (option: string, value: number, unit: string, label: string): Quantity => ({
    ...statedOn(`--${option}`, unit, label),
    value,
  });
  const maybe = (option: string, value: number | undefined, unit: string, label: string): Quantity | undefined =>
    value === undefined ? undefined : number(option, value, unit, label);
  const arrivals = maybe("arrivals-per-second", o.arrivalsPerSecond, "requests/s", "Requests a second");
  const scv = "Variance ÷ mean² of";
  return {
    server,
    inputTokens: number("input-tokens", o.inputTokens, "tokens", "Tokens of a prompt, history included"),
    outputTokens: number("output-tokens", o.outputTokens, "tokens", "Tokens of an answer"),
    cachedFraction: number("prefix-cache-fraction", o.prefixCacheFraction, "fraction", "Share of prompts in the cache"),
    memoryFraction: number("utilisation", o.utilisation, "fraction", "Share of the memory that serving may use"),
    maxSequences: number("max-sequences", o.maxSequences, "sequences", "Most sequences in a step"),
    arrivals,
    day: o.dailyProfile && arrivals && { shares: o.dailyProfile, busiest: arrivals },
    arrivalScv: number("arrival-scv", o.arrivalScv, "", `${scv} the time between requests`),
    outputScv: number("output-scv", o.outputScv, "", `${scv} the length of answers`),
    promptScv: number("prompt-scv", o.promptScv, "", `${scv} the length of prompts`),
    ttftP95Seconds: number("ttft-p95", o.ttftP95, "seconds", "Promised P95 of the time to first token"),
    secondsPerOutputToken: maybe("tpot-p95", o.tpotP95, "seconds", "Promised time between tokens"),
    gpuCount: maybe("count", o.count, "GPUs", "GPUs that there are"),
    spareReplicas: number("spare", o.spare, "replicas", "Replicas that may fail"),
  };
}

function servingFacts(o: ServingOptions, named: NamedServer, { fit }: ServingCatalog) {
  const { request } = requestOf(o);
  const { server } = named;
  return {
    what: `${named.label} in ${named.precision} on ${named.gpu.label}`,
    gpusPerReplica: server.tensorParallel,
    ttftP95Seconds: o.ttftP95,
    ...(o.tpotP95 !== undefined && { secondsPerOutputToken: o.tpotP95 }),
    idleTtftSeconds: idleTtftSeconds(server, request),
    leastSecondsPerOutputToken: rateOf(server, request, 1).secondsPerOutputToken,
    ...(o.arrivalsPerSecond !== undefined && { arrivalsPerSecond: o.arrivalsPerSecond }),
    ...(o.count !== undefined && { gpuCount: o.count }),
    spare: o.spare,
    accuracy: fit.accuracy,
    fittedRows: fit.fittedRows,
    hopper: fit.hopper,
  };
}

function warningsFor(figures: Readonly<Record<string, ResultFigure>>, o: ServingOptions): readonly Warning[] {
  const bursts = o.arrivalScv > 1 && figures["serving.gpus"] !== undefined;
  return bursts
    ? [
        {
          code: "bursty-arrivals",
          message: `requests come in bursts (${o.arrivalScv} instead of 1 for Poisson arrivals): the formulas are a lower bound; play the requests with --simulate`,
        },
      ]
    : [];
}
