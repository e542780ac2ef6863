/** The grammar of `matrix`. */
import { type Command, InvalidArgumentError } from "commander";
import { asOfOption, editionOption, grantedOption } from "../options/judging";
import { parseList } from "../options/list";
import { addConfigOptions } from "../options/settings-option";
import type { CommandResult, Context } from "../shell/context";

const HELP = `
Without --sku: in how many regions each model version is offered, by SKU; with one --region, whether it is offered there.
With --sku: a table of model versions by regions; if the SKU has none of the models, the SKUs that do. Separate several
names with blanks or commas, or repeat the option. Names of models, versions and regions may be patterns: "gpt-4o*".

Examples:
  $ azure-openai-guard matrix
  $ azure-openai-guard matrix --sku GlobalStandard --model "gpt-4.1*" --geography "United States"
  $ azure-openai-guard matrix --region swedencentral
  $ azure-openai-guard matrix --sku Standard --status restricted --granted gpt-image-1
  $ azure-openai-guard matrix --html matrix.html
  $ azure-openai-guard matrix --edition catalog.json --compare 2025-06-16 --html changes.html

The page is one file that loads nothing. It contains the whole matrix; at first it shows what the options ask for.

Exit codes:
  0  shown, or written
  2  a wrong option, a name that the edition does not have, a page that cannot be written`;

/**
 * Adds the command `matrix`.
 * @param finish shows the result of a command and writes its files.
 */
export function addMatrixCommand(
  command: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  addConfigOptions(command)
    .summary("show which models are offered in which regions")
    .description("Shows which model versions are offered in which regions, as a table, as data, or as an HTML page.")
    .option(
      "-s, --sku <name...>",
      "SKUs, or standard-training, global-training, data-zone-training, developer-training, assistants (default: all, counted)",
      parseList,
    )
    .option("-p, --purpose <purpose>", "only inference, fine-tuning or assistants")
    .option("-m, --model <name...>", "only these models (default: all that are offered somewhere)", parseList)
    .option("--model-version <version...>", "only these versions", parseList)
    .option("-r, --region <region...>", "only these regions (default: all where something is offered)", parseList)
    .option("--geography <name...>", "only regions of these geographies, or groups of them: Japan,Europe", parseList)
    .option("--status <status...>", "only cells with this status: available, restricted, undocumented, ...", parseList)
    .option("--all", "also models and regions where nothing is offered")
    .addOption(grantedOption())
    .addOption(editionOption())
    .option("--compare <edition>", "mark what differs from this edition: an id, latest or a file")
    .option("--changes", "with --compare: only changed cells")
    .addOption(asOfOption())
    .option("--json", "every cell as JSON")
    .option("--csv", "every cell as CSV, with its citations")
    .option("-H, --html <file>", 'write an HTML page; "-" is standard output', parseFile)
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
