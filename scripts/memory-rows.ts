/** The measured memory readings that lie beside the project, as cases. */
import { type CatalogModel, modelNamed, modelOfSize } from "../src/assumptions/model-catalog.ts";
import { kvBytesPerToken } from "../src/model/kv-cache.ts";
import { type MemoryCase, type MemoryPrecision, memoryParts, totalBytes } from "../src/model/training-memory.ts";
import { usualTransformer } from "../src/model/transformer.ts";
import { measuredTable } from "./measured-rows.ts";

export interface HeldRow {
  readonly label: string;
  readonly kind: "training" | "serving" | "rule of thumb" | "KV cache";
  readonly measured: number;
  readonly estimate: number;
  readonly error: number;
}

/** Each row with its estimate. What a row does not say is what its source does. */
export function heldRows(models: readonly CatalogModel[]): readonly HeldRow[] {
  return measuredTable("memory.csv").map((row) => {
    const { model = "", method = "", precision = "", kind = "" } = row;
    const measured = Number(row.value);
    const label = [
      model,
      kind === "kv-cache" ? "KV cache" : method,
      precision,
      row.micro_batch && `batch ${row.micro_batch}`,
    ]
      .filter(Boolean)
      .join(", ");
    const size = Number(row.params_b) * 1e9;
    const named = modelNamed(models, NAMES[model] ?? model) ?? modelOfSize(models, size);
    const transformer = named?.transformer ?? usualTransformer(size);
    if (kind === "kv-cache") {
      const estimate = (2048 * kvBytesPerToken(transformer, { bytesPerNumber: 2, tensorParallel: 1 })) / 1024 ** 2;
      return { label, kind: "KV cache", measured, estimate, error: estimate / measured - 1 };
    }
    const estimate = totalBytes(memoryParts({ ...caseOf(row), transformer })) / 1e9;
    return { label, kind: KINDS[kind] ?? "training", measured, estimate, error: estimate / measured - 1 };
  });
}

const NAMES: Readonly<Record<string, string>> = { "StableLM-3B": "stablelm_alpha_3b", "Qwen1.5-32B": "qwen1_5_32b" };

const KINDS: Readonly<Record<string, HeldRow["kind"]>> = {
  train: "training",
  inference: "serving",
  "train-estimate": "rule of thumb",
};

/** litgpt trains without checkpointing at up to 1304 tokens, LoRA of rank 8 on q and v; PEFT in fp32, short; the README's
 * rules of thumb state no batch: 1024 tokens with checkpointing. */
function caseOf(row: Readonly<Record<string, string>>): Omit<MemoryCase, "transformer"> {
  const { method = "", precision = "", kind = "", seq_len: sequence = "" } = row;
  const serves = method === "batch1";
  const litgpt = kind === "train" && sequence !== "";
  return {
    method: serves ? "inference" : method.startsWith("full") ? "sft" : method === "qlora" ? "qlora" : "lora",
    precision: PRECISION[precision] ?? "fp32",
    optimizer: "adamw",
    gpuCount: 1,
    tensorParallel: 1,
    sharding: "none",
    sequenceLength: litgpt ? 1304 : kind === "train-estimate" ? 1024 : 256,
    microBatch: Number(row.micro_batch) || 1,
    checkpointing: !litgpt,
    flash: true,
    rank: 8,
    targets: ["q", "v"],
    kvBytes: 2,
  };
}

const PRECISION: Readonly<Record<string, MemoryPrecision>> = {
  bf16: "bf16",
  nf4: "nf4",
  "nf4-dq": "nf4-dq",
  "32-bit": "amp",
  "16-bit": "bf16",
  "8-bit": "int8",
  "4-bit": "nf4",
  "2-bit": "int2",
};
