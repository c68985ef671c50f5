import type { Distribution } from "../../math/distribution.ts";
import { sharedPromptProbability } from "../../model/prompt-cache.ts";
import { ReferenceFault } from "../combination.ts";
import type { ConversationModel, PromptCache } from "../conversation/model.ts";
import { type Figure, figure, type Quantity } from "../node.ts";
import type { CachingAssumptions, ConversationAssumptions } from "../plan/conversation-assumptions.ts";

/**
 * A model whose prompts are cached, with the probabilities that it rests on.
 *
 * @throws ReferenceFault where neither the cache nor the plan's model says what a cache needs
 */
export function withCache(model: Figure<ConversationModel>, a: ConversationAssumptions, cache: CachingAssumptions) {
  const terms = a.model?.cache;
  const minimum = cache.minimum_tokens ?? terms?.minimum_tokens ?? missing("minimum_tokens");
  const block = cache.block_tokens ?? terms?.block_tokens ?? missing("block_tokens");
  const lifetime = cache.lifetime_minutes ?? terms?.lifetime_minutes ?? missing("lifetime_minutes");
  const read = cache.read_price ?? a.model?.cache_read_price ?? missing("read_price");
  // Automatic caches charge nothing for writing.
  const automatic = terms === undefined || terms.kind === "automatic" ? a.input_price : undefined;
  const write = cache.write_price ?? a.model?.cache_write_price ?? automatic ?? missing("write_price");
  const found = prefixProbability(a, lifetime);
  const warm = promptProbability(cache, lifetime);
  const cached = figure({
    id: "conversation.model_with_cache",
    unit: "",
    label: "A conversation whose prompts are cached",
    formula: "the conversation, with what a cache keeps, finds and charges",
    internal: true,
    of: { model, minimum, block, read, write, found, warm, keeps: cache.keeps },
    by: (x): ConversationModel => ({
      ...x.model,
      cache: {
        minimumTokens: x.minimum,
        blockTokens: x.block,
        readPriceUsdPerMtok: x.read,
        writePriceUsdPerMtok: x.write,
        prefixProbability: x.found,
        initialPromptProbability: x.warm,
        keepsReply: x.keeps === "exchange",
      } satisfies PromptCache,
    }),
  });
  return { model: cached, figures: [found, warm] };
}

function prefixProbability(a: ConversationAssumptions, lifetime: Quantity): Figure<number> {
  const about = {
    id: "conversation.cache.prefix_probability",
    unit: "probability",
    label: "Probability that a conversation's own prefix is still in cache at its next request",
  };
  if (!a.pauses) {
    return figure({ ...about, formula: "1: the plan states no pauses", of: { lifetime }, by: () => 1 });
  }
  return figure({
    ...about,
    formula: "P(pause ≤ lifetime)",
    of: { pauses: a.pauses, lifetime },
    by: (x: { readonly pauses: Distribution; readonly lifetime: number }) => x.pauses.cdf(60 * x.lifetime),
  });
}

function promptProbability(cache: CachingAssumptions, lifetime: Quantity): Figure<number> {
  const about = {
    id: "conversation.cache.prompt_probability",
    unit: "probability",
    label: "Probability that the initial prompt is in cache where the conversation's own prefix is not",
  };
  const { shared_prompt_probability: stated, conversations_per_hour: rate } = cache;
  if (stated) return figure({ ...about, formula: "as stated", of: { stated }, by: (x) => x.stated });
  if (!rate) return figure({ ...about, formula: "0: no conversations share it", of: { lifetime }, by: () => 0 });
  return figure({
    ...about,
    formula: "1 − exp(−conversations an hour × lifetime)",
    of: { rate, lifetime },
    by: (x) => sharedPromptProbability(x.rate, 60 * x.lifetime),
  });
}

function missing(name: string): never {
  throw new ReferenceFault(
    "conversation.caching",
    `no ${name}`,
    `${name} here, or a conversation.model whose prices state what its cache does`,
  );
}
