/** A state of the page as a short text for a link, and back. */
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
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

export function packed({ version, digest, state }: SharedState): string {
  const json: z.input<typeof sharedState> = {
    v: version,
    p: digest,
    s: [...state.scenarios],
    e: state.edits.map(({ path, text }) => [path, text]),
  };
  const text = strFromU8(deflateSync(strToU8(JSON.stringify(json)), { level: 9 }), true);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @throws Error that says why the text is no state */
export function unpacked(text: string): SharedState {
  if (text.length > 2 * LONGEST_LINK) throw new Error("it is too long to be a link of this page");
  const { v, p, s, e } = sharedState.parse(JSON.parse(inflated(text)));
  return { version: v, digest: p, state: { scenarios: s, edits: e.map(([path, value]) => ({ path, text: value })) } };
}

function inflated(text: string): string {
  const bytes = strToU8(atob(text.replaceAll("-", "+").replaceAll("_", "/")), true);
  const space = new Uint8Array(LONGEST_TEXT);
  const json = inflateSync(bytes, { out: space });
  if (json.length >= LONGEST_TEXT) throw new Error("it unpacks to more than a page of changes");
  return strFromU8(json);
}
