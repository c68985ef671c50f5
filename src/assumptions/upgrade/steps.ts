import { referenceNames } from "./reference-names.ts";
import type { UpgradeStep } from "./step.ts";

/** Step n leads from version n of the plan form to n + 1. */
export const UPGRADE_STEPS: readonly UpgradeStep[] = [referenceNames];
