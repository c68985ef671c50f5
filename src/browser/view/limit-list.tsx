import type { JudgedPolicy } from "../../analysis/policies/judge-policies.ts";
import { formatPercent, formatQuantity } from "../../report/quantity.ts";
import type { Workbench } from "../bench/workbench.ts";
import { limitWords } from "./limit-words.ts";
import { localNumbers } from "./locale.ts";

const DIGITS = { atMost: 4 } as const;

/** The limits that the plan sets to its own figures: what each figure is now, and whether it keeps its limit. */
export function LimitList({ bench }: { readonly bench: Workbench }) {
  const { open, answer } = bench.shown.value;
  const { judged, faults } = answer.limits;
  if (judged.length + faults.length === 0) return null;
  const broken = judged.filter(({ outcome }) => outcome === "broken").length;
  const before = new Map(bench.base.value.answer.limits.judged.map((limit) => [nameOf(limit), limit.outcome]));
  const words = new Map(open.loaded.policies.map((policy) => [nameOf(policy), limitWords(policy.limit)]));
  return (
    <section class="limits" aria-label="Limits that the plan sets">
      <h2>Limits that the plan sets</h2>
      <p class="quiet">
        {broken === 0
          ? judged.length === 1
            ? "It is kept."
            : `All ${judged.length} are kept.`
          : `${broken} of ${judged.length} ${broken === 1 ? "is" : "are"} broken.`}{" "}
        A limit says how large a figure may become; those on a rise or a fall compare with the plan before your changes.
      </p>
      <ul>
        {judged.map((limit) => (
          <LimitRow
            key={nameOf(limit)}
            limit={limit}
            words={words.get(nameOf(limit))?.(limit.unit) ?? limit.text}
            before={before.get(nameOf(limit))}
          />
        ))}
        {faults.map(({ figure, found, expected }) => (
          <li key={figure} class="bad">
            <code>{figure}</code>: this limit cannot be held: found {found}, expected {expected}.
          </li>
        ))}
      </ul>
    </section>
  );
}

function LimitRow(props: {
  readonly limit: JudgedPolicy;
  readonly words: string;
  readonly before: JudgedPolicy["outcome"] | undefined;
}) {
  const { limit, words, before } = props;
  const { outcome, severity, label, value, unit, probability, reason, withinNoise } = limit;
  const kept = outcome !== "broken";
  const tone = kept ? "good" : severity === "warn" ? "middling" : "bad";
  const flipped = before !== undefined && (before === "broken") === kept;
  const now = value === null ? "does not apply" : formatQuantity(value, unit, DIGITS);
  return (
    <li class={tone} data-limit={limit.figure} data-outcome={outcome}>
      <span class="badge">{kept ? "Kept" : severity === "warn" ? "Broken, a warning" : "Broken"}</span>
      <div>
        <strong>{label}</strong>
        <p>
          <span class="limit-value">{localNumbers(now)}</span>; it should be {localNumbers(words)}.
          {probability ? (
            <> It is in {localNumbers(formatPercent(probability.value, { decimals: 0 }))} of the drawn plans.</>
          ) : null}
          {limit.base === undefined || limit.base === null ? null : (
            <> It was {localNumbers(formatQuantity(limit.base, unit, DIGITS))}.</>
          )}
          {withinNoise ? " That is too close to call." : ""}
        </p>
        {reason === undefined ? null : <p class="quiet">Why: {reason}</p>}
        {flipped ? <p class="was">{kept ? "was broken" : "was kept"} before your changes</p> : null}
      </div>
    </li>
  );
}

const nameOf = ({ figure, text, severity }: Pick<JudgedPolicy, "figure" | "text" | "severity">): string =>
  `${figure} ${text} ${severity}`;
