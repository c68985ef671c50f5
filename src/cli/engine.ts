import type { ConversationEngine } from "../analysis/sheets/conversation.ts";

export const EXACT: ConversationEngine = { kind: "exact" };
