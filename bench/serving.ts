/** Requests that the simulation of a model fleet plays in a second. Run: npx tsx bench/serving.ts. Gates nothing. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simulateFleet } from "../src/analysis/serving/fleet-simulation.ts";
import { requestStream } from "../src/analysis/serving/request-stream.ts";
import { serverOf } from "../src/analysis/serving/server.ts";
import { gpuNamed } from "../src/analysis/training/gpu-lookup.ts";
import { modelNamed, modelsOf } from "../src/assumptions/model-catalog.ts";
import { readFacts } from "../src/assumptions/read-facts.ts";
import { servingCatalogFile, servingFitOf } from "../src/assumptions/serving-catalog.ts";
import { cacheTokens } from "../src/model/serving-capacity.ts";

const path = join(import.meta.dirname, "../assumptions/catalog/serving.yaml");
const file = readFacts((name) => readFileSync(name, "utf8"), path, servingCatalogFile);
const gpus = Object.entries(file.gpu_facts).map(([key, facts]) => ({ key, ...facts }));
const gpu = gpuNamed(gpus, "h100");
const model = modelNamed(modelsOf(file), "llama_3_8b");
const server =
  gpu && model && serverOf({ ...model, gpu, tensorParallel: 1, precision: "fp8" }, servingFitOf(file).efficiency);
if (!server) throw new RangeError("the catalog has no H100 or no Llama 3 8B");

const REQUESTS = 100_000;
const law = {
  requestsPerSecond: 100,
  arrivalScv: 1,
  inputTokens: 1000,
  promptScv: 1,
  outputTokens: 250,
  outputScv: 1,
  cachedFraction: 0,
};
for (let round = 0; round < 3; round++) {
  const requests = requestStream(law, { requests: REQUESTS, seed: round });
  const start = performance.now();
  const { answers } = simulateFleet(
    { server, replicas: 4, places: 256, cacheTokens: cacheTokens(server, { memoryFraction: 0.9 }) },
    requests,
  );
  const seconds = (performance.now() - start) / 1000;
  process.stdout.write(`${answers.length} requests on 4 replicas: ${Math.round(REQUESTS / seconds)} requests/s\n`);
}
