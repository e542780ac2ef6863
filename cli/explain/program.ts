/** The grammar of `explain`. */
import type { Command } from "commander";
import { asOfOption, colorOption, editionOption, grantedOption, noColorOption } from "../options/judging";
import { addConfigOptions } from "../options/settings-option";
import { type CommandResult, type Context, UsageError } from "../shell/context";

const HELP = `
With --region: whether you can deploy it there, why, and where the document says so; without --sku, for each SKU that
the edition covers. Without --region: everything that the document says about the model.

Examples:
  $ azure-openai-guard explain gpt-4o
  $ azure-openai-guard explain gpt-4.1-nano 2025-04-14 --sku GlobalStandard --region eastus
  $ azure-openai-guard explain gpt-4o-mini 2024-07-18 --purpose fine-tuning --training standard --region westus
  $ azure-openai-guard explain gpt-image-1 --sku GlobalStandard --region westus3 --granted gpt-image-1
  $ azure-openai-guard explain --batch queries.jsonl > verdicts.jsonl

Batch:
  One JSON object per line, with the keys model, version, sku (Standard if omitted, as in Azure), region, purpose and
  training; model and region are required, other keys are ignored. The output is one JSON verdict per line, in the same
  order: status, reason, citations, conditions, alternatives. Any other line, also a blank one, gives
  {"error": ..., "line": N}.

Exit codes:
  0  available, restricted or undocumented (with any SKU, if you give none); an overview; any batch
  1  unavailable, or a name that the document does not have
  2  wrong options, or a batch file that cannot be read`;

/**
 * Adds the command.
 * @param finish shows its result.
 */
export function addExplainCommand(
  program: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  addConfigOptions(program.command("explain"))
    .summary("ask what the document says")
    .description("Says what the document says about a model, or about one deployment.")
    .argument("[model]", "as Azure names it: gpt-4o")
    .argument("[version]", "2024-08-06")
    .option("-s, --sku <name>", "deployment SKU (default: each that the edition covers)")
    .option("-r, --region <region>", 'id or display name: eastus2, "East US 2"')
    .option("-p, --purpose <purpose>", "inference, fine-tuning or assistants (default: inference)")
    .option("-t, --training <kind>", "standard, data-zone, global or developer, for fine-tuning (default: any)")
    .addOption(grantedOption())
    .addOption(editionOption())
    .addOption(asOfOption())
    .option("--json", "the verdict, or the overview, as JSON")
    .option("-b, --batch <file>", 'answer a file of queries, one JSON object per line; "-" is standard input')
    .addOption(colorOption())
    .addOption(noColorOption())
    .addHelpText("after", HELP)
    .action(async (model: string | undefined, version: string | undefined, options) => {
      if (options.batch !== undefined) {
        const single = ["sku", "region", "purpose", "training"].filter((name) => options[name] !== undefined);
        if (model !== undefined) throw new UsageError("--batch takes its queries from the file, not a MODEL as well");
        if (single.length > 0) {
          throw new UsageError(`--batch takes its queries from the file: --${single[0]} cannot go with it`);
        }
        const { batch } = await import("./batch.js");
        // It writes as it reads.
        const exitCode = await batch(options.batch, options, context);
        return finish({ stdout: "", stderr: "", exitCode });
      }
      if (model === undefined) throw new UsageError("explain needs a MODEL, or --batch FILE");
      const { explain } = await import("./explain.js");
      await finish(await explain(model, version, options, context));
    });
}
