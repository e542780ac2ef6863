/** Explained errors for people. It shows only names, codes and numbers of the text itself. */
import { createColors } from "picocolors";
import type { ErrorExplanation, ExplainErrorsOptions, ExplainedErrors } from "../../policy/errors/explain";
import type { Recognised } from "../../policy/errors/recognise";
import { WORDINGS } from "../../policy/errors/wordings";
import { escapeTerminal } from "../../policy/escape";
import { safe } from "../../policy/text";
import { citationLines } from "../../policy/words/citations";
import { didYouMeanLine } from "../../policy/words/verdicts";

/** The errors of one input. */
export interface ExplainedInput {
  /** The file; "-" for standard input, absent for a text that was given as argument. */
  readonly name?: string;
  readonly recognised: Recognised;
  readonly explained: ExplainedErrors;
}

export interface TextOptions {
  readonly color: boolean;
  /** Width of the terminal, if there is one. */
  readonly columns?: number;
}

/** Lines are no longer than this, and no shorter than {@link NARROWEST} even on a narrow terminal. */
const WIDEST = 110;
const NARROWEST = 40;

/** Lines that belong together. */
interface TextBlock {
  readonly lines: readonly string[];
  /** The start of the first line, which stands out. */
  readonly title?: string;
  /** The colour of "To blame:". */
  readonly color?: "red" | "yellow";
}

/** Each error: what is to blame, why, what would pass, and where it is written. */
export function errorsText(
  sources: readonly ExplainedInput[],
  options: ExplainErrorsOptions,
  layout: TextOptions,
): string {
  const width = Math.max(NARROWEST, Math.min(WIDEST, layout.columns ?? WIDEST));
  const several = sources.length > 1;
  const blocks = sources.flatMap((source): TextBlock[] => {
    const { errors, otherCodes } = source.explained;
    const codes = otherCodes.map(
      ({ code, line }) => `${errorPlaceText(source, line, several)}: ${safe(code)}, without a message that is known`,
    );
    if (errors.length === 0) return [{ lines: nothingLines(source, several, codes, width) }];
    return [
      ...errors.map((e) => errorBlock(e, source, several, width)),
      ...(codes.length > 0 ? [{ lines: ["Also named:", ...codes.map((c) => `  ${c}`)] }] : []),
    ];
  });
  const all = sources.flatMap(({ explained }) => explained.errors);
  const omitted = sources.reduce((sum, { explained }) => sum + explained.omitted, 0);
  const more = omitted > 0 ? `; ${omitted} more are not, there are too many` : "";
  const closing = `${all.length} ${all.length === 1 ? "error" : "errors"} explained by edition ${options.edition.id}${more}`;
  if (all.length > 0) blocks.push({ lines: [closing] });
  return `${blocks.map((block) => finished(block, layout).join("\n")).join("\n\n")}\n`;
}

/** Finished lines. They are escaped after the layout, because a line break can put anything at the start of a line. */
function finished({ lines, title, color = "red" }: TextBlock, layout: TextOptions): string[] {
  const colors = createColors(layout.color);
  const head = title === undefined ? "" : escapeTerminal(title);
  return lines.map(escapeTerminal).map((line, i) => {
    if (title === undefined) return line;
    if (i === 0) return line.startsWith(head) ? colors.bold(head) + line.slice(head.length) : line;
    return line.replace(/^ {2}To blame:/, `  ${colors[color]("To blame:")}`);
  });
}

function errorBlock(e: ErrorExplanation, source: ExplainedInput, several: boolean, width: number): TextBlock {
  const { error } = e;
  const times = error.times > 1 ? ` (${error.times} times)` : "";
  const title = `${errorPlaceText(source, error.line, several)}${times}: ${error.code}`;
  const asked = askedText(e, source.recognised);
  const passes = e.waysOutUntested ? "May help, untested against quota and access" : "Would pass";
  return {
    title,
    color: e.blame === "nothing" ? "yellow" : "red",
    lines: [
      `${title}${asked === "" ? "" : `: ${asked}`}`,
      ...wrap(e.blame === "unknown" ? e.why : `To blame: ${e.why.charAt(0).toLowerCase()}${e.why.slice(1)}`, width),
      ...didYouMeanLine(e.didYouMean).map((l) => `  ${l}`),
      ...(e.waysOut.length > 0 ? wrap(`${passes}: ${e.waysOut.join("; or ")}.`, width) : []),
      ...citationLines(e.citations).map((l) => `  ${l}`),
      ...e.notes.flatMap((note) => wrap(note, width)),
    ],
  };
}

function nothingLines(source: ExplainedInput, several: boolean, codes: readonly string[], width: number): string[] {
  const names = [...new Set(Object.values(WORDINGS).map(({ code }) => code))];
  return [
    `${several || source.name !== undefined ? `${sourceText(source)}: ` : ""}no Azure OpenAI error recognised`,
    ...wrap(
      `Looked for the messages of ${names.join(", ")} that are about deployments of models and their accounts.`,
      width,
    ),
    ...(codes.length > 0 ? ["  Codes in the text:", ...codes.map((c) => `    ${c}`)] : []),
    ...(source.name === undefined ? ["  It was read as text, since no file has this name."] : []),
  ];
}

function sourceText({ name }: ExplainedInput): string {
  return name === undefined ? "the text" : name === "-" ? "standard input" : name;
}

function errorPlaceText(source: ExplainedInput, line: number, several: boolean): string {
  return several ? `${sourceText(source)}, line ${line}` : `line ${line}`;
}

/** "gpt-4o 2024-05-13 as Standard in francecentral" */
function askedText({ asked, error, regionFrom, fineTuned }: ErrorExplanation, { location }: Recognised): string {
  const name = [asked.model, asked.version].filter((x) => x !== undefined).map(safe);
  const sku = asked.sku === undefined ? [] : [`as ${safe(asked.sku)}`];
  const from = {
    message: "",
    option: " (from --region)",
    text: ` (the one location that the text names, line ${location?.line ?? error.line})`,
  };
  // An error that is about neither a model nor an account does not depend on the region.
  const isAside = regionFrom !== "message" && asked.model === undefined && !error.kind.startsWith("account-");
  const region =
    asked.region === undefined || regionFrom === undefined || isAside
      ? []
      : [`in ${safe(asked.region)}${from[regionFrom]}`];
  return [...(fineTuned ? ["a fine-tuned"] : []), ...name, ...sku, ...region].join(" ");
}

/** Breaks a sentence at blanks; a longer word, as in a command, stays whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((l, i) => `  ${i === 0 ? "" : "  "}${l}`);
}
