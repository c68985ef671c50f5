import { defineConfig } from "vitest/config";

/** The quick tests of one room, for mutation testing: `scripts/mutate.ts` says which. */
export default defineConfig({
  test: {
    include: (process.env.MUTATED_TESTS ?? "test/math/**/*.test.ts").split(","),
    testTimeout: 30_000,
    pool: "threads",
    maxWorkers: 1,
  },
});
