/** The configuration of a model as Hugging Face keeps it, config.json, in its many spellings. */
import { parameterCount, type Transformer } from "../model/transformer.ts";
import { describe } from "./describe.ts";
import { type Located, nodeAt, placeAt, plainValue } from "./located.ts";
import { parseYaml } from "./parse-yaml.ts";
import { InputError, type Problem } from "./problem.ts";
import { readSource } from "./source-text.ts";

/** A model read from its configuration. */
export interface ConfiguredModel {
  readonly label: string;
  readonly transformer: Transformer;
  readonly parameters: number;
  /** Longest sequence, where the configuration says so. */
  readonly longestSequence?: number;
}

/**
 * Reads a config.json.
 *
 * @param read the text of a file; throws where there is none
 * @throws InputError with every field that is missing or contradicts another
 */
export function readModelConfig(read: (path: string) => string, file: string): ConfiguredModel {
  const text = readSource(read, file);
  if (typeof text !== "string") throw new InputError([text]);
  // JSON is YAML; its parser knows where things stand.
  const { tree, problems: syntax } = parseYaml({ file, text });
  if (!tree || syntax.length > 0)
    throw new InputError(
      syntax.map(({ found, ...problem }) => ({
        ...problem,
        found: found.replace("not YAML", "not JSON"),
        expected: "JSON, as Hugging Face keeps it",
      })),
    );
  const inner = nodeAt(tree, ["text_config"]);
  return new ConfigReader(inner?.kind === "map" ? inner : tree, file).model();
}

/** Names of a field, the usual one first. */
const FIELDS = {
  width: ["hidden_size", "n_embd", "d_model", "dim"],
  layers: ["num_hidden_layers", "n_layer", "n_layers", "num_layers"],
  heads: ["num_attention_heads", "n_head", "n_heads", "num_heads"],
  kvHeads: ["num_key_value_heads", "num_kv_heads", "n_head_kv", "multi_query_group_num"],
  headWidth: ["head_dim", "kv_channels"],
  feedForward: ["intermediate_size", "ffn_hidden_size", "n_inner", "ffn_dim", "d_ff"],
  vocabulary: ["vocab_size", "padded_vocab_size"],
  experts: ["num_local_experts", "num_experts", "n_routed_experts"],
  expertsPerToken: ["num_experts_per_tok", "moe_top_k"],
  expertWidth: ["moe_intermediate_size"],
  longest: ["max_position_embeddings", "n_positions", "max_seq_len", "seq_length"],
  latent: ["kv_lora_rank"],
  latentRope: ["qk_rope_head_dim"],
} as const;

/** Families whose feed-forward layer has no gate. */
const PLAIN = /^(gpt2|gpt_neox|gpt_neo|gptj|opt|bloom|falcon|phi|mpt|starcoder2|gpt_bigcode|codegen|RefinedWeb.*)$/;
/** Families whose attention and feed-forward layer read the same norm. */
const PARALLEL = /^(gpt_neox|gptj|falcon|phi|cohere|codegen|RefinedWeb.*)$/;
/** Families whose queries, keys and values have biases without saying so. */
const BIASED = /^(qwen|qwen2|qwen2_moe|gpt2|gpt_neox|opt|bloom|phi|gpt_bigcode|starcoder2)$/;
/** Families that share the embedding unless they say otherwise. */
const TIED = /^(gpt2|bloom|falcon|opt|gemma|gemma2|gemma3.*|cohere.*|gpt_bigcode|mpt|RefinedWeb.*)$/;

/** Gathers what is wrong while it reads, so that all is told at once. */
class ConfigReader {
  readonly #problems: Problem[] = [];
  readonly #tree: Located;
  readonly #file: string;

  constructor(tree: Located, file: string) {
    this.#tree = tree;
    this.#file = file;
  }

