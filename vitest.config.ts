import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
    // `npm run coverage`, by hand: shown, no limit to keep.
    coverage: {
      provider: "v8",
      include: ["src/{math,model,analysis}/**/*.ts"],
      reporter: ["text"],
    },
  },
});
