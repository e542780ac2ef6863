/**
 * Azure's refusals read back: this folder finds them in any text, and explains them by the catalog. It may import the
 * catalog, policy/judging and policy/words. This file finds them.
 */
import { codesIn, type FoundCode, KNOWN_CODES, tellingCodes } from "./codes";
import { locationIn } from "./location";
import { type ErrorParts, partsBehindCode, partsOf, policyParts } from "./parts";
import { matches } from "./templates";
import { type SearchedText, searchedText } from "./text";
import { type ErrorKind, WORDINGS, type Wording } from "./wordings";

/** An error in a text, once, however often it occurs. */
export interface RecognisedError extends ErrorParts {
  readonly kind: ErrorKind;
  /** Azure's code for it. */
  readonly code: string;
  /** The line of its first occurrence, counted from 1. */
  readonly line: number;
  readonly times: number;
  /** Set if the text has only the code, or an unknown message after it, and the message would tell more. */
  readonly incomplete?: true;
}

/** A code in a text, without a known message. */
export interface OtherCode {
  readonly code: string;
  readonly line: number;
}

export interface Recognised {
  readonly errors: readonly RecognisedError[];
  /** A few codes near Cognitive Services, without known messages. */
  readonly otherCodes: readonly OtherCode[];
  /** How many errors of the text are left out: more than anybody reads. */
  readonly omitted: number;
  /** The region that the text gives as a location, if it gives exactly one. */
  readonly location?: { readonly region: string; readonly line: number };
}

const NEAR = /cognitive ?services|azure ?open ?ai|openai/i;
const MOST_CODES = 10;
/** A code this many lines from a message belongs to the message. */
const AROUND = 5;
/** Different errors of one text that are kept. */
const MOST_ERRORS = 200;
/** How many characters after the message that a policy forbids something are read: they tell which policy it is. */
const POLICY = 2000;

/** Finds the errors of a text. */
export function recogniseErrors(original: string): Recognised {
  const searched = searchedText(original);
  const whole = new ErrorTally();
  for (const { kind, values, place } of matches(searched)) {
    whole.add(kind, { ...partsOf(values), ...policyOf(kind, searched, place) }, searched.lineAt(place));
  }
  const byCode = new ErrorTally();
  for (const { kind, behind, place } of tellingCodes(searched)) {
    const parts = { ...partsBehindCode(behind), ...policyOf(kind, searched, place) };
    byCode.add(kind, parts, searched.lineAt(place));
  }
  const messages = whole.errors();
  const errors = [...messages, ...withoutMessage(byCode.errors(), messages)];
  const location = locationIn(searched);
  return {
    // A message that is cut short adds nothing to the same one in full.
    errors: errors.filter((e) => !messages.some((o) => o !== e && isCutOf(e, o))).sort((a, b) => a.line - b.line),
    otherCodes: otherCodes(searched, errors),
    omitted: whole.omitted,
    ...(location ? { location: { region: location.region, line: searched.lineAt(location.place) } } : {}),
  };
}

/** Errors by what they are about, with their number of occurrences. */
class ErrorTally {
  private readonly byKey = new Map<string, { readonly error: RecognisedError; times: number }>();
  omitted = 0;

  add(kind: ErrorKind, parts: ErrorParts, line: number): void {
    const { since: _, policyOf: __, quota, ...names } = parts;
    const key = JSON.stringify([kind, names, quota && [quota.required, quota.available]]).toLowerCase();
    const known = this.byKey.get(key);
    if (known) known.times += 1;
    else if (this.byKey.size >= MOST_ERRORS) this.omitted += 1;
    else this.byKey.set(key, { error: { kind, code: WORDINGS[kind].code, ...parts, line, times: 1 }, times: 1 });
  }

  errors(): RecognisedError[] {
    return [...this.byKey.values()].map(({ error, times }) => ({ ...error, times }));
  }
}

function policyOf(kind: ErrorKind, { text }: SearchedText, place: number): ErrorParts {
  return kind === "policy-denied" ? policyParts(text.slice(place, place + POLICY)) : {};
}

/**
 * Errors for which the text has only the code, and no message that belongs to it.
 */
function withoutMessage(byCode: readonly RecognisedError[], whole: readonly RecognisedError[]): RecognisedError[] {
  const codes = new Set(whole.map((e) => e.code));
  const lines = new Set(whole.map((e) => e.line));
  const isBeside = (line: number) => {
    for (let l = line - AROUND; l <= line + AROUND; l++) if (lines.has(l)) return true;
    return false;
  };
  return byCode.flatMap((error): RecognisedError[] => {
    if (codes.has(error.code)) return [];
    const { codeSays }: Wording = WORDINGS[error.kind];
    if (codeSays === "all") return [error];
    return isBeside(error.line) ? [] : [{ ...error, incomplete: true }];
  });
}

/** Codes that belong to no error of the text; any code, if the text is about Cognitive Services. */
function otherCodes(searched: SearchedText, errors: readonly RecognisedError[]): OtherCode[] {
  const known = new Set(errors.map((e) => e.code));
  const isNear = NEAR.test(searched.text);
  return codesIn(searched, 10 * MOST_CODES)
    .filter(({ code }: FoundCode) => !known.has(code) && (isNear || KNOWN_CODES.includes(code)))
    .slice(0, MOST_CODES)
    .map(({ code, place }) => ({ code, line: searched.lineAt(place) }));
}

function isCutOf(cut: RecognisedError, whole: RecognisedError): boolean {
  if (cut.kind !== whole.kind) return false;
  const same = (key: "sku" | "model" | "version") => cut[key] === undefined || cut[key] === whole[key];
  const less = (["sku", "model", "version"] as const).some((k) => cut[k] === undefined && whole[k] !== undefined);
  return less && same("sku") && same("model") && same("version");
}
