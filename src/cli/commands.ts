import { type Command, Option } from "commander";
import { addCapacityCommands } from "./capacity-commands.ts";
import { VERDICT_RULES } from "./check-rules.ts";
import { addCompareCommand } from "./compare-command.ts";
import { addInitCommand } from "./init-command.ts";
import { addLogCommands } from "./log-commands.ts";
import { onPlan, type PlanOptions } from "./options.ts";
import { addPricesCommand } from "./price-command.ts";
import type { ReportOptions } from "./report.ts";
import { addRiskCommands } from "./risk-commands.ts";
import { addSimulationCommands } from "./simulation-commands.ts";
import { addSweepCommand } from "./sweep-command.ts";
import { addTablesCommand } from "./tables-command.ts";
import { addUpgradeCommand } from "./upgrade-command.ts";

/** Declares the commands. What a command does is loaded when it runs, so that starting stays quick. */
export function addCommands(program: Command): void {
  onPlan(program.command("report"), "DIR")
    .description("write the whole report: text, tables, charts, result.json and the workbench page")
    .addOption(
      new Option("--pdf", "also as one PDF, report.pdf, to be printed or attached (needs npm install pdfkit@0.20.2)"),
    )
    .addHelpText(
      "after",
      examples(
        "llmplan report --out build/report",
        "llmplan report assumptions/rolepl-ai --scenario with-doubt --out build/doubt",
        "llmplan report --pdf --out build/report",
      ),
    )
    .action(async (plan: string | undefined, options: ReportOptions) => {
      const { reportCommand } = await import("./report.ts");
      await reportCommand(plan, options);
    });

  onPlan(program.command("workbench"))
    .description("the plan as one HTML page with sliders, which needs no network and can be sent by mail")
    .addHelpText(
      "after",
      examples(
        "llmplan workbench --out plan.html",
        "llmplan workbench assumptions/rolepl-ai --scenario with-doubt --out doubt.html",
      ),
    )
    .action(async (plan: string | undefined, options: PlanOptions) => {
      const { workbenchCommand } = await import("./workbench.ts");
      await workbenchCommand(plan, options);
    });

  addSimulationCommands(program, examples);
  addRiskCommands(program, examples);
  addCapacityCommands(program, examples);

  const parts = {
    data: "what the project's people can write and review",
    compute: "what the budget rents, and what published training runs took",
    approaches: "which approach fits, what is missing, and what the plan's own case would take",
  } as const;
  for (const [name, description] of Object.entries(parts) as [keyof typeof parts, string][]) {
    onPlan(program.command(name))
      .description(description)
      .addHelpText("after", examples(`llmplan ${name}`, `llmplan ${name} --scenario with-doubt --json`))
      .action(async (plan: string | undefined, options: PlanOptions) => {
        const { partCommand } = await import("./part.ts");
        partCommand(name, plan, options);
      });
  }

  onPlan(program.command("models"))
    .description("which base model: candidates, shortlist, ratings by people, and a ranking with its doubt")
    .option("--ratings <FILE...>", "rating sheets as CSV, instead of the totals that the plan states")
    .addHelpText(
      "after",
      examples(
        "llmplan models",
        "llmplan models --set evaluation.weights.cri_mean=0.6",
        "llmplan models --ratings questions.csv surveys.csv",
      ),
    )
    .action(async (plan: string | undefined, options: PlanOptions & { ratings?: string[] }) => {
      const { modelsCommand } = await import("./models.ts");
      modelsCommand(plan, options);
    });

  onPlan(
    program
      .command("explain")
      .argument(
        "<FIGURE>",
        "id of a figure or an assumption, such as data.tokens_total; --json of any command lists those it prints",
      ),
  )
    .description("what a figure is made of: formulas, numbers, sources, and where each can be changed")
    .addOption(new Option("--format <format>", "how it is shown").choices(["text", "mermaid"]).default("text"))
    .option("--all", "show long lists whole")
    .addHelpText(
      "after",
      examples(
        "llmplan explain data.tokens_total",
        "llmplan explain approach.lora.h100_days --scenario with-doubt",
        "llmplan explain compute.h100_days_budget --format mermaid --out budget.mmd",
      ),
    )
    .action(
      async (
        figure: string,
        plan: string | undefined,
        options: PlanOptions & { format: "text" | "mermaid"; all?: boolean },
      ) => {
        const { explainCommand } = await import("./explain.ts");
        explainCommand(figure, plan, options);
      },
    );

  onPlan(program.command("check"))
    .description(
      "whether the numbers a document prints still follow, whether the plan makes sense and keeps to its own limits",
    )
    .addOption(
      new Option("--format <format>", "how it is shown; text where absent")
        .choices(["text", "junit", "github"])
        .conflicts(["json", "explain"]),
    )
    .option("--explain <ID>", "look for what would give the printed number of a claim")
    .addHelpText(
      "after",
      examples(
        "llmplan check",
        "llmplan check --set data.person_days=187",
        "llmplan check --explain s411-days-write",
        "llmplan check --format junit --out build/check.xml",
      ) + VERDICT_RULES,
    )
    .action(
      async (
        plan: string | undefined,
        options: PlanOptions & { format?: "text" | "junit" | "github"; explain?: string },
      ) => {
        const { checkCommand } = await import("./check.ts");
        checkCommand(plan, options);
      },
    );

  addTablesCommand(program, examples);
  addCompareCommand(program, examples);
  addSweepCommand(program, examples);
  addInitCommand(program, examples);
  addUpgradeCommand(program, examples);

  addLogCommands(program, examples);
  addPricesCommand(program, examples);

  program
    .command("schema")
    .description("print the JSON Schema of plan files, for editors")
    .option("--scenario", "of scenario files instead")
    .option("--out <FILE>", "write there instead of standard output")
    .addHelpText(
      "after",
      examples(
        "llmplan schema --out assumptions/plan.schema.json",
        "llmplan schema --scenario --out assumptions/scenario.schema.json",
      ),
    )
    .action(async (options: { scenario?: boolean; out?: string }) => {
      const { schemaCommand } = await import("./schema.ts");
      schemaCommand(options);
    });
}

const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
