/** The grammar of `catalog`. */
import type { Command } from "commander";
import { parseDate } from "../options/date";
import { parseList } from "../options/list";
import { addConfigOptions } from "../options/settings-option";
import type { CommandResult, Context } from "../shell/context";

const IMPORT_HELP = `
Files:
  --arm: the models list of one or many regions, as Azure gives it to your subscription, whole or in pages:
         az cognitiveservices model list --location eastus2 > eastus2.json
         A list that does not tell its region is given with it: eastus2=FILE.
  --docs: Markdown tables of Microsoft's documentation, one per deployment type, as its repository has them
         (articles/.../includes/model-matrix/*.md, fine-tune-models.md). The type is told by the file's name, by the
         heading, or with the file: DataZoneStandard=FILE, assistants=FILE, fine-tuning=FILE.
  A region whose list is given is closed: what the list does not have is not available there. All other regions stay
  as the tables say, and where they do not say, as the base edition. Standard training and the Assistants regions come from documents only.

Examples:
  $ azure-openai-guard catalog import --arm lists/*.json --out catalog.json
  $ azure-openai-guard catalog import --docs model-matrix/*.md --out catalog.json
  $ azure-openai-guard catalog import --arm eastus2.json --base catalog.json --id 2026-07-01 --out newer.json

Exit codes:
  0  the edition is written
  2  nothing is written: a wrong option, or a file that cannot be used`;

const VALIDATE_HELP = `
Exit codes:
  0  all are
  1  one is not, or cannot be read`;

const DIFF_HELP = `
Examples:
  $ azure-openai-guard catalog diff 2025-06-16 catalog.json

Exit codes, as of diff(1):
  0  no differences
  1  differences
  2  a wrong option, or a file that is no edition`;

const IMPACT_HELP = `
Examples:
  $ pulumi stack export --stack prod > prod.json
  $ azure-openai-guard catalog impact 2025-06-16 catalog.json prod.json

Exit codes:
  0  nothing changes
  1  something changes
  2  a wrong option, or a file that cannot be read; the other files are judged all the same`;

const VERIFY_HELP = `
Examples:
  $ azure-openai-guard catalog verify
  $ azure-openai-guard catalog verify catalog.json --source lists/*.json

Exit codes:
  0  all that could be compared is the same
  1  something is not
  2  a wrong option, or a file that cannot be read`;

/**
 * Adds the sub-commands.
 * @param finish shows the result of a command and writes its files.
 */
export function addCatalogCommands(
  catalog: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  catalog
    .summary("bring the catalog up to date, look into it, compare editions")
    .description("Makes, shows and compares editions of the catalog.");

  catalog
    .command("import")
    .summary("make a new edition")
    .description(
      "Makes a new edition out of models lists of Azure Resource Manager, and of tables of Microsoft's documentation.",
    )
    .option("--arm <file...>", 'models lists of regions; "-" is standard input')
    .option("--docs <file...>", 'Markdown tables of the documentation; "-" is standard input')
    .option("--base <edition>", "edition to start from: an embedded id or a file (default: the embedded one)")
    .option("--retrieved <date>", "when the files were got, YYYY-MM-DD (default: today)", parseDate)
    .option("--date <date>", "date of the new edition (default: as --retrieved)", parseDate)
    .option("--id <id>", "id of the new edition (default: its date)")
    .option("-o, --out <file>", "where to write it (default: ID.json)")
    .option("--force", "replace the file if it is there")
    .option("--json", "the summary as JSON")
    .addHelpText("after", IMPORT_HELP)
    .action(async (options) => {
      const { importFiles } = await import("./import.js");
      await finish(await importFiles(options, context));
    });

  catalog
    .command("list")
    .summary("which editions there are")
    .description("Lists the embedded editions, and those of files and directories.")
    .argument("[path...]", "edition files, or directories of them")
    .option("--json", "the list as JSON, with sources")
    .action(async (names, options) => {
      const { list } = await import("./list.js");
      await finish(list(names, options, context.cwd));
    });

  catalog
    .command("show")
    .summary("where an edition offers what")
    .description("Shows an edition as a table: model versions by regions.")
    .argument("[edition]", "embedded id or file (default: the embedded edition)")
    .option("-s, --sku <name>", "SKU, or standard-training, global-training, assistants", "Standard")
    .option("-m, --model <name...>", "these models only (default: all that are offered somewhere)", parseList)
    .option("-r, --region <region...>", "these regions only (default: all where something is offered)", parseList)
    .option("--json", "every cell as JSON, with retirements")
    .action(async (name, options) => {
      const { show } = await import("./show.js");
      await finish(show(name, options, context));
    });

  catalog
    .command("validate")
    .summary("are files sound editions?")
    .description("Checks edition files: their form, their hash, and that no two have the same id.")
    .argument("<path...>", "edition files, or directories of them")
    .addHelpText("after", VALIDATE_HELP)
    .action(async (names) => {
      const { validate } = await import("./list.js");
      await finish(validate(names, context.cwd));
    });

  catalog
    .command("diff")
    .summary("what changes from one edition to another")
    .description("Compares the verdicts, retirements, default versions and access conditions of two editions.")
    .argument("<from>", "embedded id or file")
    .argument("<to>", "embedded id or file")
    .option("--json", "every change as JSON")
    .addHelpText("after", DIFF_HELP)
    .action(async (from, to, options) => {
      const { diff } = await import("./diff.js");
      await finish(diff(from, to, options, context.cwd));
    });

  addConfigOptions(catalog.command("impact"))
    .summary("which deployments change verdict with another edition")
    .description("Judges plans and states by two editions, and shows the resources for which that makes a difference.")
    .argument("<from>", "embedded id or file")
    .argument("<to>", "embedded id or file")
    .argument("<file...>", 'plans or states, as for check; "-" is standard input')
    .option("--as-of <date>", "judge as of this date, YYYY-MM-DD (default: today)", parseDate)
    .option("--json", "every change as JSON, with the findings")
    .addHelpText("after", IMPACT_HELP)
    .action(async (from, to, files, options) => {
      const { impact } = await import("./impact.js");
      await finish(await impact(from, to, files, options, context));
    });

  catalog
    .command("verify")
    .summary("is an edition what its sources give?")
    .description("Computes the hash of an edition, and the edition itself from its sources, and compares.")
    .argument("[edition...]", "embedded ids or files (default: the embedded edition)")
    .option("--source <file...>", "the files that the editions were imported from")
    .option("--base <edition>", "the edition that they started from, where it is not embedded")
    .option("--json", "the result as JSON")
    .addHelpText("after", VERIFY_HELP)
    .action(async (names, options) => {
      const { verify } = await import("./verify.js");
      await finish(await verify(names, options, context.cwd));
    });
}
