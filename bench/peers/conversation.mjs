/**
 * The published conversation with lognormal whole-token messages, in a plain loop over a library's samplers.
 * Usage: node conversation.mjs d3|stdlib CONVERSATIONS FOLDER-WITH-NODE_MODULES
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [kind, count, folder] = process.argv.slice(2);
const total = Number(count);
const sigma = Math.sqrt(Math.log1p((60 / 90) ** 2));
const mu = Math.log(90) - sigma ** 2 / 2;
const require = createRequire(join(folder, "package.json"));

async function samplers() {
  if (kind === "d3") {
    const { randomLogNormal, randomNormal } = await import(
      pathToFileURL(join(folder, "node_modules/d3-random/dist/d3-random.mjs")).href
    );
    return { turns: randomNormal(20, 8), length: randomLogNormal(mu, sigma) };
  }
  const normal = require("@stdlib/random-base-normal");
  const lognormal = require("@stdlib/random-base-lognormal");
  return { turns: normal.factory(20, 8, { seed: 1 }), length: lognormal.factory(mu, sigma, { seed: 2 }) };
}

const { turns, length } = await samplers();
const CELLS = 32_768;
const counts = new Uint32Array(CELLS);
const simulate = (number) => {
  let sum = 0;
  for (let i = 0; i < number; i++) {
    const n = Math.max(0, Math.trunc(turns()));
    let context = 3000;
    let input = 0;
    let output = 0;
    for (let turn = 0; turn < n; turn++) {
      const user = Math.round(length());
      const reply = Math.round(length());
      context += user + reply;
      input += context;
      output += reply;
    }
    const cost = 1e-5 * input + 3e-5 * output;
    sum += cost;
    counts[Math.max(0, Math.min(CELLS - 1, Math.trunc((cost + 4) * (CELLS / 12))))]++;
  }
  return sum;
};
simulate(20_000);
counts.fill(0);
const start = process.cpuUsage();
const sum = simulate(total);
const { user, system } = process.cpuUsage(start);
let below = 0;
const cell = counts.findIndex((n) => {
  below += n;
  return below >= 0.95 * total;
});
const result = {
  conversationsPerSecond: (total * 1e6) / (user + system),
  mean: sum / total,
  p95: ((cell + 0.5) * 12) / CELLS - 4,
};
process.stdout.write(JSON.stringify(result));
