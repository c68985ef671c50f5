import { useSignal } from "@preact/signals";
import { type CheckedClaim, type Finding, isFailing, isFailure } from "../../analysis/claims/checked-claim.ts";
import { claimText } from "../../report/check/claim-text.ts";
import type { Workbench } from "../bench/workbench.ts";
import { localNumbers } from "./locale.ts";

/** What the document prints that no longer follows from what is assumed. */
export function ClaimsTab({ bench }: { readonly bench: Workbench }) {
  const all = useSignal(false);
  const checked = bench.claims.value;
  if (!checked) return <p class="answer">The numbers that the document prints are being checked…</p>;
  const before = new Map(bench.baseClaims.value?.claims.map((claim) => [claim.id, claim.outcome]));
  const flipped = checked.claims.filter(({ id, outcome }) => before.has(id) && before.get(id) !== outcome);
  const failing = checked.claims.filter(isFailure);
  const accepted = checked.claims.filter(({ outcome }) => outcome === "accepted");
  const passing = checked.claims.filter(({ outcome }) => outcome === "passes");
  const findings = checked.findings.filter((finding) => isFailing(finding) || finding.severity === "warning");
  return (
    <>
      <p class="answer">
        {failing.length === 0
          ? `All ${checked.claims.length} numbers that the document prints follow from the assumptions, or are accepted with a reason.`
          : `${failing.length} of the ${checked.claims.length} numbers that the document prints no longer follow from the assumptions.`}
      </p>
      <p class="quiet">
        A claim is a number printed in the project's document that should follow from its assumptions. When an
        assumption changes, the document is out of date wherever its numbers do not change with it.
      </p>
      {flipped.length > 0 ? <ClaimList title="Changed by what you changed" claims={flipped} before={before} /> : null}
      {failing.length > 0 ? <ClaimList title="Do not follow" claims={failing} before={before} /> : null}
      <FindingList findings={findings} />
      <ClaimList title="Accepted, with the reason" claims={accepted} before={before} />
      <h2>
        Follow{" "}
        <button type="button" class="plain" aria-expanded={all.value} onClick={() => (all.value = !all.value)}>
          {all.value ? "hide" : `show all ${passing.length}`}
        </button>
      </h2>
      {all.value ? <ClaimList title="" claims={passing} before={before} /> : null}
    </>
  );
}

function ClaimList(props: {
  readonly title: string;
  readonly claims: readonly CheckedClaim[];
  readonly before: ReadonlyMap<string, string>;
}) {
  const { title, claims, before } = props;
  if (claims.length === 0) return null;
  return (
    <section>
      {title === "" ? null : (
        <h2>
          {title} <span class="quiet">({claims.length})</span>
        </h2>
      )}
      <ul class="claims">
        {claims.map((claim) => (
          <li
            key={claim.id}
            class={isFailure(claim) ? "bad" : undefined}
            data-claim={claim.id}
            data-outcome={claim.outcome}
          >
            <strong>{claim.where}</strong> {localNumbers(claimText(claim))}
            {before.get(claim.id) !== claim.outcome && before.has(claim.id) ? (
              <span class="was"> {before.get(claim.id) === "fails" ? "did not follow before" : "followed before"}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section>
      <h2>
        About the plan itself <span class="quiet">({findings.length})</span>
      </h2>
      <ul class="claims">
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.subject}`} class={isFailing(finding) ? "bad" : undefined}>
            <strong>{finding.code}</strong> {finding.message}
            {finding.accepted === null ? null : <span class="quiet"> Accepted: {finding.accepted}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
