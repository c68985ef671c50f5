import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../src/assumptions/nearest.ts";

describe("the edit distance", () => {
  // Counted by hand: insertion, deletion, substitution and swap of neighbours cost 1 each.
  it.each([
    ["", "", 0],
    ["abc", "", 3],
    ["kitten", "sitting", 3],
    ["vlaue", "value", 1],
    ["ca", "abc", 3],
  ])("of %j and %j is %i", (a, b, distance) => {
    expect([editDistance(a, b), editDistance(b, a)]).toEqual([distance, distance]);
  });
});

describe("the nearest word", () => {
  it("is the closest, whatever its case, and none when nothing is near", () => {
    expect(nearest("persondays", ["person_days", "person_hours"])).toBe("person_days");
    expect(nearest("API", ["api", "as-printed"])).toBe("api");
    expect(nearest("colour", ["unit", "value"])).toBeUndefined();
    expect(nearest("x".repeat(1_000_000), ["unit"])).toBeUndefined();
  });
});
