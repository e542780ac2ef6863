/** The command line's grammar. Commands load when they run: `--help` and `--version` must not wait for a catalog. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { didYouMean, either } from "../policy/did-you-mean";
import { escapeText } from "../policy/escape";
import { addCatalogCommands } from "./catalog/program";
import type { Output } from "./check/outputs";
import { FAIL_ON } from "./check/report";
import { FORMATS } from "./check/reporters";
import { SHELLS } from "./completion/completion";
import { addConfigCommands } from "./config/program";
import { KIND_NAMES } from "./inputs/kind";
import { addMatrixCommand } from "./matrix/program";
import { parseDate } from "./options/date";
import { parseGranted } from "./options/list";
import { addConfigOptions } from "./options/settings-option";
import { addPlaceCommand } from "./place/program";
import { type CommandResult, type Context, complaint, EXIT, OutputError, UsageError } from "./shell/context";

const HELP = `
Examples:
  $ pulumi preview --json --show-sames > plan.json
  $ azure-openai-guard check plan.json
  $ azure-openai-guard explain gpt-4.1-nano --region eastus --sku GlobalStandard

Exit codes:
  0  nothing that blocks
  1  something is blocked, or ruled out
  2  could not run: a wrong option, a file that cannot be read`;

const CHECK_HELP = `
Files:
  the output of "pulumi preview --json" or of "pulumi stack export", what "pulumi preview --save-plan" wrote, or the
  checkpoints of a self-managed backend (.pulumi/stacks), plain or compressed; "-" is standard input. The kind is told
  from the contents; --kind says which it must be. A preview shows only what changes: with --show-sames it has the
  unchanged resources too, which a new deployment may need to tell its region.

  A directory stands for every *.json and *.json.gz in it that is a plan or a state, without node_modules, hidden
  directories, and the backups and history of a backend; so does a glob in quotes for what it matches. Other files that
  are come upon so are counted; one that is given by its name must be a plan or a state.

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
  2  wrong options; a file could not be checked, or no file written; a preview that ended in an error`;

const EXPLAIN_HELP = `
With --region: whether it can be deployed there, why, and where the document says so; without --sku, for each SKU that
the edition covers. Without --region: all that the document says about the model.

Examples:
  $ azure-openai-guard explain gpt-4o
  $ azure-openai-guard explain gpt-4.1-nano 2025-04-14 --sku GlobalStandard --region eastus
  $ azure-openai-guard explain gpt-4o-mini 2024-07-18 --purpose fine-tuning --training standard --region westus
  $ azure-openai-guard explain gpt-image-1 --sku GlobalStandard --region westus3 --granted gpt-image-1
  $ azure-openai-guard explain --batch queries.jsonl > verdicts.jsonl

Batch:
  One JSON object per line, with the keys model, version, sku (Standard if omitted, as in Azure), region, purpose and
  training; model and region are required, other keys are ignored. The output is one JSON verdict per line, in the same
  order: status, reason, citations, conditions, alternatives. A line that is no query, also a blank one, gives
  {"error": ..., "line": N}.

Exit codes:
  0  available, restricted or undocumented (with any SKU, where you gave none); an overview; a batch, whatever its
     verdicts
  1  unavailable, or a name that the document does not have
  2  wrong options, or a batch file that cannot be read`;

const COMPLETION_HELP = `
Examples:
  $ source <(azure-openai-guard completion bash)
  $ azure-openai-guard completion zsh > ~/.azure-openai-guard.zsh; source ~/.azure-openai-guard.zsh
  $ azure-openai-guard completion fish > ~/.config/fish/completions/azure-openai-guard.fish`;

const EXPLAIN_ERROR_HELP = `
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
 * Runs the command line.
 * @param args without the names of node and of the script.
 * @returns the exit code.
 */
