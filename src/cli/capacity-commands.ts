import { type Command, Option } from "commander";
import type { BreakEvenOptions } from "./break-even.ts";
import type { MemoryOptions } from "./memory-words.ts";
import { type Examples, numberFrom, onPlan, type PlanOptions, pathName, wholeFrom } from "./options.ts";
import type { TrainingOptions } from "./planned-run.ts";
import { addServingCommand } from "./serving-command.ts";

/** Declares the commands about compute, memory and serving. What they do is loaded when they run. */
export function addCapacityCommands(program: Command, examples: Examples): void {
  onPlan(program.command("training"))
    .description(
      "what a training run takes, estimated three ways: the plan's own, one from options, or a sheet of runs",
    )
    .addOption(new Option("--params <size>", "parameters of the model: 70B, 7e9, or a range: 60B to 80B"))
    .addOption(new Option("--active-params <size>", "parameters that a token passes through, of a mixture of experts"))
    .addOption(
      new Option("--critic-params <size>", "parameters of critic and reward model (PPO; default: the model's)"),
    )
    .addOption(new Option("--tokens <size>", "tokens of the training set: 3.4M, 15T"))
    .addOption(new Option("--method <word>", "pretraining, sft, lora, qlora, reward_model, dpo or ppo"))
    .addOption(new Option("--gpu <name>", "GPU, in any usual spelling").default("h100"))
    .addOption(new Option("--count <n>", "GPUs (default: 8)").argParser(wholeFrom(1, 1e6)))
    .addOption(new Option("--precision <word>", "bf16, fp16, fp8, fp32, int8 or nf4 (default: bf16; nf4 for qlora)"))
    .addOption(new Option("--seq-len <n>", "tokens of a sequence (default: 2048)").argParser(wholeFrom(1, 1e8)))
    .addOption(new Option("--micro-batch <n>", "sequences of a micro-batch").default(1).argParser(wholeFrom(1, 1e6)))
    .addOption(new Option("--epochs <x>", "times the training set is seen").default(1).argParser(positive))
    .addOption(new Option("--sessions <x>", "training sessions").default(1).argParser(positive))
    .addOption(
      new Option("--packing <share>", "share of a sequence that is not padding")
        .default(1)
        .argParser(numberFrom(0, 1.000001, "above 0, at most 1")),
    )
    .addOption(
      new Option(
        "--overhead <share>",
        "evaluation and start-up on top (default: as measured; 0 for pretraining, whose runs hold it)",
      ).argParser(numberFrom(-1e-9, 100, "from 0 to 100")),
    )
    .addOption(
      new Option(
        "--failures <x>",
        "failures a GPU-hour (default: as Llama 3 had; 0 for pretraining, whose runs hold them)",
      ).argParser(numberFrom(-1e-9, 1, "from 0 to 1")),
    )
    .addOption(new Option("--restart-hours <x>", "time lost to a restart").default(0.5).argParser(positive))
    .addOption(new Option("--checkpoint-hours <x>", "time between checkpoints").default(1).argParser(positive))
    .addOption(new Option("--price <x>", "rent of a GPU for an hour (default: the catalog's)").argParser(positive))
    .addOption(new Option("--currency <code>", "currency of --price").choices(["EUR", "USD"]).default("EUR"))
    .addOption(
      new Option("--terms <word>", "which price of the catalog")
        .choices(["on-demand", "reserved"])
        .default("on-demand"),
    )
    .addOption(
      new Option("--usd-per-eur <x>", "exchange rate (ECB reference rate of 31 January 2024)")
        .default(1.0837)
        .argParser(positive),
    )
    .addOption(
      new Option(
        "--runs <FILE>",
        "a CSV of runs: model,params_b,active_params_b,tokens_b,method,gpu,count; also precision, seq_len, gpu_hours",
      ),
    )
    .addOption(charts())
    .addHelpText(
      "after",
      examples(
        "llmplan training --params 70B --tokens 3.4M --method lora --gpu h100 --count 8",
        "llmplan training --params 671B --active-params 37B --tokens 14.8T --method pretraining --gpu h800 --count 2048 --precision fp8",
        "llmplan training --charts build/charts",
        "llmplan training --runs runs.csv --json",
      ),
    )
    .action(async (plan: string | undefined, options: TrainingOptions & PlanOptions) => {
      const own = [options.params, options.tokens, options.method, options.runs].some((said) => said !== undefined);
      if (plan !== undefined || !own) {
        const { planTrainingCommand } = await import("./plan-training.ts");
        await planTrainingCommand(plan, options);
        return;
      }
      const { trainingCommand } = await import("./training.ts");
      await trainingCommand(options);
    });

  addBreakEvenCommand(program, examples);

  shown(program.command("memory"))
    .description("what a model takes on each GPU, whether it fits, and what to change where it does not")
    .addOption(new Option("--config <FILE>", "config.json of the model, as Hugging Face keeps it"))
    .addOption(new Option("--model <name>", "a model of the catalog: llama_2_70b, Qwen2.5 72B"))
    .addOption(new Option("--params <size>", "or only its size: 70B"))
    .addOption(
      new Option("--method <word>", "inference, pretraining, sft, lora, qlora, reward_model, dpo or ppo").default(
        "inference",
      ),
    )
    .addOption(new Option("--gpu <name>", "GPU, in any usual spelling").default("h100"))
    .addOption(new Option("--count <n>", "GPUs").default(1).argParser(wholeFrom(1, 1e6)))
    .addOption(
      new Option(
        "--precision <word>",
        "of the weights: fp32, amp, bf16, fp16, fp8, int8, nf4, nf4-dq (default: bf16; nf4 for qlora)",
      ),
    )
    .addOption(new Option("--seq-len <n>", "tokens of a sequence").default(2048).argParser(wholeFrom(1, 1e8)))
    .addOption(
      new Option("--micro-batch <n>", "sequences of a micro-batch, or served at a time")
        .default(1)
        .argParser(wholeFrom(1, 1e6)),
    )
    .addOption(new Option("--rank <n>", "rank of the adapters").default(16).argParser(wholeFrom(1, 1e5)))
    .addOption(new Option("--targets <list>", "matrices with adapters: all, attention, or q,v").default("all"))
    .addOption(new Option("--checkpointing <word>", "gradient checkpointing").choices(["on", "off"]).default("on"))
    .addOption(new Option("--flash <word>", "flash attention").choices(["on", "off"]).default("on"))
    .addOption(
      new Option("--sharding <word>", "states shared among GPUs (default: zero3 for training on several)").choices([
        "none",
        "zero1",
        "zero2",
        "zero3",
      ]),
    )
    .addOption(
      new Option("--tensor-parallel <n>", "GPUs that share each layer (default: all to serve, 1 to train)").argParser(
        wholeFrom(1, 1024),
      ),
    )
    .addOption(new Option("--optimizer <word>", "optimizer").choices(["adamw", "adamw-8bit", "sgd"]).default("adamw"))
    .addOption(new Option("--kv-precision <word>", "of the KV cache").choices(["bf16", "fp8"]).default("bf16"))
    .addOption(
      new Option("--kv-memory-gib <x>", "memory for the KV cache on each GPU (default: what is left)").argParser(
        positive,
      ),
    )
    .addOption(
      new Option("--utilisation <share>", "share of the memory that serving may use")
        .default(0.9)
        .argParser(numberFrom(0, 1.000001, "above 0, at most 1")),
    )
    .addOption(charts())
    .addHelpText(
      "after",
      examples(
        "llmplan memory --params 70B --method lora --gpu h100 --count 8 --seq-len 4096 --rank 16",
        "llmplan memory --model llama_2_70b --method sft --gpu h100 --count 8 --charts build/charts",
        "llmplan memory --config config.json --method inference --gpu a100-80gb --count 2",
        "llmplan memory --model llama_2_13b --method qlora --gpu rtx4090 --precision nf4-dq",
      ),
    )
    .action(async (options: MemoryOptions) => {
      const { memoryCommand } = await import("./memory.ts");
      await memoryCommand(options);
    });
  addServingCommand(onPlan(program.command("serving")), examples);
}

