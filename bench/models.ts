import type { ConversationModel } from "../src/analysis/conversation/model.ts";
import { published } from "../test/analysis/conversation/published.ts";

/** Untruncated normal lengths, where two normals suffice. */
export const normals: ConversationModel = published;

/** The same with lognormal whole-token lengths, which any engine must draw message by message. */
export const messages: ConversationModel = { ...normals, messages: "lognormal", rounding: "whole-tokens" };