export async function run(args: readonly string[], context: Context): Promise<number> {
  let exitCode: number = EXIT.clean;
  const finish = async (result: CommandResult) => {
    exitCode = result.exitCode;
    let written = true;
    await context.writeError(escapeText(result.stderr, { color: true }));
    try {
      if (result.files && result.files.length > 0) await context.writeFiles(result.files);
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      await context.writeError(complaint(error.message));
      exitCode = EXIT.failed;
      written = false;
    }
    if (written || !result.stdoutNeedsFiles) await context.write(result.stdout);
  };
  // Commander writes without waiting; what it says is held until it is done.
  let [stdout, stderr] = ["", ""];
  const program = new Command("azure-openai-guard")
    .description(
      "Tells which Azure OpenAI deployments Microsoft's availability document does not allow, and what would pass instead.",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        stdout += text;
      },
      writeErr: (text) => {
        stderr += text;
      },
    })
    .showHelpAfterError('(run "azure-openai-guard --help" for help)')
    .option("-V, --version", "show the version of the package, and id and hash of the edition")
    .on("option:version", () => {
      throw new VersionAsked();
    })
    .addHelpText("after", HELP);

  addConfigOptions(program.command("check"))
    .summary("check plans and states")
    .description("Checks the deployments of Pulumi plans and states, with the rules of the policy pack.")
    .argument("<file...>", 'plans and states, directories and globs of them; "-" is standard input')
    .addOption(
      new Option("-f, --format <format[=file]>", `${either(FORMATS)}; may be given several times, each with its file`)
        .argParser(parseOutput)
        .default([], "text"),
    )
    .option("--edition <edition>", "judge by this edition: an id, or a file (default: that of the settings)")
    .addOption(new Option("--fail-on <level>", "least level that fails the run").choices(FAIL_ON).default("mandatory"))
    .option("--baseline <file>", "findings that are known: they are counted and fail nothing")
    .option("--write-baseline <file>", "write the findings of this run as a baseline")
    .addOption(
      new Option("-k, --kind <kind>", "take every file for this (default: told from its contents)").choices(KIND_NAMES),
    )
    .option("--require-deployments", "fail if there is no deployment to check")
    .option("--allow-failed-preview", "check a preview that ended in an error, although it is incomplete")
    .option("--verbose", "name every file that is passed over")
    .option(
      "--project <[name=]directory>",
      "directory of the Pulumi program, or of the project of that name (default: found by the project's name)",
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .option("--as-of <date>", "judge as of this date, YYYY-MM-DD (default: today)", parseDate)
    .option("--color", "colour, even where the output is no terminal")
    .option("--no-color", "no colour")
    .addHelpText("after", CHECK_HELP)
    .action(async (files, options) => {
      const { check } = await import("./check/check.js");
      await finish(await check(files, options, context));
    });

  addConfigCommands(program, context, finish);

  addConfigOptions(program.command("explain"))
    .summary("ask what the document says")
    .description("Tells what the document says of a model, or of one deployment.")
    .argument("[model]", "as Azure names it: gpt-4o")
    .argument("[version]", "2024-08-06")
    .option("-s, --sku <name>", "deployment SKU (default: each that the edition covers)")
    .option("-r, --region <region>", 'id or display name: eastus2, "East US 2"')
    .option("-p, --purpose <purpose>", "inference, fine-tuning or assistants (default: inference)")
    .option("-t, --training <kind>", "standard, data-zone, global or developer, for fine-tuning (default: any)")
    .option("-g, --granted <id,...>", "access that Microsoft granted to you, e.g. gpt-image-1", parseGranted)
    .option("--edition <edition>", "ask this edition: an id, or a file (default: that of the settings)")
    .option("--as-of <date>", "judge as of this date, YYYY-MM-DD (default: today)", parseDate)
    .option("--json", "the verdict, or the overview, as JSON")
    .option("-b, --batch <file>", 'answer a file of queries, one JSON object per line; "-" is standard input')
    .option("--color", "colour, even where the output is no terminal")
    .option("--no-color", "no colour")
    .addHelpText("after", EXPLAIN_HELP)
    .action(async (model: string | undefined, version: string | undefined, options) => {
      if (options.batch !== undefined) {
        const single = ["sku", "region", "purpose", "training"].filter((name) => options[name] !== undefined);
        if (model !== undefined) throw new UsageError("--batch takes its queries from the file, not a MODEL as well");
        if (single.length > 0) {
          throw new UsageError(`--batch takes its queries from the file: --${single[0]} cannot go with it`);
        }
        const { batch } = await import("./explain/batch.js");
        exitCode = await batch(options.batch, options, context);
        return;
      }
      if (model === undefined) throw new UsageError("explain needs a MODEL, or --batch FILE");
      const { explain } = await import("./explain/explain.js");
      await finish(await explain(model, version, options, context));
    });

  addConfigOptions(program.command("explain-error"))
    .summary("explain an error of Azure's, or a log of them")
    .description(
      "Tells which of model, version, SKU and region is to blame for what Azure refused, and what would pass.",
    )
    .argument("[input...]", 'files, "-" for standard input, or the message in quotes (default: standard input)')
    .option("-r, --region <region>", "the account's region, for messages that do not name it")
    .option("-g, --granted <id,...>", "access that Microsoft granted to you, e.g. gpt-image-1", parseGranted)
    .option("--edition <edition>", "ask this edition: an id, or a file (default: that of the settings)")
    .option("--as-of <date>", "judge as of this date, YYYY-MM-DD (default: today)", parseDate)
    .option("--json", "as JSON")
    .option("--color", "colour, even where the output is no terminal")
    .option("--no-color", "no colour")
    .addHelpText("after", EXPLAIN_ERROR_HELP)
    .action(async (inputs: readonly string[], options) => {
      const { explainError } = await import("./explain-error/explain-error.js");
      await finish(await explainError(inputs, options, context));
    });

  addPlaceCommand(program, context, finish);
  addMatrixCommand(program.command("matrix"), context, finish);

  addCatalogCommands(program.command("catalog"), context, finish);

  program
    .command("completion")
    .summary("print a completion script for a shell")
    .description("Prints a script that completes commands, options and their values.")
    .addArgument(new Argument("<shell>", either(SHELLS)).choices(SHELLS))
    .addHelpText("after", COMPLETION_HELP)
    .action(async (shell) => {
      const { completionScript } = await import("./completion/completion.js");
      await finish({ stdout: completionScript(shell, program), stderr: "", exitCode: EXIT.clean });
    });
  namesOfHelp(program, [program.name()]);

  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof VersionAsked) {
      const said = await versionText(context);
      stdout += said.stdout;
      stderr += said.stderr;
    } else if (error instanceof UsageError) {
      stderr += error.message.split("\n").map(complaint).join("");
      exitCode = EXIT.failed;
    } else if (error instanceof CommanderError) {
      // Commander ends with 1 where the usage is wrong; 1 means findings here.
      exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.failed;
    } else {
      throw error;
    }
  }
  if (stderr !== "") await context.writeError(escapeText(stderr));
  if (stdout !== "") await context.write(stdout);
  return exitCode;
}

/** Whoever mistypes an option of a command sees how to get help for it; a group of commands shows its help at once. */
function namesOfHelp(command: Command, path: readonly string[]): void {
  for (const child of command.commands) {
    const words = [...path, child.name()];
    const isGroup = child.commands.length > 0;
    child.showHelpAfterError(isGroup ? true : `(run "${words.join(" ")} --help" for help)`);
    namesOfHelp(child, words);
  }
}

class VersionAsked extends Error {}

/** With the edition in force here. Settings that cannot be used must not keep the version from being told. */
async function versionText(context: Context): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { tool } = await import("./shell/version.js");
  const { name, version } = tool();
  const { loadSettings } = await import("./options/settings-file.js");
  const { editionInForce } = await import("./options/edition.js");
  let [edition, stderr] = ["unknown", ""];
  try {
    const { id, data } = await editionInForce(
      loadSettings(undefined, context).settings,
      undefined,
      context.today(),
      context.cwd,
    );
    edition = `${id}, sha256 ${data.hash.slice(0, 12)}`;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr = error.message.split("\n").map(complaint).join("");
  }
  return { stdout: `${name} ${version} (edition ${edition})\n`, stderr };
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
