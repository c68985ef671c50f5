import { type Command, Option } from "commander";
import { type Examples, onPlan } from "./options.ts";
import { TABLE_FORMATS } from "./table-formats.ts";
import type { TablesOptions } from "./tables.ts";

/** Declares `llmplan tables`. */
export function addTablesCommand(program: Command, examples: Examples): void {
  onPlan(program.command("tables"), "DIR")
    .description("the tables of the deliverable: shown, as files, or kept up to date inside documents")
    .addOption(new Option("--format <format>", "format of the files in --out").choices([...TABLE_FORMATS]))
    .option("--into <FILE...>", "rewrite the regions between llmplan markers in Markdown, HTML or LaTeX, nothing else")
    .option("--check", "with --into: write nothing, print what would change, and fail if anything would")
    .addHelpText(
      "after",
      examples(
        "llmplan tables --format docx --out build/tables",
        "llmplan tables --into reports/rolepl-ai/chapter.md --check",
      ),
    )
    .addHelpText("after", MARKERS)
    .action(async (plan: string | undefined, options: TablesOptions) => {
      const { tablesCommand } = await import("./tables.ts");
      await tablesCommand(plan, options);
    });
}

/** How the regions of a document are marked, for the help of `llmplan tables`. */
const MARKERS = `
Markers (in LaTeX "% llmplan:…" and "% /llmplan" on lines of their own):
  <!-- llmplan:table NAME OPTIONS --> … <!-- /llmplan -->
      a table: pretraining, sft-datasets, sft-runs, sft-llama, alignment, lora-llama, sft-vs-lora, approaches,
      candidates, ifeval, ratings
      columns=a,b  rows=a,b     which, in this order        digits=N    significant digits, at most
      caption=no   notes=no     left out
  <!-- llmplan:figure ID OPTIONS -->3.7M<!-- /llmplan -->
      a figure or an assumption within a sentence
      digits=N     significant digits                       unit=yes    the unit behind the number
      scale=auto   none, k, M, B, T or words                show=interval  its 90% interval
  <!-- llmplan:claim ID OPTIONS -->~40k<!-- /llmplan -->
      what the document prints for a claim                  show=verdict   what llmplan check says of it
      show=computed  what follows from the cells it starts from, with digits, unit and scale as above
  <!-- llmplan:claims all -->137<!-- /llmplan -->
      how many claims: all, accepted, follows, follows-within-input-rounding, follows-with-other-input, does-not-follow
  scenario=a,b on any of them computes it under scenarios of the plan.
In Markdown a line that begins with a comment is HTML as a whole: let a sentence begin with a word.`;
