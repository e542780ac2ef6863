/**
 * The command line: puts the grammars of the commands together, and runs the command that the arguments name. Commands
 * load when they run: `--help` and `--version` must not wait for a catalog.
 */
import { Command, CommanderError } from "commander";
import { escapeText } from "../policy/escape";
import { addCatalogCommands } from "./catalog/program";
import { addCheckCommand } from "./check/program";
import { addCompletionCommand } from "./completion/program";
import { addConfigCommands } from "./config/program";
import { addExplainCommand } from "./explain/program";
import { addExplainErrorCommand } from "./explain-error/program";
import { addMatrixCommand } from "./matrix/program";
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
  // Commander writes without waiting; its texts are held until it is done.
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

  addCheckCommand(program, context, finish);
  addConfigCommands(program, context, finish);
  addExplainCommand(program, context, finish);
  addExplainErrorCommand(program, context, finish);
  addPlaceCommand(program, context, finish);
  addMatrixCommand(program.command("matrix"), context, finish);
  addCatalogCommands(program.command("catalog"), context, finish);
  addCompletionCommand(program, finish);
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

/** After a mistyped option, a command says how to get its help; a group of commands shows its help at once. */
function namesOfHelp(command: Command, path: readonly string[]): void {
  for (const child of command.commands) {
    const words = [...path, child.name()];
    const isGroup = child.commands.length > 0;
    child.showHelpAfterError(isGroup ? true : `(run "${words.join(" ")} --help" for help)`);
    namesOfHelp(child, words);
  }
}

class VersionAsked extends Error {}

/** The version, with the edition in force here. Faulty settings must not hide the version. */
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
