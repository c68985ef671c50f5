import { simulationOf } from "../analysis/conversation/simulation.ts";
import { InputError, type Problem } from "../assumptions/problem.ts";
import { mergeTallies } from "../kernel/tally.ts";
import { conversationSection } from "../report/sections/conversation-section.ts";
import { computePlan } from "./compute-plan.ts";
import { readText } from "./input-files.ts";
import { fileProblem } from "./machine-json.ts";
import { readPlan } from "./read-plan.ts";
import { jobDigest, readShard, type ShardFile } from "./shard-file.ts";
import { showSection } from "./show-section.ts";
import { simulatedPlan } from "./simulated-engine.ts";
import { VERSION } from "./version.ts";

interface Read {
  readonly file: string;
  readonly shard: ShardFile;
}

/**
 * `llmplan merge`: puts the shards of a run together and prints what the whole run would have printed, byte for byte.
 *
 * @throws InputError naming every shard that is missing, doubled or of another run
 */
export function mergeCommand(
  files: readonly string[],
  options: { readonly json?: boolean; readonly out?: string; readonly plan?: string },
): void {
  const read = files.map((file): Read => ({ file, shard: readShard(file, readText(file)) }));
  const [first] = read;
  if (first === undefined) throw new InputError([]);
  const problems = [...foreign(first, read), ...missingOrDoubled(first, read)];
  if (problems.length > 0) throw new InputError(problems);

  const { shard } = first;
  const { request, seed } = shard;
  const named = options.plan ?? request.plan;
  // Plans in doubt are not simulated in shards, so how plans are drawn does not matter.
  const asked = { planSampling: "random" as const, ...request, ...options, seed };
  const plan = readPlan(named, asked);
  const base = simulatedPlan(plan, shard);
  const changed = plan.digest !== shard.plan || base === undefined || base === "uncertain";
  if (changed)
    throw new InputError([
      fileProblem(first.file, ["plan"], shard.plan, `the digest of the plan as it is now, ${plan.digest}`),
    ]);
  if (jobDigest(base.job.job) !== shard.tables)
    throw new InputError([
      fileProblem(first.file, ["tables"], shard.tables, `the tables of this machine, ${jobDigest(base.job.job)}`),
    ]);
  const tally = read.map((one) => one.shard.tally).reduce(mergeTallies);
  const simulation = simulationOf(tally, base.job, base.model);
  const engine = { kind: "monte-carlo", seed, simulate: () => simulation } as const;
  const computed = computePlan(named, asked, { sections: ["conversation"], engine, read: plan });
  showSection("conversation", computed, asked, conversationSection);
}

/** Shards of another plan, seed, version or number of parts than the first. */
function foreign(first: Read, read: readonly Read[]): readonly Problem[] {
  const versions = read
    .filter(({ shard }) => shard.llmplan !== VERSION)
    .map(({ file, shard }) => fileProblem(file, ["llmplan"], shard.llmplan, `this version, ${VERSION}`));
  const keys = ["plan", "seed", "sampler", "sampling", "conversations", "tables"] as const;
  const others = read.flatMap(({ file, shard }) => [
    ...keys
      .filter((key) => shard[key] !== first.shard[key])
      .map((key) => fileProblem(file, [key], String(shard[key]), `${first.shard[key]}, as in ${first.file}`)),
    ...(shard.shard.of === first.shard.shard.of
      ? []
      : [fileProblem(file, ["shard", "of"], String(shard.shard.of), `${first.shard.shard.of}, as in ${first.file}`)]),
  ]);
  return [...versions, ...others];
}

function missingOrDoubled(first: Read, read: readonly Read[]): readonly Problem[] {
  const { of } = first.shard.shard;
  const seen = new Map<number, string>();
  const problems: Problem[] = [];
  for (const { file, shard } of read) {
    const earlier = seen.get(shard.shard.number);
    if (earlier !== undefined)
      problems.push(
        fileProblem(file, ["shard"], `shard ${shard.shard.number}/${of}`, `it once; it stands in ${earlier} too`),
      );
    seen.set(shard.shard.number, file);
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((number) => !seen.has(number));
  if (missing.length > 0)
    problems.push(
      fileProblem(
        first.file,
        ["shard"],
        `${seen.size} of ${of} shards`,
        `all; missing: ${missing.map((n) => `${n}/${of}`).join(", ")}`,
      ),
    );
  return problems;
}
