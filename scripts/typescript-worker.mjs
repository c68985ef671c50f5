/** The simulation worker from its TypeScript source, for tests and the bench, which do not wait for a build. */
import { register } from "tsx/esm/api";

register();
await import("../src/node/simulation-worker.ts");
