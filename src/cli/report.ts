import type { PlanOptions } from "./options.ts";
export async function reportCommand(_named: string | undefined, _options: PlanOptions): Promise<void> {}
