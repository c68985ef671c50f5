import { createRequire } from "node:module";
import type { Provider } from "@pydantic/genai-prices";

/** Where the prices come from, for sources: name and version. */
export const PRICE_LIBRARY = "@pydantic/genai-prices 0.1.8";

/**
 * Every provider that the price library knows, with its models. Loaded when it is asked for (half a megabyte, 35 ms),
 * and at once, so that reading a plan need not wait.
 */
export function libraryProviders(): readonly Provider[] {
  const library: typeof import("@pydantic/genai-prices") = createRequire(import.meta.url)("@pydantic/genai-prices");
  return PROVIDERS.flatMap((providerId) => library.findProvider({ providerId }) ?? []);
}

/** The library names its providers only in a promise; a test holds this list to that. */
const PROVIDERS: readonly string[] =
  "anthropic arcee avian aws azure baseten cerebras cloudflare cohere cursor deepseek doubleword fireworks github-copilot google groq huggingface_cerebras huggingface_fireworks-ai huggingface_groq huggingface_hyperbolic huggingface_nebius huggingface_novita huggingface_nscale huggingface_ovhcloud huggingface_publicai huggingface_sambanova huggingface_together minimax mistral modal moonshotai novita openai openrouter ovhcloud perplexity quicksilverpro together typesafe voyageai x-ai zai zhipuai".split(
    " ",
  );
