import { defineConfig } from "vitest/config";

/** What takes long: every example, document, notebook and page as a whole. `npm run test:whole`, and `.ci/run`. */
const WHOLE = [
  "test/browser/**/*.test.ts",
  "test/cli/{measured-conversations,sweep-killed}.test.ts",
  "test/project/{ci-docs,examples,package,readme,typed-documents}.test.ts",
  "test/scripts/notebooks.test.ts",
];

/** Rooms without state: their tests may share what they import, which saves a third of the time. */
const ROOMS = ["test/{analysis,assumptions,kernel,logs,math,model,plans,report}/**/*.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
    globalSetup: ["test/one-temporary-folder.ts"],
    projects: [
      { extends: true, test: { name: "rooms", include: ROOMS, isolate: false } },
      { extends: true, test: { name: "program", include: ["test/**/*.test.ts"], exclude: [...ROOMS, ...WHOLE] } },
      { extends: true, test: { name: "whole", include: WHOLE } },
    ],
    // `npm run coverage`, by hand: shown, no limit to keep.
    coverage: {
      provider: "v8",
      include: ["src/{math,model,analysis}/**/*.ts"],
      reporter: ["text"],
    },
  },
});