  model(): ConfiguredModel {
    const family = this.#word("model_type") ?? "";
    const width = this.#required(FIELDS.width);
    const layers = this.#required(FIELDS.layers);
    const heads = this.#required(FIELDS.heads);
    const vocabulary = this.#required(FIELDS.vocabulary);
    // Against a field that is itself wrong, nothing else can be held.
    const sound = this.#problems.length === 0;
    const kvHeads = this.#kvHeads(heads);
    const headWidth = this.#headWidth(width, heads, sound);
    const plainWidth = this.#optional(FIELDS.feedForward);
    const experts = this.#optional(FIELDS.experts) ?? 1;
    const expertWidth = experts > 1 ? this.#optional(FIELDS.expertWidth) : undefined;
    const gated = !PLAIN.test(family);
    // Families without a gate leave out that the layer is four times as wide; the others state its width.
    if (gated && plainWidth === undefined && expertWidth === undefined && !this.#states(FIELDS.feedForward))
      this.#missing(FIELDS.feedForward, "a whole number");
    const expertsPerToken = this.#optional(FIELDS.expertsPerToken) ?? (experts > 1 ? undefined : 1);
    if (experts > 1 && expertsPerToken === undefined) this.#missing(FIELDS.expertsPerToken, "experts of a token");
    if (expertsPerToken !== undefined && expertsPerToken > experts)
      this.#wrong(this.#name(FIELDS.expertsPerToken), String(expertsPerToken), `at most the ${experts} experts`);
    if (sound && kvHeads > heads)
      this.#wrong(this.#name(FIELDS.kvHeads), String(kvHeads), `at most the ${heads} heads`);
    else if (sound && heads % kvHeads !== 0)
      this.#wrong(this.#name(FIELDS.kvHeads), String(kvHeads), `a number that divides the ${heads} heads`);
    const latent = this.#optional(FIELDS.latent);
    if (this.#problems.length > 0) throw new InputError(this.#problems);

    const transformer: Transformer = {
      layers,
      width,
      heads,
      kvHeads,
      headWidth,
      feedForwardWidth: expertWidth ?? plainWidth ?? 4 * width,
      vocabulary,
      gated,
      parallel: PARALLEL.test(family),
      tiedEmbeddings: this.#flag("tie_word_embeddings") ?? TIED.test(family),
      attentionBias: this.#flag("attention_bias") ?? BIASED.test(family),
      experts,
      expertsPerToken: expertsPerToken ?? 1,
      ...(latent !== undefined && { latentCacheWidth: latent + (this.#optional(FIELDS.latentRope) ?? 0) }),
    };
    const longest = this.#optional(FIELDS.longest);
    return {
      label: this.#word("_name_or_path") || family || this.#file,
      transformer,
      parameters: parameterCount(transformer).total,
      ...(longest !== undefined && { longestSequence: longest }),
    };
  }

  /** As stated; one for all heads where the family says so; else as many as heads. */
  #kvHeads(heads: number): number {
    const stated = this.#optional(FIELDS.kvHeads);
    if (this.#flag("multi_query") === true && this.#flag("new_decoder_architecture") !== true) return 1;
    return stated ?? heads;
  }

  #headWidth(width: number, heads: number, sound: boolean): number {
    const stated = this.#optional(FIELDS.headWidth);
    if (stated !== undefined) return stated;
    if (sound && width % heads !== 0)
      this.#wrong(this.#name(FIELDS.heads), String(heads), `a number that divides hidden_size ${width}, or a head_dim`);
    return width / Math.max(1, heads);
  }

  #required(names: readonly string[]): number {
    const value = this.#optional(names);
    if (value === undefined && !this.#states(names)) this.#missing(names, "a whole number");
    return value ?? 1;
  }

  #states(names: readonly string[]): boolean {
    return names.some((name) => this.#raw(name) !== undefined);
  }

  #optional(names: readonly string[]): number | undefined {
    const name = names.find((known) => this.#raw(known) !== undefined);
    if (name === undefined) return undefined;
    const value = this.#raw(name);
    if (typeof value === "number" && Number.isInteger(value) && value > 0 && value < 1e9) return value;
    this.#wrong(name, describe(value), "a whole number above 0");
    return undefined;
  }

  #flag(name: string): boolean | undefined {
    const value = this.#raw(name);
    if (value === undefined || typeof value === "boolean") return value;
    this.#wrong(name, describe(value), "true or false");
    return undefined;
  }

  #word(name: string): string | undefined {
    const value = this.#raw(name);
    return typeof value === "string" ? value : undefined;
  }

  #raw(name: string): unknown {
    const node = nodeAt(this.#tree, [name]);
    const value = node && plainValue(node);
    return value === null ? undefined : value;
  }

  #name(names: readonly string[]): string {
    return names.find((known) => this.#raw(known) !== undefined) ?? names[0] ?? "";
  }

  #missing(names: readonly string[], expected: string): void {
    const [first = ""] = names;
    this.#problems.push({
      place: placeAt(this.#tree, []),
      path: [first],
      found: "nothing",
      expected: `${expected} (${names.join(" or ")})`,
    });
  }

  #wrong(name: string, found: string, expected: string): void {
    this.#problems.push({ place: placeAt(this.#tree, [name]), path: [name], found, expected });
  }
}
