/** The grammar of `completion`. */
import { Argument, type Command } from "commander";
import { either } from "../../policy/did-you-mean";
import { type CommandResult, type Context, EXIT } from "../shell/context";
import { completionScript, SHELLS } from "./completion";

const HELP = `
Examples:
  $ source <(azure-openai-guard completion bash)
  $ azure-openai-guard completion zsh > ~/.azure-openai-guard.zsh; source ~/.azure-openai-guard.zsh
  $ azure-openai-guard completion fish > ~/.config/fish/completions/azure-openai-guard.fish`;

/**
 * Adds the command. It needs all other commands when it runs.
 * @param finish shows its result.
 */
export function addCompletionCommand(
  program: Command,
  _context: Context,
  finish: (result: CommandResult) => Promise<void>,
): void {
  program
    .command("completion")
    .summary("print a completion script for a shell")
    .description("Prints a script that completes commands, options and their values.")
    .addArgument(new Argument("<shell>", either(SHELLS)).choices(SHELLS))
    .addHelpText("after", HELP)
    .action(async (shell) => {
      await finish({ stdout: completionScript(shell, program), stderr: "", exitCode: EXIT.clean });
    });
}