/** Declares the command on what options cost by volume. */
function addBreakEvenCommand(program: Command, examples: Examples): void {
  onPlan(program.command("break-even"))
    .description(
      "what each option costs over the plan's life, and from how many conversations a month one beats another",
    )
    .addOption(
      new Option("--volume <n>", "conversations of an average month, instead of the plan's own").argParser(
        numberFrom(0, 1e9, "above 0, below 1e9"),
      ),
    )
    .addOption(new Option("--charts <DIR>", "write the chart of cost against volume there").argParser(pathName))
    .addHelpText(
      "after",
      examples(
        "llmplan break-even",
        "llmplan break-even --volume 5000 --set options.lora.hosting.rent=reserved",
        "llmplan break-even --scenario with-doubt --charts build/charts --json",
        "llmplan explain option.lora.total_cost_eur",
        "llmplan sensitivity break_even.lora_api.conversations_per_month",
      ),
    )
    .action(async (plan: string | undefined, options: BreakEvenOptions) => {
      const { breakEvenCommand } = await import("./break-even.ts");
      await breakEvenCommand(plan, options);
    });
}

/** Options about what is drawn and printed. */
function shown(command: Command): Command {
  return command
    .addOption(new Option("--json", "print one JSON object"))
    .addOption(new Option("--seed <n>", "seed of every draw").default(1).argParser(wholeFrom(0, 2 ** 32 - 1)))
    .addOption(new Option("--draws <n>", "draws behind an interval").default(2000).argParser(wholeFrom(20, 1e6)))
    .addOption(new Option("--out <FILE>", "write there instead of standard output (- for that)"));
}

const charts = (): Option => new Option("--charts <DIR>", "write the charts there").argParser(pathName);

const positive = numberFrom(0, 1e9, "above 0, below 1e9");
