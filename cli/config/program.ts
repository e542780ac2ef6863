/** The grammar of `config` and `rules`. */
import { type Command, Option } from "commander";
import { SETTINGS_FILE, SETTINGS_VARIABLE } from "../../policy/settings/names";
import { parseDate } from "../options/date";
import { asOfOption } from "../options/judging";
import { addConfigOptions } from "../options/settings-option";
import type { CommandResult, Context } from "../shell/context";

const HELP = `
Settings come from the file that --config names, else from the one that the environment variable
${SETTINGS_VARIABLE} names, else from ${SETTINGS_FILE} in the working directory or the nearest folder above.

Examples:
  $ azure-openai-guard config init
  $ azure-openai-guard config validate
  $ azure-openai-guard config print --config prod.yaml --format json
  $ azure-openai-guard config schema > settings.schema.json

Exit codes:
  0  the settings are valid
  2  they have a mistake, or a file that they name is missing`;

/** Adds `config`, with its sub-commands. */
export function addConfigCommand(
  program: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  const config = program
    .command("config")
    .summary("show, check or start a settings file")
    .description("Shows the settings in force, checks a settings file, or writes one to start from.")
    .addHelpText("after", HELP);
  addConfigOptions(config.command("print"))
    .summary("show the settings in force, and where they were set")
    .description("Shows the level and the settings of every rule, accounts, granted access and waivers.")
    .addOption(formatOption())
    .option("--as-of <date>", "judge waivers as of this date, YYYY-MM-DD (default: today)", parseDate)
    .action(async (options) => {
      const { printConfig } = await import("./config.js");
      await finish(printConfig(options, context));
    });
  addConfigOptions(config.command("validate"))
    .summary("check the settings, their overlay and their edition")
    .description("Reads the settings with all files that they name, and reports every mistake.")
    .addOption(asOfOption())
    .action(async (options) => {
      const { validateConfig } = await import("./validate.js");
      await finish(await validateConfig(options, context));
    });
  config
    .command("init")
    .summary("write a settings file to start from")
    .description(`Writes a commented ${SETTINGS_FILE} for the Pulumi program in the working directory.`)
    .option("-o, --out <file>", `where to write it (default: ${SETTINGS_FILE})`)
    .option("--force", "replace the file if it exists")
    .action(async (options) => {
      const { initConfig } = await import("./init.js");
      await finish(await initConfig(options, context));
    });
  config
    .command("schema")
    .summary("print the JSON Schema of a settings file")
    .description("Prints the JSON Schema of a settings file, for editors.")
    .action(async () => {
      const { printSchema } = await import("./config.js");
      await finish(printSchema());
    });
}

/** Adds `rules`. */
export function addRulesCommand(
  program: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  addConfigOptions(program.command("rules"))
    .summary("list the rules with their levels")
    .description("Lists every rule with its description and its level in force.")
    .addOption(formatOption())
    .action(async (options) => {
      const { listRules } = await import("./rules.js");
      await finish(listRules(options, context));
    });
}

function formatOption(): Option {
  return new Option("-f, --format <format>", "text or json").choices(["text", "json"]).default("text");
}
