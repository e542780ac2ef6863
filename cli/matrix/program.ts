/** The grammar of `matrix`. */
import { type Command, InvalidArgumentError } from "commander";
import { parseDate } from "../options/date";
import { parseGranted, parseList } from "../options/list";
import { addConfigOptions } from "../options/settings-option";
import type { CommandResult, Context } from "../shell/context";

const HELP = `
Without --sku: in how many regions each model version is offered, by SKU; for one --region, whether it is. With --sku: a
table of model versions by regions; where the SKU has nothing of them, the SKUs that have. Give several names with blanks
or commas between them, or the option several times. Names of models, versions and regions may be patterns: "gpt-4o*".

Examples:
  $ azure-openai-guard matrix
  $ azure-openai-guard matrix --sku GlobalStandard --model "gpt-4.1*" --geography "United States"
  $ azure-openai-guard matrix --region swedencentral
  $ azure-openai-guard matrix --sku Standard --status restricted --granted gpt-image-1
  $ azure-openai-guard matrix --html matrix.html
  $ azure-openai-guard matrix --edition catalog.json --compare 2025-06-16 --html changes.html

The page is one file that loads nothing. It has the whole matrix; at first it shows what the options ask for.

Exit codes:
  0  shown, or written
  2  a wrong option, a name that the edition does not have, a page that cannot be written`;

/**
 * Makes a command `matrix`.
 * @param finish shows the result of a command and writes its files.
 */
export function addMatrixCommand(
  command: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  addConfigOptions(command)
    .summary("look the matrix up: models by regions, or as a page")
    .description("Shows which model versions are offered in which regions, as a table, as data, or as an HTML page.")
    .option(
      "-s, --sku <name...>",
      "SKUs; also standard-training, global-training, data-zone-training, developer-training, assistants (default: all, counted)",
      parseList,
    )
    .option("-p, --purpose <purpose>", "inference, fine-tuning or assistants only")
    .option("-m, --model <name...>", "these models only (default: all that are offered somewhere)", parseList)
    .option("--model-version <version...>", "these versions only", parseList)
    .option("-r, --region <region...>", "these regions only (default: all where something is offered)", parseList)
    .option("--geography <name...>", "regions of these geographies, or groups of them, only: Japan,Europe", parseList)
    .option(
      "--status <status...>",
      "only where this is the status: available, restricted, undocumented, ...",
      parseList,
    )
    .option("--all", "also models and regions where nothing is offered")
    .option("-g, --granted <id,...>", "access that Microsoft granted to you, e.g. gpt-image-1", parseGranted)
    .option("--edition <edition>", "show this edition: an id, latest or a file (default: that of the settings)")
    .option("--compare <edition>", "mark what differs from this edition: an id, latest or a file")
    .option("--changes", "with --compare: only what changes")
    .option("--as-of <date>", "judge as of this date, YYYY-MM-DD (default: today)", parseDate)
    .option("--json", "every cell as JSON")
    .option("--csv", "every cell as CSV, with its citations")
    .option("-H, --html <file>", 'write a page to look at; "-" is standard output', parseFile)
    .addHelpText("after", HELP)
    .action(async (options) => {
      const { matrix } = await import("./command.js");
      await finish(await matrix(options, context));
    });
}

function parseFile(text: string): string {
  if (text === "") throw new InvalidArgumentError("Expected a file name.");
  return text;
}
