/** The grammar of `explain-error`. */
import type { Command } from "commander";
import { parseDate } from "../options/date";
import { parseGranted } from "../options/list";
import { addConfigOptions } from "../options/settings-option";
import type { CommandResult, Context } from "../shell/context";

const HELP = `
Input:
  A file, "-" for standard input, or the message itself in quotes: what has a blank in it and is no file is taken for
  text. Without any, standard input. Messages are found in plain text, in JSON however deep, and in the logs of Pulumi,
  Terraform, azd, the Azure CLI and pipelines; the rest of a log is not shown.

Examples:
  $ azure-openai-guard explain-error "The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'francecentral'."
  $ pulumi up --yes 2>&1 | tee up.log; azure-openai-guard explain-error up.log
  $ azd up 2>&1 | azure-openai-guard explain-error --region eastus2
  $ azure-openai-guard explain-error response.json --json

Exit codes:
  0  at least one error was recognised, and is explained
  1  none was
  2  wrong options, or an input cannot be read; the others are explained all the same`;

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
    .summary("explain an error of Azure's, or a log of them")
    .description(
      "Tells which of model, version, SKU and region is to blame for what Azure refused, and what would pass.",
    )
    .argument("[input...]", 'files, "-" for standard input, or the message in quotes (default: standard input)')
    .option("-r, --region <region>", "the account's region, for messages that do not name it")
    .option("-g, --granted <id,...>", "access that Microsoft granted to you, e.g. gpt-image-1", parseGranted)
    .option("--edition <edition>", "ask this edition: an id, latest or a file (default: that of the settings)")
    .option("--as-of <date>", "judge as of this date, YYYY-MM-DD (default: today)", parseDate)
    .option("--json", "as JSON")
    .option("--color", "colour, even where the output is no terminal")
    .option("--no-color", "no colour")
    .addHelpText("after", HELP)
    .action(async (inputs: readonly string[], options) => {
      const { explainError } = await import("./explain-error.js");
      await finish(await explainError(inputs, options, context));
    });
}
