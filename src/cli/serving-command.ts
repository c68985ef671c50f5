import { type Command, InvalidArgumentError, Option } from "commander";
import { readDailyProfile } from "../assumptions/daily-profile-slot.ts";
import type { Examples } from "./options.ts";
import { numberFrom, type PlanOptions, pathName, wholeFrom } from "./options.ts";
import type { ServingOptions } from "./serving-words.ts";

const positive = numberFrom(0, Number.POSITIVE_INFINITY, "above 0");
const notNegative = numberFrom(-Number.MIN_VALUE, Number.POSITIVE_INFINITY, "of 0 or more");
const share = numberFrom(-Number.MIN_VALUE, 1, "from 0 to below 1");

function profile(text: string): readonly number[] {
  const shares = readDailyProfile(text);
  if (shares) return shares;
  throw new InvalidArgumentError("expected flat, school, office, evening, or 24 numbers of 0 or more with commas");
}

/** Declares `llmplan serving`. What it does is loaded when it runs. */
export function addServingCommand(command: Command, examples: Examples): void {
  command
    .description(
      "what a GPU serves, and how many keep a promise about waiting: the plan's own, one from options, or a bare queue",
    )
    .addOption(new Option("--model <name>", "a model of the catalog: llama_3_70b, Qwen2.5 72B"))
    .addOption(new Option("--config <FILE>", "config.json of the model, as Hugging Face keeps it"))
    .addOption(new Option("--params <size>", "or only its size: 70B"))
    .addOption(new Option("--gpu <name>", "GPU, in any usual spelling").default("h100"))
    .addOption(
      new Option("--count <n>", "GPUs that there are (default: as many as the promise takes)").argParser(
        wholeFrom(1, 1e6),
      ),
    )
    .addOption(
      new Option(
        "--tensor-parallel <n>",
        "GPUs of a replica, which share each layer (default: 1, 2, 4 or 8, as serves most)",
      ).argParser(wholeFrom(1, 1024)),
    )
    .addOption(
      new Option("--precision <word>", "of the weights: bf16, fp16, fp8, int8 or nf4 for any 4 bits").default("bf16"),
    )
    .addOption(
      new Option("--kv-precision <word>", "of the KV cache (default: fp8 with fp8 weights, else bf16)").choices([
        "bf16",
        "fp8",
      ]),
    )
    .addOption(
      new Option("--input-tokens <x>", "tokens of a prompt, history included").default(1000).argParser(positive),
    )
    .addOption(new Option("--output-tokens <x>", "tokens of an answer").default(250).argParser(positive))
    .addOption(
      new Option("--prefix-cache-fraction <share>", "share of the prompt that is still in the cache")
        .default(0)
        .argParser(share),
    )
    .addOption(new Option("--arrivals-per-second <x>", "requests a second").argParser(positive))
    .addOption(
      new Option(
        "--daily-profile <name>",
        `flat, school, office, evening, or 24 numbers with commas: requests a second are then the mean of the day`,
      ).argParser(profile),
    )
    .addOption(
      new Option("--arrival-scv <x>", "variance ÷ mean² of the time between requests: 1 for Poisson arrivals")
        .default(1)
        .argParser(notNegative),
    )
    .addOption(new Option("--output-scv <x>", "the same for the length of answers").default(1).argParser(notNegative))
    .addOption(new Option("--prompt-scv <x>", "the same for the length of prompts").default(1).argParser(notNegative))
    .addOption(
      new Option("--ttft-p95 <seconds>", "promise: 95% of the answers begin within").default(2).argParser(positive),
    )
    .addOption(new Option("--tpot-p95 <seconds>", "promise: time between two tokens of an answer").argParser(positive))
    .addOption(
      new Option("--max-sequences <n>", "most sequences in a step (vLLM: max_num_seqs)")
        .default(2048)
        .argParser(wholeFrom(1, 1e6)),
    )
    .addOption(
      new Option("--utilisation <share>", "share of the memory that serving may use")
        .default(0.9)
        .argParser(numberFrom(0, 1.000001, "above 0, at most 1")),
    )
    .addOption(new Option("--spare <n>", "replicas that may fail").default(0).argParser(wholeFrom(0, 1000)))
    .addOption(
      new Option(
        "--trace <FILE>",
        "play the requests of a trace: Azure's CSV, Mooncake's JSON lines, packed or not",
      ).argParser(pathName),
    )
    .addOption(new Option("--speedup <x>", "play the trace so many times as fast").argParser(positive))
    .addOption(
      new Option("--simulate <n>", "play so many drawn requests; of a plan's service: of its conversations").argParser(
        wholeFrom(100, 1e7),
      ),
    )
    .addOption(
      new Option(
        "--from-plan [PLAN]",
        "draw them turn by turn from a plan's conversations: each with the history so far (default: the plan here)",
      ),
    )
    .addOption(
      new Option("--seconds-between-requests <x>", "from a message to the next, where the plan has no pauses")
        .default(60)
        .argParser(positive),
    )
    .addOption(
      new Option("--burst <n>", "play a class: so many people who ask all at once").argParser(wholeFrom(1, 1e6)),
    )
    .addOption(
      new Option("--within <seconds>", "time in which all of a class have asked").default(10).argParser(positive),
    )
    .addOption(new Option("--servers <n>", "bare queue: servers").argParser(wholeFrom(1, 1e7)))
    .addOption(new Option("--rate <x>", "bare queue: requests a second").argParser(positive))
    .addOption(new Option("--service-seconds <x>", "bare queue: seconds that a request takes").argParser(positive))
    .addOption(
      new Option("--service-scv <x>", "bare queue: variance ÷ mean² of that time").default(1).argParser(notNegative),
    )
    .addHelpText(
      "after",
      examples(
        "llmplan serving --model llama_3_70b --gpu h100 --precision fp8 --arrivals-per-second 4 --ttft-p95 1.5",
        "llmplan serving --model llama_3_8b --gpu a100 --input-tokens 2048 --output-tokens 128",
        "llmplan serving --model llama_3_8b --gpu h100 --burst 30 --within 5 --ttft-p95 1",
        "llmplan serving --model llama_3_70b --gpu h100 --precision fp8 --trace AzureLLMInferenceTrace_conv.csv.gz",
        "llmplan serving --model llama_3_8b --gpu h100 --arrivals-per-second 3 --simulate 500 --from-plan",
        "llmplan serving --model llama_3_8b --gpu h100 --arrivals-per-second 9 --daily-profile school",
        "llmplan serving --servers 4 --rate 3 --service-seconds 1",
        "llmplan serving --scenario classroom",
      ),
    )
    .action(async (plan: string | undefined, options: ServingOptions & PlanOptions) => {
      const own = [
        options.model,
        options.config,
        options.params,
        options.servers,
        options.rate,
        options.serviceSeconds,
      ];
      if (plan !== undefined || own.every((said) => said === undefined)) {
        const { planServingCommand } = await import("./plan-serving.ts");
        planServingCommand(plan ?? (typeof options.fromPlan === "string" ? options.fromPlan : undefined), options);
        return;
      }
      const { servingCommand } = await import("./serving.ts");
      await servingCommand(options);
    });
}
