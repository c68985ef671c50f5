import { readMessage } from "./chat-message.ts";
import type { ConversationRecord, MessageCount } from "./log-record.ts";
import type { SkipReason } from "./reading-notes.ts";
import { recordId } from "./record-id.ts";
import { isJson, type Json, type RecordSink } from "./record-sink.ts";

/** One message of a tree of replies. */
export interface TreeNode {
  readonly id: string;
  readonly parent: string | undefined;
  readonly message: MessageCount;
}

/** A whole tree in one record (OpenAssistant's `{message_tree_id, prompt: {text, replies: […]}}`): its longest thread. */
export function readReplyTree(value: Json, sink: RecordSink): ConversationRecord | SkipReason {
  const nodes: TreeNode[] = [];
  const open: { readonly item: Json; readonly parent: string | undefined }[] = [];
  if (isJson(value.prompt)) open.push({ item: value.prompt, parent: undefined });
  // Grows while it is read; taking from its front would move the rest each time.
  for (const { item, parent } of open) {
    const message = readMessage(item, sink);
    if (message === "bad") return "bad-tokens";
    if (message === undefined) {
      sink.skip("unknown-role");
      continue;
    }
    const id = String(nodes.length);
    nodes.push({ id, parent, message });
    const replies = Array.isArray(item.replies) ? item.replies.filter(isJson) : [];
    for (const reply of replies) open.push({ item: reply, parent: id });
  }
  const id = recordId(value.message_tree_id);
  return { kind: "conversation", ...(id !== undefined && { id }), messages: longestThread(nodes) };
}

/**
 * The path from the root with the most messages; among equals the one whose last message was written first. A message
 * whose parent is missing starts a thread of its own.
 */
export function longestThread(nodes: readonly TreeNode[]): readonly MessageCount[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depths = new Map<string, number>();
  let best: TreeNode | undefined;
  for (const node of nodes) {
    const depth = depthOf(node, byId, depths);
    if (best === undefined || depth > (depths.get(best.id) ?? 0)) best = node;
  }
  const thread: MessageCount[] = [];
  const seen = new Set<string>();
  for (let node = best; node !== undefined && !seen.has(node.id); node = parentOf(node, byId)) {
    seen.add(node.id);
    thread.push(node.message);
  }
  return thread.reverse();
}

const parentOf = ({ parent }: TreeNode, byId: ReadonlyMap<string, TreeNode>): TreeNode | undefined =>
  parent === undefined ? undefined : byId.get(parent);

/** Messages from the root; a circle of parents ends where it closes. */
function depthOf(node: TreeNode, byId: ReadonlyMap<string, TreeNode>, depths: Map<string, number>): number {
  const path: TreeNode[] = [];
  const onPath = new Set<string>();
  let at: TreeNode | undefined = node;
  while (at !== undefined && !depths.has(at.id) && !onPath.has(at.id)) {
    path.push(at);
    onPath.add(at.id);
    at = parentOf(at, byId);
  }
  let depth = at === undefined ? 0 : (depths.get(at.id) ?? 0);
  for (const step of path.reverse()) depths.set(step.id, ++depth);
  return depth;
}
