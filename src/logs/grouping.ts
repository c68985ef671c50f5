import type { ConversationRecord, MessageCount, MessageRow, RequestRow } from "./log-record.ts";
import { longestThread, type TreeNode } from "./reply-tree.ts";

interface OpenGroup {
  readonly messages: MessageCount[];
  readonly nodes: TreeNode[];
  /** Input and output tokens of the request before, and their time. */
  sentTokens: number;
}

/**
 * Puts rows of one conversation together. Rows may be mixed with those of other conversations; the conversation that
 * was opened longest ago is closed when more than 65,536 are open, so that memory has an end.
 *
 * @param close takes a finished conversation; rows that come later open it again under the same id
 */
export function conversationGroups(close: (conversation: ConversationRecord) => void): {
  readonly add: (row: MessageRow | RequestRow) => void;
  readonly end: () => void;
} {
  const open = new Map<string, OpenGroup>();
  const finish = (id: string, { messages, nodes }: OpenGroup): void =>
    close({ kind: "conversation", id, messages: nodes.length > 0 ? longestThread(nodes) : messages });
  const groupOf = (id: string): OpenGroup => {
    const known = open.get(id);
    if (known) return known;
    if (open.size >= MOST_OPEN) {
      const [oldest] = open;
      if (oldest) {
        open.delete(oldest[0]);
        finish(...oldest);
      }
    }
    const group: OpenGroup = { messages: [], nodes: [], sentTokens: 0 };
    open.set(id, group);
    return group;
  };
  return {
    add(row) {
      const group = groupOf(row.conversation);
      if (row.kind === "request-row") addRequest(group, row);
      else if (row.node) group.nodes.push({ ...row.node, message: row.message });
      else group.messages.push(row.message);
    },
    end() {
      for (const [id, group] of open) finish(id, group);
      open.clear();
    },
  };
}

const MOST_OPEN = 65_536;

/** What a request sends beyond the request before and its reply is new; where it sends less, nothing is. */
function addRequest(group: OpenGroup, { usage, timeMs }: RequestRow): void {
  const time = timeMs !== undefined ? { timeMs } : {};
  const fresh = Math.max(0, usage.inputTokens - group.sentTokens);
  group.messages.push({ role: "user", tokens: fresh, basis: "recorded", ...time });
  group.messages.push({ role: "assistant", tokens: usage.outputTokens, basis: "recorded", usage, ...time });
  group.sentTokens = usage.inputTokens + usage.outputTokens;
}
