/** Azure's codes of errors, in every form in which tools write them. */
import type { SearchedText } from "./text";
import { ERROR_KINDS, type ErrorKind, KIND_OF_CODE, WORDINGS } from "./wordings";

/** A code in a text. */
export interface FoundCode {
  readonly code: string;
  /** Its position in the clean text. */
  readonly place: number;
}

/** A code that means an error of one kind. */
export interface TellingCode extends FoundCode {
  readonly kind: ErrorKind;
  /** The text after it, up to the next such code. */
  readonly behind: string;
}

export const KNOWN_CODES: readonly string[] = [...new Set(ERROR_KINDS.map((kind): string => WORDINGS[kind].code))];

/** Codes that wrap another error, or that tell nothing. */
const WRAPPERS = new Set([
  "InvalidTemplateDeployment",
  "InvalidTemplate",
  "DeploymentFailed",
  "ResourceDeploymentFailure",
  "MultipleErrorsOccurred",
  "BadRequest",
  "Conflict",
  "Error",
]);

/** `Code="X"`, `"code": "X"`, `Error code = X`, `Error type: X`; `(X) `; `X: message` at the start of a line. */
const FORMS =
  /\b(?:code|error type)\W{1,8}([A-Z][A-Za-z]{3,63})\b|\(([A-Z][A-Za-z]{3,63})\)(?=\s)|^(?:error: ?)?([A-Z][A-Za-z]{3,63}): /gim;
const CODE = /^[A-Z][a-z]+(?:[A-Z][A-Za-z]*)*$/;
/** Without "code" before it, a single word is probably not a code. */
const SEVERAL_WORDS = /[a-z][A-Z]/;
/** Errors of programming languages look like codes. */
const EXCEPTION = /^[A-Z][a-z]+Error$|(?:Exception|Warning)$/;

const TELLING = new RegExp(`(?<![A-Za-z])(?:${[...KIND_OF_CODE.keys()].join("|")})(?![A-Za-z])`, "g");
/** How many characters after a code are read. */
const BEHIND = 400;

/** The codes that mean an error of one kind, anywhere in the text. */
export function* tellingCodes({ text }: SearchedText): Generator<TellingCode> {
  for (const { 0: code, index: place } of text.matchAll(TELLING)) {
    const kind = KIND_OF_CODE.get(code);
    if (kind === undefined) continue;
    const [behind = ""] = text.slice(place + code.length, place + code.length + BEHIND).split(TELLING, 1);
    yield { code, kind, place, behind };
  }
}

/** Each code of a text once, at its first position; at most `most` codes. */
export function codesIn({ text }: SearchedText, most: number): FoundCode[] {
  const found = new Map<string, number>();
  for (const code of KNOWN_CODES) {
    const place = text.indexOf(code);
    if (place !== -1) found.set(code, place);
  }
  for (const match of text.matchAll(FORMS)) {
    const code = match[1] ?? match[2] ?? match[3] ?? "";
    if (found.size >= most) break;
    if (match[1] === undefined && !SEVERAL_WORDS.test(code)) continue;
    if (!CODE.test(code) || WRAPPERS.has(code) || EXCEPTION.test(code) || found.has(code)) continue;
    found.set(code, match.index);
  }
  return [...found].map(([code, place]) => ({ code, place }));
}
