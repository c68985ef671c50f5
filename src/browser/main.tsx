import "./no-eval.ts";
import { render } from "preact";
import { readPlanBundle } from "../assumptions/plan-bundle.ts";
import { InputError } from "../assumptions/problem.ts";
import { followState, pageAddress } from "./bench/address.ts";
import { Refiner } from "./bench/refiner.ts";
import { toldProblems } from "./bench/told-problems.ts";
import { createWorkbench } from "./bench/workbench.ts";
import { serveFromWorker, type WorkerPort } from "./bench/worker.ts";
import { createScenarios } from "./scenario/scenarios.ts";
import { App } from "./view/app.tsx";
import { followBrowserLanguage } from "./view/locale.ts";
import { followTheme } from "./view/theme.ts";

/** The same script is the page, and in a worker what computes for it. */
if (typeof document === "undefined") serveFromWorker(globalThis as unknown as WorkerPort);
else void startPage(document.currentScript?.textContent ?? "");

async function startPage(script: string): Promise<void> {
  const place = document.getElementById("app");
  if (!place) return;
  try {
    const bundle = readPlanBundle(document.getElementById("plan")?.textContent ?? "");
    const bench = createWorkbench(bundle, new Refiner(script, bundle));
    const address = pageAddress();
    followTheme();
    followBrowserLanguage(navigator.language);
    await followState(bench);
    const scenarios = createScenarios(new Refiner(script, bundle));
    // A canvas draws with another font, and keeps it, where its own has not been read yet.
    await Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 13px Inter`)));
    place.replaceChildren();
    render(<App bench={bench} address={address} scenarios={scenarios} />, place);
  } catch (error) {
    const told = error instanceof InputError ? toldProblems(error) : [String(error)];
    place.textContent = `This plan cannot be shown: ${told.join("; ")}`;
  }
}
