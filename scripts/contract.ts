/**
 * Writes test/golden/contract.json and docs/contract.md, what those who use llmplan may rely on: `npm run contract`.
 * The diff of these two is what a change means to users; the test that compares them says when there is one.
 */
import { join } from "node:path";
import { writeWhole } from "../src/node/files.ts";
import { contractOf } from "./contract/contract.ts";
import { contractText } from "./contract/contract-text.ts";

const root = join(import.meta.dirname, "..");
const contract = contractOf();
writeWhole(
  new Map([
    [join(root, "test/golden/contract.json"), `${JSON.stringify(contract, null, 1)}\n`],
    [join(root, "docs/contract.md"), contractText(contract)],
  ]),
);
