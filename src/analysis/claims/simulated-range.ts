import type { Claim } from "./claim.ts";
import type { ClaimFault } from "./claim-chain.ts";

/**
 * A range that reports simulation runs is one statement (rule 3): an alternative that one of its ends names is the
 * alternative of both, so that both are judged alike.
 */
export function asStatements(claims: readonly Claim[]): readonly Claim[] {
  return claims.map((claim) => {
    const partner = claim.alternative ? undefined : partnerOf(claim, claims);
    if (!partner?.alternative) return claim;
    const places = { ...claim.places, alternative: partner.places.alternative };
    return { ...claim, alternative: partner.alternative, places };
  });
}

/** Ends of simulated ranges whose other end is not claimed, or says something else. */
export function lonelyEnds(claims: readonly Claim[]): readonly ClaimFault[] {
  return claims
    .filter((claim) => claim.simulatedRange && !partnerOf(claim, claims))
    .map(({ id, places, text, simulatedRange }) => ({
      place: places.simulated,
      id,
      found: `the ${simulatedRange?.end} end of ${text} alone`,
      expected: `a claim on its ${simulatedRange?.end === "low" ? "high" : "low"} end too, equal but for at and accepted: one statement has both`,
    }));
}

/** The other end of a simulated range: the same text of the same section, which says the same. */
function partnerOf(claim: Claim, claims: readonly Claim[]): Claim | undefined {
  const { simulatedRange: range } = claim;
  if (!range) return undefined;
  return claims.find(
    (other) =>
      other.simulatedRange !== undefined &&
      other.simulatedRange.end !== range.end &&
      said(other) === said(claim) &&
      (!other.alternative || !claim.alternative || sameJson(other.alternative, claim.alternative)),
  );
}

/** Everything that its verdict rests on, except for its alternative. */
const said = ({ section, text, follows, from, scale, relation, tolerance, exact }: Claim): string =>
  JSON.stringify([section, text, follows, from, scale, relation, tolerance ?? null, exact]);

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
