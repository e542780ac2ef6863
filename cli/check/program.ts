/** The grammar of `check`. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { didYouMean, either } from "../../policy/did-you-mean";
import { KIND_NAMES } from "../inputs/kind";
import { asOfOption, colorOption, editionOption, noColorOption } from "../options/judging";
import { addConfigOptions } from "../options/settings-option";
import type { CommandResult, Context } from "../shell/context";
import { FAIL_ON } from "./fail-on";
import type { Output } from "./outputs";
import { FORMATS } from "./reporters";

const HELP = `
Files:
  The output of "pulumi preview --json" or "pulumi stack export", the file of "pulumi preview --save-plan", or the
  checkpoints of a self-managed backend (.pulumi/stacks), plain or compressed; "-" is standard input. The contents show
  the kind; --kind requires one. A preview has only what changes; with --show-sames it also has the unchanged resources,
  and one of them may give the region of a new deployment.

  A directory means every *.json and *.json.gz in it that is a plan or a state, without node_modules, hidden
  directories, and the backups and history of a backend. A glob in quotes means the files that it matches. Other files
  found this way are only counted; a file that you name must be a plan or a state.

Examples:
  $ pulumi preview --json --show-sames | azure-openai-guard check -
  $ pulumi stack export --stack prod > prod.json
  $ azure-openai-guard check prod.json staging.json --format json
  $ azure-openai-guard check plan.json --config policy-config.json
  $ azure-openai-guard check plan.json --format sarif=out.sarif --format github
  $ azure-openai-guard check infra/ 'plans/**/*.json' ~/.pulumi

Exit codes:
  0  no mandatory finding (there may be advice)
  1  at least one mandatory finding
  2  wrong options; a file could not be read or written; a preview that ended in an error`;

/**
 * Adds the command.
 * @param finish shows its result and writes its files.
 */
export function addCheckCommand(
  program: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  addConfigOptions(program.command("check"))
    .summary("check plans and states")
    .description("Checks the deployments in Pulumi plans and states with the rules of the policy pack.")
    .argument("<file...>", 'plans, states, directories or globs; "-" is standard input')
    .addOption(
      new Option("-f, --format <format[=file]>", `${either(FORMATS)}; repeat it for several files`)
        .argParser(parseOutput)
        .default([], "text"),
    )
    .addOption(editionOption())
    .addOption(new Option("--fail-on <level>", "lowest level that fails the run").choices(FAIL_ON).default("mandatory"))
    .option("--baseline <file>", "known findings: they are counted, and fail nothing")
    .option("--write-baseline <file>", "write the findings of this run as a baseline")
    .addOption(
      new Option("-k, --kind <kind>", "read every file as this kind (default: the contents decide)").choices(
        KIND_NAMES,
      ),
    )
    .option("--require-deployments", "fail if there is no deployment to check")
    .option("--allow-failed-preview", "accept a preview that ended in an error, although it is incomplete")
    .option("--verbose", "name every file that is skipped")
    .option(
      "--project <[name=]directory>",
      "directory of the Pulumi program, or of the named project (default: found by the project's name)",
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .addOption(asOfOption())
    .addOption(colorOption())
    .addOption(noColorOption())
    .addHelpText("after", HELP)
    .action(async (files, options) => {
      const { check } = await import("./check.js");
      await finish(await check(files, options, context));
    });
}

function parseOutput(text: string, before: readonly Output[]): readonly Output[] {
  const at = text.indexOf("=");
  const name = at === -1 ? text : text.slice(0, at);
  const format = FORMATS.find((f) => f === name);
  if (format === undefined) throw new InvalidArgumentError(`Unknown format: ${didYouMean(name, FORMATS)}.`);
  if (at === -1) return [...before, { format }];
  const file = text.slice(at + 1);
  if (file === "") throw new InvalidArgumentError(`Expected a file name after "${name}=".`);
  return [...before, { format, file }];
}
