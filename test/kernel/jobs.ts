import type { ConversationModel } from "../../src/analysis/conversation/model.ts";
import type { Sampler } from "../../src/analysis/conversation/prepared-draws.ts";
import { simulationJob } from "../../src/analysis/conversation/simulation-job.ts";
import type { Sampling } from "../../src/kernel/job.ts";
import { empirical } from "../../src/math/empirical-distribution.ts";
import { negativeBinomial } from "../../src/math/negative-binomial-distribution.ts";
import { normal } from "../../src/math/normal-distribution.ts";
import { published } from "../analysis/conversation/published.ts";

const whole = { rounding: "whole-tokens" } as const;

/** Models that take every way through a kernel. */
const models: readonly (readonly [string, ConversationModel])[] = [
  ["two normals", published],
  ["two normals, cut to whole tokens, api", { ...published, rounding: "trunc-sums", billing: "api" }],
  ["whole tokens, some negative", { ...published, ...whole }],
  ["lognormal in half tokens, cut", { ...published, messages: "lognormal", rounding: "trunc-sums" }],
  ["lognormal whole tokens, api", { ...published, messages: "lognormal", ...whole, billing: "api" }],
  [
    "few values, two laws",
    {
      ...published,
      ...whole,
      userTokens: empirical({ values: [1, 5, 400] }),
      assistantTokens: normal({ mean: 7, sd: 0 }),
    },
  ],
  [
    "many turns, some conversations empty",
    { ...published, messages: "lognormal", ...whole, turns: negativeBinomial({ mean: 3, sd: 5 }) },
  ],
  ["long table of the alias method", { ...published, ...whole, userTokens: normal({ mean: 9000, sd: 900 }) }],
];

export const samplings: readonly Sampling[] = ["stratified", "iid", "sobol"];
const samplers: readonly Sampler[] = ["monotone", "fast"];

/** Every way, with a title. */
export const everyJob = models.flatMap(([title, model]) =>
  samplings.flatMap((sampling) =>
    samplers.map((sampler) => {
      const { job } = simulationJob(model, { seed: 20_231, sampling, sampler });
      return [`${title}; ${sampling}, ${sampler}`, job] as const;
    }),
  ),
);
