/**
 * `explain-error`: explains an error of Azure's, or every error of a log. This folder may import policy/errors, and
 * what commands share (inputs, options, shell). This file is the command.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type ExplainErrorsOptions, explainErrors } from "../../policy/errors/explain";
import { recogniseErrors } from "../../policy/errors/recognise";
import { escapeTerminal, quote } from "../../policy/escape";
import { InputError } from "../inputs/input";
import { type BasisOptions, commandBasis } from "../options/basis";
import { regionOption } from "../options/names";
import { emptyNote } from "../options/settings-file";
import { wantsColor } from "../shell/color";
import { type CommandResult, type Context, complaint, EXIT, UsageError } from "../shell/context";
import { errorsJson } from "./json";
import { readText } from "./read";
import { type ExplainedInput, errorsText } from "./text";

export interface ExplainErrorOptions extends BasisOptions {
  readonly region?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** One text to look for errors in. */
type ErrorInput = { readonly file: string } | { readonly text: string };

/**
 * Explains the errors of Azure OpenAI deployments in files, in standard input or in text.
 * @param args files, "-", or text; none means standard input.
 * @returns exit code 0 if it recognised at least one error, 1 if it recognised none, 2 if it could not read an input.
 */
export async function explainError(
  args: readonly string[],
  options: ExplainErrorOptions,
  context: Context,
): Promise<CommandResult> {
  if (args.length === 0 && context.isInputTerminal) {
    throw new UsageError(
      'explain-error needs a FILE, a message in quotes, or a text on standard input (or "-" to type it)',
    );
  }
  const inputs = args.length === 0 ? [{ file: "-" }] : inputsOf(args, context.cwd);
  if (inputs.filter((i) => "file" in i && i.file === "-").length > 1) {
    throw new UsageError("standard input can be read only once: give - one time");
  }
  const { loaded, edition, today, granted } = await commandBasis(options, context);
  const asked: ExplainErrorsOptions = {
    edition,
    today,
    granted,
    ...(options.region === undefined ? {} : { region: regionOption(options.region) }),
  };
  let stderr = emptyNote(loaded).join("");
  let isComplete = true;
  const sources: ExplainedInput[] = [];
  for (const input of inputs) {
    const name = "text" in input ? undefined : input.file;
    try {
      const recognised = recogniseErrors("text" in input ? input.text : await readText(input.file, context));
      sources.push({
        ...(name === undefined ? {} : { name }),
        recognised,
        explained: explainErrors(recognised, asked),
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      isComplete = false;
      stderr += complaint(
        `${name === "-" ? "standard input" : escapeTerminal(name ?? "")}: ${escapeTerminal(error.message)}`,
      );
    }
  }
  const found = sources.some(({ explained }) => explained.errors.length > 0);
  const color = wantsColor({ flag: options.color, env: context.env, isTerminal: context.isTerminal });
  return {
    stdout:
      sources.length === 0
        ? ""
        : options.json
          ? errorsJson(sources, asked)
          : errorsText(sources, asked, {
              color,
              ...(context.columns === undefined ? {} : { columns: context.columns }),
            }),
    stderr,
    exitCode: !isComplete ? EXIT.failed : found ? EXIT.clean : EXIT.findings,
  };
}

/**
 * Distinguishes files from text: an argument that exists is a file, and one with a blank is text. Text after text
 * belongs to it, because a shell removes the quotes of a message and cuts the message at the blanks between them.
 */
function inputsOf(args: readonly string[], cwd: string): ErrorInput[] {
  const inputs: ErrorInput[] = [];
  let before: string | undefined;
  for (const arg of args) {
    const isFile = arg === "-" || existsSync(resolve(cwd, arg));
    if (!isFile && !/\s/.test(arg)) {
      throw new UsageError(
        `${quote(arg)}: there is no such file; to have a message explained, give the whole of it in quotes, or on standard input`,
      );
    }
    if (isFile) {
      inputs.push({ file: arg });
      before = undefined;
      continue;
    }
    if (before !== undefined) inputs.pop();
    before = before === undefined ? arg : `${before} ${arg}`;
    inputs.push({ text: before });
  }
  return inputs;
}
