import type { OpenPlan } from "./open-plan.ts";

/** What an assumption is called: one of an option's names the option, not the key that the plan has for it. */
export function leafLabel(
  { outline }: OpenPlan,
  { id, label }: { readonly id: string; readonly label: string },
): string {
  const key = /^options\.(\w+)\./.exec(id)?.[1];
  const option = outline.options.find((one) => one.key === key);
  return option ? label.replace(`(${option.key})`, `(${option.label})`) : label;
}
