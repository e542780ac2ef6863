/** Explained errors, for people and as JSON. Of the text itself nothing is shown but names, codes and numbers. */
import { createColors } from "picocolors";
import type { ErrorExplanation, ExplainErrorsOptions, ExplainedErrors } from "../../policy/errors/explain";
import type { Recognised } from "../../policy/errors/recognise";
import { WORDINGS } from "../../policy/errors/wordings";
import { safe } from "../../policy/text";
import { citationLines } from "../../policy/words/citations";
import { didYouMeanLine } from "../../policy/words/verdicts";
import { escapeJson, escapeTerminal } from "../shell/escape";

type Colors = ReturnType<typeof createColors>;

/** What one input holds. */
export interface Source {
  /** The file; "-" for standard input, absent for text that was given as argument. */
  readonly name?: string;
  readonly recognised: Recognised;
  readonly explained: ExplainedErrors;
}

const WIDTH = 110;

/** Each error with what is to blame, why, where that stands and what would pass. */
export function errorsText(
  sources: readonly Source[],
  options: ExplainErrorsOptions,
  { color }: { readonly color: boolean },
): string {
  const colors = createColors(color);
  const several = sources.length > 1;
  const blocks = sources.flatMap((source) => {
    const { errors, otherCodes } = source.explained;
    const codes = otherCodes.map(
      ({ code, line }) => `${placeText(source, line, several)}: ${safe(code)}, without a message that is known`,
    );
    const explained = errors.map((e) => errorLines(e, source, several, colors));
    if (errors.length > 0)
      return [...explained, ...(codes.length > 0 ? [["Also named:", ...codes.map((c) => `  ${c}`)]] : [])];
    return [nothingLines(source, several, codes)];
  });
  const edition = options.edition.id;
  const all = sources.flatMap(({ explained }) => explained.errors);
  const omitted = sources.reduce((sum, { explained }) => sum + explained.omitted, 0);
  const more = omitted > 0 ? `; ${omitted} more are not, there are too many` : "";
  const closing =
    all.length > 0
      ? [[`${all.length} ${all.length === 1 ? "error" : "errors"} explained by edition ${edition}${more}`]]
      : [];
  return `${[...blocks, ...closing].map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function errorLines(e: ErrorExplanation, source: Source, several: boolean, colors: Colors): string[] {
  const { error } = e;
  const times = error.times > 1 ? ` (${error.times} times)` : "";
  const where = placeText(source, error.line, several);
  const asked = askedText(e, source.recognised);
  const paint = e.blame === "nothing" ? colors.yellow : colors.red;
  return [
    `${colors.bold(`${where}${times}: ${error.code}`)}${asked === "" ? "" : `: ${asked}`}`,
    ...wrap(e.blame === "unknown" ? e.why : `To blame: ${e.why.charAt(0).toLowerCase()}${e.why.slice(1)}`, "  ").map(
      (l, i) => (i === 0 ? l.replace("To blame:", paint("To blame:")) : l),
    ),
    ...didYouMeanLine(e.didYouMean).map((l) => `  ${escapeTerminal(l)}`),
    ...citationLines(e.citations).map((l) => `  ${escapeTerminal(l)}`),
    ...(e.waysOut.length > 0
      ? wrap(
          `${e.waysOutUntested ? "May help, untested against quota and access" : "Would pass"}: ${e.waysOut.join("; or ")}.`,
          "  ",
        )
      : []),
    ...e.notes.flatMap((note) => wrap(note, "  ")),
  ];
}

function nothingLines(source: Source, several: boolean, codes: readonly string[]): string[] {
  const names = [...new Set(Object.values(WORDINGS).map(({ code }) => code))];
  return [
    `${several || source.name !== undefined ? `${sourceText(source)}: ` : ""}no Azure OpenAI error recognised`,
    ...wrap(
      `Looked for the messages of ${names.join(", ")} that are about deployments of models and their accounts.`,
      "  ",
    ),
    ...(codes.length > 0 ? ["  Codes that stand there:", ...codes.map((c) => `    ${c}`)] : []),
    ...(source.name === undefined ? ["  It was read as text, since no file has this name."] : []),
  ];
}

function sourceText({ name }: Source): string {
  return name === undefined ? "the text" : name === "-" ? "standard input" : escapeTerminal(name);
}

function placeText(source: Source, line: number, several: boolean): string {
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
  // The region is nothing to what is about neither a model nor an account.
  const isAside = regionFrom !== "message" && asked.model === undefined && !error.kind.startsWith("account-");
  const region =
    asked.region === undefined || regionFrom === undefined || isAside
      ? []
      : [`in ${safe(asked.region)}${from[regionFrom]}`];
  return [...(fineTuned ? ["a fine-tuned"] : []), ...name, ...sku, ...region].map(escapeTerminal).join(" ");
}

/** Breaks a sentence, made safe to print, at blanks; citations and commands stay whole where they are longer. */
function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of escapeTerminal(text).split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  // Only now is it known what stands at the start of a line.
  return [...lines, line].map((l, i) => escapeTerminal(`${indent}${i === 0 ? "" : "  "}${l}`));
}

/** The same as JSON, of version 1: keys that are there stay. */
export function errorsJson(sources: readonly Source[], { edition, today }: ExplainErrorsOptions): string {
  const json = {
    version: 1,
    edition: { id: edition.id, date: edition.data.date, hash: edition.data.hash },
    asOf: today,
    errors: sources.flatMap((source) =>
      source.explained.errors.map(({ error, asked, regionFrom, waysOutUntested, ...explained }) => ({
        ...(source.name === undefined ? {} : { file: source.name }),
        line: error.line,
        times: error.times,
        kind: error.kind,
        code: error.code,
        ...(error.incomplete ? { incomplete: true } : {}),
        ...asked,
        ...(regionFrom === undefined ? {} : { regionFrom }),
        ...(error.format === undefined ? {} : { format: error.format }),
        ...(error.quota === undefined ? {} : { quota: error.quota }),
        ...(error.since === undefined ? {} : { since: error.since }),
        ...(error.capacity === undefined ? {} : { capacity: error.capacity }),
        ...explained,
        waysOutUntested,
      })),
    ),
    otherCodes: sources.flatMap((source) =>
      source.explained.otherCodes.map((code) => ({
        ...(source.name === undefined ? {} : { file: source.name }),
        ...code,
      })),
    ),
    omitted: sources.reduce((sum, { explained }) => sum + explained.omitted, 0),
  };
  return `${escapeJson(JSON.stringify(json, null, 2))}\n`;
}
