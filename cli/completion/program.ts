/** The grammar of `completion`. */
import { Argument, type Command } from "commander";
import { either } from "../../policy/did-you-mean";
import { type CommandResult, EXIT } from "../shell/context";
import { SHELLS } from "./completion";

const HELP = `
Examples:
  $ source <(azure-openai-guard completion bash)
  $ azure-openai-guard completion zsh > ~/.azure-openai-guard.zsh; source ~/.azure-openai-guard.zsh
  $ azure-openai-guard completion fish > ~/.config/fish/completions/azure-openai-guard.fish`;

/** Adds the command. */
export function addCompletionCommand(program: Command, finish: (result: CommandResult) => Promise<void>): void {
  program
    .command("completion")
    .summary("print a completion script for a shell")
    .description("Prints a script that completes commands, options and their values.")
    .addArgument(new Argument("<shell>", either(SHELLS)).choices(SHELLS))
    .addHelpText("after", HELP)
    .action(async (shell) => {
      const { completionScript } = await import("./completion.js");
      await finish({ stdout: completionScript(shell, program), stderr: "", exitCode: EXIT.clean });
    });
}
