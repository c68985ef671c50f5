/** A state of the page as a short text for a link, and back. */
import { z } from "zod";
import type { PlanState } from "../plan/plan-state.ts";

/** Of a link; longer ones are cut by mail programs. */
export const LONGEST_LINK = 8000;
/** Of what a link unpacks to, so that a hostile one cannot fill the memory. */
const LONGEST_TEXT = 100_000;
const MOST_EDITS = 1000;

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

/** Rejects with an Error that says why the text is no state. */
export async function unpacked(text: string): Promise<SharedState> {
  if (text.length > 2 * LONGEST_LINK) throw new Error("it is too long to be a link of this page");
  const { v, p, s, e } = sharedState.parse(JSON.parse(await inflated(text)));
  return { version: v, digest: p, state: { scenarios: s, edits: e.map(([path, value]) => ({ path, text: value })) } };
}

async function inflated(text: string): Promise<string> {
  const packedBytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), packedBytes));
}

/** What a stream makes of bytes; it is stopped where that is more than a page of changes. */
async function through(
  stream: CompressionStream | DecompressionStream,
  given: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const reader = new Blob([given]).stream().pipeThrough(stream).getReader();
  const made: number[] = [];
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (made.length + part.value.length > LONGEST_TEXT) {
      await reader.cancel();
      throw new Error("it unpacks to more than a page of changes");
    }
    for (const byte of part.value) made.push(byte);
  }
  return Uint8Array.from(made);
}
