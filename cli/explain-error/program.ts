/** The grammar of `explain-error`. */
import type { Command } from "commander";
import { asOfOption, colorOption, editionOption, grantedOption, noColorOption } from "../options/judging";
import { addConfigOptions } from "../options/settings-option";
import type { CommandResult, Context } from "../shell/context";

const HELP = `
Input:
  A file, "-" for standard input, or the message itself in quotes: an argument with a blank that is not a file is text.
  Without arguments, standard input. The command finds messages in plain text, at any depth of JSON, and in the logs of
  Pulumi, Terraform, azd, the Azure CLI and pipelines; it shows nothing else of a log.

Examples:
  $ azure-openai-guard explain-error "The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'francecentral'."
  $ pulumi up --yes 2>&1 | tee up.log; azure-openai-guard explain-error up.log
  $ azd up 2>&1 | azure-openai-guard explain-error --region eastus2
  $ azure-openai-guard explain-error response.json --json

Exit codes:
  0  at least one error was recognised and explained
  1  no error was recognised
  2  wrong options, or an input that cannot be read (the others are still explained)`;

/**
 * Adds the command.
 * @param finish shows its result.
 */
export function addExplainErrorCommand(
  program: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  addConfigOptions(program.command("explain-error"))
    .summary("explain Azure's errors in a message or a log")
    .description(
      "Says which of model, version, SKU and region is to blame for an error of Azure's, and what would pass.",
    )
    .argument("[input...]", 'files, "-" for standard input, or the message in quotes (default: standard input)')
    .option("-r, --region <region>", "the account's region, for messages that do not name it")
    .addOption(grantedOption())
    .addOption(editionOption())
    .addOption(asOfOption())
    .option("--json", "the result as JSON")
    .addOption(colorOption())
    .addOption(noColorOption())
    .addHelpText("after", HELP)
    .action(async (inputs: readonly string[], options) => {
      const { explainError } = await import("./explain-error.js");
      await finish(await explainError(inputs, options, context));
    });
}
