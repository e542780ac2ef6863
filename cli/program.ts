/**
 * The grammar of the command line. Commands load when they run: `--help` and `--version` must not wait for a catalog.
 */
import type { Command } from "commander";
import { escapeText } from "../policy/escape";
import { type CommandResult, type Context, complaint, EXIT, OutputError, UsageError } from "./shell/context";

const HELP = `
Examples:
  $ pulumi preview --json --show-sames > plan.json
  $ azure-openai-guard check plan.json
  $ azure-openai-guard explain gpt-4.1-nano --region eastus --sku GlobalStandard

Exit codes:
  0  nothing is blocked
  1  something is blocked, or does not pass
  2  the command could not run: a wrong option, or a file that cannot be read`;

type AddCommand = (
  program: Command,
  context: Context,
  finish: (result: CommandResult) => Promise<void>,
) => void | Promise<void>;

/**
 * The functions that add the commands, in the order of help. A start loads only the grammar of the command that runs.
 */
const COMMANDS: Readonly<Record<string, AddCommand>> = {
  check: async (...to) => (await import("./check/program.js")).addCheckCommand(...to),
  config: async (...to) => (await import("./config/program.js")).addConfigCommand(...to),
  rules: async (...to) => (await import("./config/program.js")).addRulesCommand(...to),
  explain: async (...to) => (await import("./explain/program.js")).addExplainCommand(...to),
  "explain-error": async (...to) => (await import("./explain-error/program.js")).addExplainErrorCommand(...to),
  place: async (...to) => (await import("./place/program.js")).addPlaceCommand(...to),
  matrix: async (program, ...to) =>
    (await import("./matrix/program.js")).addMatrixCommand(program.command("matrix"), ...to),
  catalog: async (program, ...to) =>
    (await import("./catalog/program.js")).addCatalogCommands(program.command("catalog"), ...to),
  completion: async (...to) => (await import("./completion/program.js")).addCompletionCommand(...to),
};

/** The commands that a first argument needs: the one that it names; all for help, completion and unknown arguments. */
function grammarFor(first: string | undefined): readonly AddCommand[] {
  const one =
    first === undefined || first === "completion" || !Object.hasOwn(COMMANDS, first) ? undefined : COMMANDS[first];
  return one === undefined ? Object.values(COMMANDS) : [one];
}

/**
 * Runs the command line.
 * @param args without the names of node and of the script.
 * @returns the exit code.
 */
export async function run(args: readonly string[], context: Context): Promise<number> {
  // Editors and scripts run it often, and it needs no grammar.
  if (args[0] === "--version" || args[0] === "-V") {
    await sayVersion(context);
    return EXIT.clean;
  }
  const { Command, CommanderError } = await import("commander");
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
  // Commander writes without waiting, so its output is collected first.
  let [stdout, stderr] = ["", ""];
  const program = new Command("azure-openai-guard")
    .description(
      "Finds Azure OpenAI deployments that Microsoft's availability documents do not allow, and says what would pass.",
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
    .option("-V, --version", "show the version of the package, and the id and hash of the edition")
    .on("option:version", () => {
      throw new VersionAsked();
    })
    .addHelpText("after", HELP);

  program.hook("preAction", (_, command) => refuseEmptyNames(command));
  for (const add of grammarFor(args[0])) await add(program, context, finish);
  namesOfHelp(program, [program.name()]);

  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof VersionAsked) {
      await sayVersion(context);
    } else if (error instanceof UsageError) {
      stderr += error.message.split("\n").map(complaint).join("");
      exitCode = EXIT.failed;
    } else if (error instanceof CommanderError) {
      // Commander ends with 1 if the usage is wrong; here, 1 means findings.
      exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.failed;
    } else {
      throw error;
    }
  }
  if (stderr !== "") await context.writeError(escapeText(stderr));
  if (stdout !== "") await context.write(stdout);
  return exitCode;
}

async function sayVersion(context: Context): Promise<void> {
  const { versionText } = await import("./options/version-text.js");
  const { stdout, stderr } = await versionText(context);
  await context.writeError(escapeText(stderr));
  await context.write(stdout);
}

/** After a misspelt option of a command, the message names its help; a group of commands shows its help at once. */
function namesOfHelp(command: Command, path: readonly string[]): void {
  for (const child of command.commands) {
    const words = [...path, child.name()];
    const isGroup = child.commands.length > 0;
    child.showHelpAfterError(isGroup ? true : `(run "${words.join(" ")} --help" for help)`);
    namesOfHelp(child, words);
  }
}

const NAMES_A_FILE = /\b(?:file|directory|edition|path|from|to|input)\b/;

/**
 * An empty name would mean the working directory, and everything below it.
 * @throws UsageError if a file, a directory or an edition has one.
 */
function refuseEmptyNames(command: Command): void {
  const options = command.options.map((o) => [o.long ?? o.flags, o.flags, command.getOptionValue(o.attributeName())]);
  const values = command.registeredArguments.map((a, i) => [
    a.name().toUpperCase(),
    a.name(),
    command.processedArgs[i],
  ]);
  for (const [shown, name, value] of [...options, ...values]) {
    if (!NAMES_A_FILE.test(name) || ![value].flat().includes("")) continue;
    throw new UsageError(`${shown} is "", as a variable without a value gives it: expected a name`);
  }
}

class VersionAsked extends Error {}
