/** A state of the page as a short text for a link, and back. */
import { z } from "zod";
import type { PlanState } from "../plan/plan-state.ts";

/** Of a link; longer ones are cut by mail programs. */
export const LONGEST_LINK = 8000;
/** Of what a link unpacks to, so that a hostile one cannot fill the memory. */
const LONGEST_TEXT = 100_000;
/** Changes that a page takes at once; a plan has some hundred assumptions. */
export const MOST_EDITS = 1000;

const sharedState = z.strictObject({
  /** Version of llmplan and digest of the plan that the state was made with. */
  v: z.string().max(40),
  p: z.string().max(40),
  s: z.array(z.string().max(200)).max(50),
  e: z.array(z.tuple([z.string().max(400), z.string().max(4000)])).max(MOST_EDITS),
});

export interface SharedState {
  readonly version: string;
  readonly digest: string;
  readonly state: PlanState;
}

export async function packed({ version, digest, state }: SharedState): Promise<string> {
  const json: z.input<typeof sharedState> = {
    v: version,
    p: digest,
    s: [...state.scenarios],
    e: state.edits.map(({ path, text }) => [path, text]),
  };
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(json)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The state that a text holds, or why it holds none. */
export async function unpacked(text: string): Promise<SharedState | string> {
  if (text.length > 2 * LONGEST_LINK) return "it is too long";
  try {
    const { v, p, s, e } = sharedState.parse(JSON.parse(await inflated(text)));
    return { version: v, digest: p, state: { scenarios: s, edits: e.map(([path, value]) => ({ path, text: value })) } };
  } catch (error) {
    return error instanceof RangeError ? error.message : "a part of it is missing, or it was made by something else";
  }
}

async function inflated(text: string): Promise<string> {
  const packedBytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), packedBytes));
}

/**
 * What a stream makes of bytes.
 *
 * @throws RangeError where that is more than a page of changes
 */
async function through(
  stream: CompressionStream | DecompressionStream,
  given: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const reader = new Blob([given]).stream().pipeThrough(stream).getReader();
  const made: number[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (made.length + part.value.length > LONGEST_TEXT) {
      await reader.cancel();
      throw new RangeError("it unpacks to more than a page of changes");
    }
    for (const byte of part.value) made.push(byte);
  }
  return Uint8Array.from(made);
}
