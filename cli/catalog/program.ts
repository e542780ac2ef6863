/**
 * The grammar of `catalog`, whose commands make, show and compare editions. This folder may import the catalog, policy/
 * (for `impact`), and what commands share.
 */
import { type Command, InvalidArgumentError, Option } from "commander";
import { parseDate } from "../options/date";
import { asOfOption } from "../options/judging";
import { parseList } from "../options/list";
import { addConfigOptions } from "../options/settings-option";
import type { CommandResult, Context } from "../shell/context";

const IMPORT_HELP = `
Files:
  --arm: the models lists of regions, as Azure gives them to your subscription, whole or in pages:
         az cognitiveservices model list --location eastus2 > eastus2.json
         The file's name says the region, and the day if you like: eastus2.json, eastus2.2026-08-22.json.
         Other names: eastus2=FILE; other days: 2026-08-22:FILE, eastus2=2026-08-22:FILE.
  --docs: Markdown pages from the repository of Microsoft's documentation, or directories of them: where models are
         available, the retirement schedule, fine-tuning. Title, headings and tables say what a page is about. If they
         do not name the deployment type, give it: DataZoneStandard=FILE, assistants=FILE, fine-tuning=FILE.
         The import refuses a page about something else (priority processing, other vendors, Azure Government), or skips
         it in a directory. Each page keeps its own date.
  A list closes its region: what the list does not have is not available there. A filtered list would close it wrongly:
  give it with --partial. For other regions the tables decide, and then the base edition. Standard training and the
  Assistants regions come only from documents.

Examples:
  $ azure-openai-guard catalog import --arm lists/*.json --out catalog.json
  $ azure-openai-guard catalog import --docs pages/ --out catalog.json
  $ azure-openai-guard catalog import --arm eastus2.json --base catalog.json --id 2026-07-01 --out newer.json

Exit codes:
  0  the edition is written
  2  nothing is written: a wrong option, or a file that cannot be used`;

const REFRESH_HELP = `
It runs the Azure CLI with your login: az account show, az provider show, and for each region
az cognitiveservices model list and az cognitiveservices usage list, four at a time. It reads and writes no token. It
tries again if Azure asks to wait, or a call takes too long. It writes nothing before it has all answers.
The summary compares the new edition with the one that it replaces, the first time with the base edition. Regions that
fail, or that --region leaves out, keep their lists.

Examples:
  $ az login
  $ azure-openai-guard catalog refresh
  $ azure-openai-guard catalog refresh --region eastus2,swedencentral --out catalog.json
  $ azure-openai-guard catalog refresh --keep lists --format markdown stacks/*.json > summary.md

Exit codes:
  0  the edition is written
  2  a region failed, and the edition is written without it (0 with --partial); or nothing is written: a wrong option,
     nobody is logged in, no region answered`;

const LIST_HELP = `
Exit codes:
  0  listed
  2  a wrong option, or a file that cannot be read or is not an edition`;

const SHOW_HELP = `
Examples:
  $ azure-openai-guard catalog show latest --sku GlobalStandard --region eastus2 swedencentral

Exit codes:
  0  shown
  2  a wrong option, or a file that is not an edition`;

const VALIDATE_HELP = `
Exit codes:
  0  all files are valid editions
  1  a file is not, or cannot be read
  2  a wrong option`;

const DIFF_HELP = `
Examples:
  $ azure-openai-guard catalog diff 2025-06-16 catalog.json

Exit codes, like diff(1):
  0  no differences
  1  differences
  2  a wrong option, or a file that is not an edition`;

const IMPACT_HELP = `
Examples:
  $ pulumi stack export --stack prod > prod.json
  $ azure-openai-guard catalog impact 2025-06-16 catalog.json prod.json

Exit codes:
  0  nothing changes
  1  something changes
  2  a wrong option, or a file that cannot be read (the other files are still judged)`;

const VERIFY_HELP = `
Examples:
  $ azure-openai-guard catalog verify
  $ azure-openai-guard catalog verify catalog.json --source lists/*.json

Exit codes:
  0  everything that could be compared is the same
  1  something differs
  2  a wrong option, or a file that cannot be read`;

const SUMMARY_FORMATS = ["text", "json", "markdown"];

/** @throws InvalidArgumentError unless the text is a number of seconds. */
function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 3600) return seconds;
  throw new InvalidArgumentError("Expected seconds, 1 to 3600.");
}

/**
 * Adds the sub-commands: only declarations, one paragraph for each.
 * @param finish shows the result of a command and writes its files.
 */
