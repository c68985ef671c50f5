import type { PlanBundle } from "../../assumptions/plan-bundle.ts";
import { answerOf } from "../plan/answer.ts";
import { mainSensitivity } from "../plan/main-figure.ts";
import { type OpenPlan, planOpener } from "../plan/open-plan.ts";
import { claimsOf } from "../plan/plan-claims.ts";
import type { FromWorker, Part, ToWorker } from "./refine-message.ts";

/** The part of a worker's global scope that it uses. */
export interface WorkerPort {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
}

/** Serves a page from a worker: whole answers, however long they take. The page ends it when it is superseded. */
export function serveFromWorker(port: WorkerPort): void {
  let bundle: PlanBundle | undefined;
  let opener: ReturnType<typeof planOpener> | undefined;
  port.onmessage = ({ data }) => {
    if (data.kind === "bundle") {
      bundle = data.bundle;
      opener = planOpener(bundle);
      return;
    }
    if (!bundle || !opener) return;
    const { ticket, state, parts } = data;
    const open = opener(state);
    const { scenarios } = bundle;
    const base = (): OpenPlan => opener?.({ scenarios, edits: [] }) ?? open;
    for (const part of parts) port.postMessage({ ticket, ...answered(part, bundle, open, base) });
    port.postMessage({ ticket, kind: "done" });
  };
}

type Reply = FromWorker extends infer Message ? (Message extends FromWorker ? Omit<Message, "ticket"> : never) : never;

function answered(part: Part, bundle: PlanBundle, open: OpenPlan, base: () => OpenPlan): Reply {
  try {
    switch (part) {
      case "answer":
        return { kind: "answer", answer: answerOf(open, base) };
      case "claims":
        return { kind: "claims", claims: claimsOf(bundle, open) };
      case "base-claims":
        return { kind: "base-claims", claims: claimsOf(bundle, base()) };
      case "sensitivity":
        return { kind: "sensitivity", sensitivity: mainSensitivity(open) };
    }
  } catch (error) {
    return { kind: "failed", part, message: error instanceof Error ? error.message : String(error) };
  }
}
