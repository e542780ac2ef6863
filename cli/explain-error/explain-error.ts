/** `explain-error`: an Azure error, or a whole log of them, explained. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type ExplainErrorsOptions, explainErrors } from "../../policy/errors/explain";
import { Recogniser } from "../../policy/errors/recognise";
import { readingError } from "../inputs/bytes";
import { type Chunks, fileChunks, textChunks } from "../inputs/chunks";
import { InputError } from "../inputs/input";
import { type AskOptions, askedBy } from "../options/ask";
import { regionOption } from "../options/names";
import { emptyNote } from "../options/settings-file";
import { wantsColor } from "../shell/color";
import { type CommandResult, type Context, complaint, EXIT, UsageError } from "../shell/context";
import { escapeTerminal, quote } from "../shell/escape";
import { errorsJson, errorsText, type Source } from "./text";

export interface ExplainErrorOptions extends AskOptions {
  readonly region?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

const NO_TEXT = "is not text: expected a log or a message in UTF-8 or UTF-16, found other bytes";

/** Something to look for errors in. */
type Input = { readonly file: string } | { readonly text: string };

/**
 * Explains the errors of Azure OpenAI deployments in files, in standard input or in text that was given as argument.
 * @param args files, "-", or text; nothing stands for standard input.
 * @returns exit code 0 where at least one error was recognised, 1 where none was, 2 where an input could not be read.
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
  const { loaded, edition, today, granted } = await askedBy(options, context);
  const asked: ExplainErrorsOptions = {
    edition,
    today,
    granted,
    ...(options.region === undefined ? {} : { region: regionOption(options.region) }),
  };
  let stderr = emptyNote(loaded).join("");
  let isComplete = true;
  const sources: Source[] = [];
  for (const input of inputs) {
    const name = "text" in input ? undefined : input.file;
    try {
      const recognised = await recognise("text" in input ? [Buffer.from(input.text)] : chunksOf(input.file, context));
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
      sources.length === 0 ? "" : options.json ? errorsJson(sources, asked) : errorsText(sources, asked, { color }),
    stderr,
    exitCode: !isComplete ? EXIT.failed : found ? EXIT.clean : EXIT.findings,
  };
}

/**
 * What the arguments stand for: what exists is a file, and what has a blank in it is text. Text that follows text
 * belongs to it: a shell takes the quotes of a message for its own, and cuts it at the blanks between them.
 */
function inputsOf(args: readonly string[], cwd: string): Input[] {
  const inputs: Input[] = [];
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

async function* chunksOf(file: string, context: Context): AsyncGenerator<Uint8Array> {
  if (file !== "-") {
    yield* fileChunks(resolve(context.cwd, file));
    return;
  }
  try {
    yield* context.stdin();
  } catch (error) {
    throw readingError(error);
  }
}

async function recognise(chunks: Chunks | readonly Uint8Array[]) {
  const recogniser = new Recogniser();
  // It is UTF-8 by now; what is not becomes a mark and hurts nothing: logs hold all sorts of bytes.
  const decoder = new TextDecoder("utf-8");
  for await (const chunk of textChunks(asyncly(chunks), NO_TEXT))
    recogniser.push(decoder.decode(chunk, { stream: true }));
  recogniser.push(decoder.decode());
  return recogniser.end();
}

async function* asyncly(chunks: Chunks | readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