export function addCatalogCommands(
  catalog: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  catalog.summary("make, show and compare editions").description("Makes, shows and compares editions of the catalog.");

  catalog
    .command("import")
    .summary("make an edition from lists and pages")
    .description(
      "Makes a new edition from models lists of Azure Resource Manager and pages of Microsoft's documentation.",
    )
    .option("--arm <file...>", 'models lists of regions; "-" is standard input')
    .option("--docs <file...>", 'Markdown pages of the documentation, or directories of them; "-" is standard input')
    .option("--base <edition>", "edition to start from: an embedded id, latest or a file (default: 2025-06-16)")
    .option("--retrieved <date>", "day of the files without a day, YYYY-MM-DD (default: today)", parseDate)
    .option("--partial", "the models lists were filtered: they add models, and close no region")
    .option("--date <date>", "date of the new edition (default: that of its newest source)", parseDate)
    .option("--id <id>", "id of the new edition (default: its date)")
    .option("-o, --out <file>", "where to write it (default: ID.json)")
    .option("--force", "replace the file if it exists")
    .option("--json", "the summary as JSON")
    .addHelpText("after", IMPORT_HELP)
    .action(async (options) => {
      const { importFiles } = await import("./import.js");
      await finish(await importFiles(options, context));
    });

  addConfigOptions(catalog.command("refresh"))
    .summary("make an edition of what Azure offers now")
    .description("Asks Azure what the subscription may deploy in each region, and makes an edition from the answers.")
    .argument("[file...]", "plans or states, as for check: the summary says what changes for them")
    .option("--az <path>", "the Azure CLI (default: az on PATH)")
    .option("--subscription <name>", "id or name (default: the one that is logged in)")
    .option("-r, --region <region,...>", "only these regions (default: all of the provider's)", parseList)
    .option("--partial", "exit code 0 even if a region failed")
    .option("--timeout <seconds>", "time for one call of the Azure CLI (default: 120)", parseSeconds)
    .option("--keep <directory>", "keep the lists in this directory: models/ and usage/")
    .option("--base <edition>", "edition to start from: an embedded id, latest or a file (default: latest)")
    .option("--id <id>", "id of the new edition (default: its date)")
    .option("-o, --out <file>", "where to write it; replaces an edition (default: catalog.json)")
    .addOption(new Option("-f, --format <format>", "layout of the summary").choices(SUMMARY_FORMATS).default("text"))
    .addHelpText("after", REFRESH_HELP)
    .action(async (files, options) => {
      const { refresh } = await import("./refresh/refresh.js");
      await finish(await refresh(files, options, context));
    });

  catalog
    .command("list")
    .summary("list editions")
    .description("Lists the embedded editions, and those of files and directories.")
    .argument("[path...]", "edition files, or directories of them")
    .option("--json", "the list as JSON, with sources")
    .addHelpText("after", LIST_HELP)
    .action(async (names, options) => {
      const { list } = await import("./list.js");
      await finish(list(names, options, context.cwd));
    });

  catalog
    .command("show")
    .summary("show an edition as a table")
    .description("Shows an edition as a table: model versions by regions.")
    .argument("[edition]", "embedded id, latest or file (default: 2025-06-16)")
    .option("-s, --sku <name>", "SKU, or standard-training, global-training, assistants", "Standard")
    .option("-m, --model <name...>", "only these models (default: all that are offered somewhere)", parseList)
    .option("-r, --region <region...>", "only these regions (default: all where something is offered)", parseList)
    .option("--json", "every cell as JSON, with retirements")
    .addHelpText("after", SHOW_HELP)
    .action(async (name, options) => {
      const { show } = await import("./show.js");
      await finish(show(name, options, context));
    });

  catalog
    .command("validate")
    .summary("check edition files")
    .description("Checks edition files: their format, their hash, and that no two have the same id.")
    .argument("<path...>", "edition files, or directories of them")
    .addHelpText("after", VALIDATE_HELP)
    .action(async (names) => {
      const { validate } = await import("./list.js");
      await finish(validate(names, context.cwd));
    });

  catalog
    .command("diff")
    .summary("compare two editions")
    .description("Compares the verdicts, retirements, default versions and access conditions of two editions.")
    .argument("<from>", "embedded id, latest or file")
    .argument("<to>", "embedded id, latest or file")
    .option("--json", "every change as JSON")
    .addHelpText("after", DIFF_HELP)
    .action(async (from, to, options) => {
      const { diff } = await import("./diff.js");
      await finish(diff(from, to, options, context.cwd));
    });

  addConfigOptions(catalog.command("impact"))
    .summary("show what another edition changes for plans and states")
    .description("Judges plans and states by two editions, and shows the resources with different findings.")
    .argument("<from>", "embedded id, latest or file")
    .argument("<to>", "embedded id, latest or file")
    .argument("<file...>", 'plans or states, as for check; "-" is standard input')
    .addOption(asOfOption())
    .option("--json", "every change as JSON, with the findings")
    .addHelpText("after", IMPACT_HELP)
    .action(async (from, to, files, options) => {
      const { impact } = await import("./impact.js");
      await finish(await impact(from, to, files, options, context));
    });

  catalog
    .command("verify")
    .summary("compare an edition with its sources")
    .description("Computes the hash of an edition, makes the edition again from its sources, and compares both.")
    .argument("[edition...]", "embedded ids, latest or files (default: every embedded edition)")
    .option("--source <file...>", "the files that the editions were imported from")
    .option("--base <edition>", "the edition that they started from, if it is not embedded")
    .option("--json", "the result as JSON")
    .addHelpText("after", VERIFY_HELP)
    .action(async (names, options) => {
      const { verify } = await import("./verify.js");
      await finish(await verify(names, options, context.cwd));
    });
}
