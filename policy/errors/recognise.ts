/** Azure's errors in any text: what they say of model, version, SKU and region, and where. */
import { findRegion } from "../../catalog/names/regions";
import { findSku } from "../../catalog/names/skus";
import { clean } from "./clean";
import { ALONE, ERROR_KINDS, type ErrorKind, type Slot, WORDINGS } from "./wordings";

/** What a message names. Names are as the message has them, and hold whatever it holds: escape them to print them. */
export interface ErrorParts {
  readonly model?: string;
  readonly version?: string;
  readonly sku?: string;
  readonly region?: string;
  /** `OpenAI` for the models that the catalog is about. */
  readonly format?: string;
  /** How much capacity was asked for, and how much is left, in the units of the quota. */
  readonly quota?: {
    readonly required: number;
    readonly available: number;
    readonly used?: number;
    readonly limit?: number;
  };
  /** The day since when a model is retired, YYYY-MM-DD. */
  readonly since?: string;
  readonly capacity?: { readonly asked?: number; readonly minimum?: number; readonly maximum?: number };
  /** Kind and SKU of the account, where the message is about it. */
  readonly accountKind?: string;
  readonly accountSku?: string;
}

/** An error that a text holds, however often. */
export interface RecognisedError extends ErrorParts {
  readonly kind: ErrorKind;
  /** Azure's code for it. */
  readonly code: string;
  /** Where it stands first: the line of the text, counted from 1. */
  readonly line: number;
  readonly times: number;
  /** Set where only the code stands there, or a message behind it that is not known. */
  readonly incomplete?: true;
}

/** A code of an error that stands in a text without a message that is known. */
export interface OtherCode {
  readonly code: string;
  readonly line: number;
}

export interface Recognised {
  readonly errors: readonly RecognisedError[];
  /** Codes near Cognitive Services with no message that is known; a few of them. */
  readonly otherCodes: readonly OtherCode[];
  /** How many more there are than are kept: more than anybody reads. */
  readonly omitted: number;
  /** The region that the text gives as a location, where it gives exactly one. */
  readonly location?: { readonly region: string; readonly line: number };
}

/** Squeezed characters that a value may have; what is longer is no value. */
const LONGEST: Readonly<Record<Slot, number>> = {
  sku: 64,
  model: 128,
  version: 64,
  modelVersion: 160,
  identity: 600,
  region: 64,
  required: 12,
  available: 12,
  used: 12,
  limit: 12,
  quota: 200,
  date: 10,
  accountSku: 64,
  accountKind: 64,
  capacity: 12,
  above: 12,
  minimum: 12,
  maximum: 12,
};

const IDENTITY = /^(?:publisher|format):/;
const NUMBER = /^\d+$/;
/** What a value has to look like, squeezed. */
const SHAPE: Partial<Record<Slot, RegExp>> = {
  identity: IDENTITY,
  region: /^[^.,;:/\\{}()]+$/,
  required: NUMBER,
  available: NUMBER,
  used: NUMBER,
  limit: NUMBER,
  date: /^\d{1,2}\/\d{1,2}\/\d{4}$/,
  // Accounts of other services have errors in the same words.
  accountKind: /^(?:openai|aiservices)$/,
  capacity: /^\d*$/,
  above: NUMBER,
  minimum: NUMBER,
  maximum: NUMBER,
};

/** A text of a wording, taken apart: its words, squeezed, and what stands between and after them. */
interface Template {
  readonly kind: ErrorKind;
  readonly first: string;
  readonly rest: readonly { readonly slot: Slot; readonly next: string }[];
}

const squeeze = (text: string) => text.replace(/[\s']+/g, "").toLowerCase();

const TEMPLATES: readonly Template[] = ERROR_KINDS.flatMap((kind) =>
  WORDINGS[kind].texts.map((text): Template => {
    const parts = text.split(/\{(\w+)\}/);
    return {
      kind,
      first: squeeze(parts[0] ?? ""),
      rest: parts.flatMap((slot, i) =>
        i % 2 === 1 ? [{ slot: slot as Slot, next: squeeze(parts[i + 1] ?? "") }] : [],
      ),
    };
  }),
);

/** The words that messages start with, and the templates of each in the order in which they are tried. */
const ANCHORS: ReadonlyMap<string, readonly Template[]> = new Map(
  [...new Set(TEMPLATES.map((t) => t.first))].map((first) => [first, TEMPLATES.filter((t) => t.first === first)]),
);

const KNOWN_CODES = [...new Set(ERROR_KINDS.map((kind): string => WORDINGS[kind].code))];
/** Codes that only say that there is another error inside, or that are no news. */
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
const CODE = /\bcode\W{1,8}([A-Z][A-Za-z]{3,63})\b|\(([A-Z][a-z]{1,30}(?:[A-Z][a-zA-Z]{1,30}){1,6})\) /gi;
const CAMEL = /^[A-Z][a-z]+(?:[A-Z][A-Za-z]*)*$/;
const NEAR = /cognitive ?services|azure ?open ?ai|openai/i;
const MOST_CODES = 10;
/** What is read behind a code that stands without a message. */
const BEHIND = 400;
/** So many lines around a message, the codes that stand there are its own. */
const AROUND = 5;
const REQUIRED = /\brequires?\W{1,4}(\d{1,12})\b/i;
const AVAILABLE = /\bavailable(?: capacity)?\W{1,4}(\d{1,12})\b/i;
const NAMED = /\bformat: ?([\w.-]{1,64}), ?name: ?([\w.-]{1,128}), ?version: ?([\w.-]{1,64})/i;
/** Different errors that are kept of a text. */
const MOST_ERRORS = 200;

/** `location: eastus`, `"location": "East US"`, `--location eastus`, `AZURE_LOCATION=eastus`, `/locations/eastus/` */
const LOCATION =
  /(?:location(?:s|name)?['\])]{0,3}|\s-l)[ :=>/]{1,4}'?((?:\([A-Za-z ]{2,30}\) )?[A-Za-z][A-Za-z0-9]{1,30}(?: [A-Za-z0-9]{1,12}){0,3})/gi;

/** A piece of a line that is worked on at once; longer lines come in several. */
const PIECE = 1 << 16;
/** Clean text that is searched at once. */
const WINDOW = 1 << 18;
/** More than any message has: what starts nearer to the end is looked for again with what follows. */
const OVERLAP = 1 << 13;

/**
 * Finds errors in a text that comes in pieces, in one pass and with little memory, whatever its size.
 */
export class Recogniser {
  private readonly found = new Map<string, { error: RecognisedError; times: number }>();
  /** Those that may stand without a message. */
  private readonly alone = new Map<string, { error: RecognisedError; times: number }>();
  private readonly codes = new Map<string, number>();
  private readonly locations = new Map<string, number>();
  private omitted = 0;
  private isNear = false;
  /** The part of the last line that has come so far. */
  private rest = "";
  private restIsStart = true;
  private line = 1;
  private buffer = "";
  /** Where in the buffer each line, or piece of one, starts. */
  private starts: { readonly at: number; readonly line: number }[] = [];

  /** Takes the next piece of the text, cut wherever it may be. */
  push(text: string): void {
    let from = 0;
    for (let to = text.indexOf("\n"); to !== -1; to = text.indexOf("\n", from)) {
      this.rest += text.slice(from, to);
      this.cutLong();
      this.addPiece(this.rest, "\n");
      this.rest = "";
      this.restIsStart = true;
      this.line += 1;
      from = to + 1;
    }
    this.rest += text.slice(from);
    this.cutLong();
  }

  /** What was found; nothing can be pushed after. */
  end(): Recognised {
    this.addPiece(this.rest, "\n");
    this.search(true);
    const whole = [...this.found.values()].map(({ error, times }) => ({ ...error, times }));
    const errors = [...whole, ...this.withoutMessage(whole)];
    const known = new Set(errors.map((e) => e.code));
    const [location] = this.locations;
    return {
      // A message that is cut short says nothing beside the same one in full.
      errors: errors.filter((e) => !whole.some((o) => o !== e && isCutOf(e, o))).sort((a, b) => a.line - b.line),
      otherCodes: [...this.codes]
        .filter(([code]) => !known.has(code) && (this.isNear || KNOWN_CODES.includes(code)))
        .slice(0, MOST_CODES)
        .map(([code, line]) => ({ code, line })),
      omitted: this.omitted,
      ...(location && this.locations.size === 1 ? { location: { region: location[0], line: location[1] } } : {}),
    };
  }

  private cutLong(): void {
    let from = 0;
    while (this.rest.length - from > PIECE) {
      // No escape holds a blank, so none is cut in two at one.
      const blank = this.rest.lastIndexOf(" ", from + PIECE);
      const to = blank > from + PIECE - 1024 ? blank : from + PIECE;
      this.addPiece(this.rest.slice(from, to), "");
      this.restIsStart = false;
      from = to;
    }
    if (from > 0) this.rest = this.rest.slice(from);
  }

  private addPiece(piece: string, end: string): void {
    if (piece === "") return;
    const text = clean(piece, this.restIsStart);
    // Blank lines say nothing, and could keep the parts of a message too far from each other.
    if (text.trim() === "") return;
    this.starts.push({ at: this.buffer.length, line: this.line });
    this.buffer += end === "" ? text : text.trimEnd() + end;
    if (this.buffer.length > WINDOW) this.search(false);
  }

  private search(isEnd: boolean): void {
    const text = this.buffer;
    const until = isEnd ? text.length : text.length - OVERLAP;
    this.searchErrors(text, until);
    this.searchAlone(text, until);
    this.searchCodes(text, until);
    this.searchLocations(text, until);
    this.isNear ||= NEAR.test(text);
    const kept = this.starts.findLastIndex(({ at }) => at <= until);
    this.starts = this.starts.slice(Math.max(kept, 0)).map(({ at, line }) => ({ at: at - until, line }));
    this.buffer = text.slice(until);
  }

  private searchErrors(text: string, until: number): void {
    const squeezed = squeeze(text);
    let places: Int32Array | undefined;
    for (const [first, templates] of ANCHORS) {
      for (let at = squeezed.indexOf(first); at !== -1; at = squeezed.indexOf(first, at + 1)) {
        places ??= placesIn(text, squeezed.length);
        const start = places[at] ?? 0;
        if (start >= until) break;
        const match = matchFirst(templates, { text, squeezed, places }, at);
        if (match) this.add(match.kind, partsOf(match.values), this.lineAt(start));
      }
    }
  }

  private add(kind: ErrorKind, parts: ErrorParts, line: number, incomplete?: true): void {
    const { since: _, quota, ...names } = parts;
    const key = JSON.stringify([kind, names, quota && [quota.required, quota.available]]).toLowerCase();
    const found = incomplete ? this.alone : this.found;
    const known = found.get(key);
    if (known) {
      known.times += 1;
      return;
    }
    if (found.size >= MOST_ERRORS) {
      // Most codes stand beside a message that counts.
      if (!incomplete) this.omitted += 1;
      return;
    }
    const error = { kind, code: WORDINGS[kind].code, ...parts, line, times: 1, ...(incomplete ? { incomplete } : {}) };
    found.set(key, { error, times: 1 });
  }

  /** Codes of which the text has no message: neither one that is theirs, nor any that they stand beside. */
  private withoutMessage(whole: readonly RecognisedError[]): RecognisedError[] {
    const codes = new Set(whole.map((e) => e.code));
    const lines = new Set(whole.map((e) => e.line));
    const isBeside = (line: number) => {
      for (let l = line - AROUND; l <= line + AROUND; l++) if (lines.has(l)) return true;
      return false;
    };
    return [...this.alone.values()]
      .filter(({ error }) => !codes.has(error.code) && !isBeside(error.line))
      .map(({ error, times }) => ({ ...error, times }));
  }

  private searchAlone(text: string, until: number): void {
    for (const [code, kind] of ALONE) {
      for (let at = text.indexOf(code); at !== -1 && at < until; at = text.indexOf(code, at + code.length)) {
        const from = at + code.length;
        // Up to the next code: what follows that is its own.
        const behind = text.slice(from, from + BEHIND).split(ANY_ALONE, 1)[0] ?? "";
        this.add(kind, partsBehind(behind), this.lineAt(at), true);
      }
    }
  }

  private searchCodes(text: string, until: number): void {
    const note = (code: string, at: number) => {
      if (this.codes.size < 10 * MOST_CODES && !this.codes.has(code)) this.codes.set(code, this.lineAt(at));
    };
    for (const code of KNOWN_CODES) {
      const at = text.indexOf(code);
      if (at !== -1 && at < until) note(code, at);
    }
    for (const match of text.matchAll(CODE)) {
      if (match.index >= until) break;
      const code = match[1] ?? match[2] ?? "";
      if (CAMEL.test(code) && !WRAPPERS.has(code)) note(code, match.index);
    }
  }

  private searchLocations(text: string, until: number): void {
    if (this.locations.size > 1) return;
    for (const { index, 1: words = "" } of text.matchAll(LOCATION)) {
      if (index >= until) break;
      const region = leadingRegion(words.replace(/^\([^)]*\) /, ""));
      if (region !== undefined && !this.locations.has(region)) this.locations.set(region, this.lineAt(index));
    }
  }

  private lineAt(place: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle]?.at ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return this.starts[low]?.line ?? 1;
  }
}

/** Finds the errors of a text. */
export function recogniseErrors(text: string): Recognised {
  const recogniser = new Recogniser();
  // In pieces, so that no copy of a long line is ever made whole.
  for (let from = 0; from < text.length; from += WINDOW) recogniser.push(text.slice(from, from + WINDOW));
  return recogniser.end();
}

/** The same place in clean and in squeezed text. */
interface Searched {
  readonly text: string;
  readonly squeezed: string;
  /** Where in the text each squeezed character stands. */
  readonly places: Int32Array;
}

type Values = Partial<Record<Slot, string>>;

const SPACE_OR_QUOTE = /[\s']/;

function placesIn(text: string, length: number): Int32Array {
  const places = new Int32Array(length);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Most characters are neither; the expression knows the white space beyond ASCII.
    if (code > 0x27 && code < 0x80 ? true : !SPACE_OR_QUOTE.test(text[i] ?? "")) places[at++] = i;
  }
  return places;
}

function matchFirst(
  templates: readonly Template[],
  searched: Searched,
  at: number,
): { readonly kind: ErrorKind; readonly values: Values } | undefined {
  for (const template of templates) {
    const values = match(template, searched, at);
    if (values) return { kind: template.kind, values };
  }
  return undefined;
}

function match({ first, rest }: Template, searched: Searched, at: number): Values | undefined {
  const { text, squeezed, places } = searched;
  const values: Values = {};
  let from = at + first.length;
  for (const { slot, next } of rest) {
    // "The model" stands in many a sentence: what cannot be a value of it is not searched for its end.
    if (slot === "identity" && !IDENTITY.test(squeezed.slice(from, from + 10))) return undefined;
    let value: string | undefined;
    if (next === "") {
      value = lastValue(text, (places[from - 1] ?? 0) + 1, slot);
    } else {
      const length = squeezed.slice(from, from + LONGEST[slot] + next.length).indexOf(next);
      if (length === -1) return undefined;
      value = length === 0 ? "" : text.slice(places[from], (places[from + length - 1] ?? 0) + 1);
      from += length + next.length;
    }
    // A quote within would be the end of a value, and what follows another sentence.
    if (value === undefined || value.includes("'")) return undefined;
    const shape = SHAPE[slot];
    const squeezedValue = squeeze(value);
    if (shape ? !shape.test(squeezedValue) : squeezedValue === "") return undefined;
    values[slot] = value;
  }
  return values;
}

/** The value at the end of a message: up to its closing quote, or as far as a name goes. */
function lastValue(text: string, from: number, slot: Slot): string | undefined {
  const rest = text.slice(from, from + 4 * LONGEST[slot]);
  const quoted = /^\s{0,4}'\s{0,4}([^']{1,300}?)[\s.]{0,4}'/.exec(rest)?.[1];
  if (quoted !== undefined && squeeze(quoted).length <= LONGEST[slot]) return quoted;
  // A number that a tool broke in two goes on to the full stop.
  const number = SHAPE[slot] === NUMBER ? /^[\s']{0,4}(\d{1,12}(?:\n\d{1,12}){1,4})\./.exec(rest)?.[1] : undefined;
  if (number !== undefined) return number;
  const plain = /^[\s']{0,4}([A-Za-z0-9/][\w./-]{0,127})/.exec(rest)?.[1]?.replace(/\.+$/, "");
  // Without quotes, a word may be any word; a name of Azure's has a digit or is known.
  if (plain === undefined || (slot === "model" && !/\d/.test(plain))) return undefined;
  return plain;
}

function partsOf(values: Values): ErrorParts {
  const one = (value: string | undefined) => value?.replace(/\n/g, "").trim();
  const number = (value: string | undefined) =>
    value === undefined || squeeze(value) === "" ? undefined : Number(squeeze(value));
  const { quota, required, available, used, limit, date, identity, modelVersion } = values;
  const [requiredNumber, availableNumber] = [number(required), number(available)];
  const of = quota === undefined ? {} : quotaOf(squeeze(quota), quota.replace(/\s+/g, ""));
  const capacity = {
    asked: number(values.capacity),
    minimum: number(values.minimum) ?? (values.above === undefined ? undefined : Number(squeeze(values.above)) + 1),
    maximum: number(values.maximum),
  };
  return defined<ErrorParts>({
    model: one(values.model),
    version: one(values.version),
    sku: one(values.sku),
    region: one(values.region),
    ...(identity === undefined ? {} : identityOf(identity)),
    ...(modelVersion === undefined ? {} : modelAndVersion(modelVersion)),
    ...of,
    ...(requiredNumber === undefined || availableNumber === undefined
      ? {}
      : {
          quota: defined({
            required: requiredNumber,
            available: availableNumber,
            used: number(used),
            limit: number(limit),
          }),
        }),
    since: date === undefined ? undefined : isoDate(squeeze(date)),
    ...(Object.values(capacity).some((c) => c !== undefined) ? { capacity: defined(capacity) } : {}),
    accountKind: one(values.accountKind),
    accountSku: one(values.accountSku),
  });
}

const ANY_ALONE = new RegExp([...ALONE.keys()].join("|"));

/** What stands behind a code without a message that is known. */
function partsBehind(text: string): ErrorParts {
  const number = (pattern: RegExp) => {
    const digits = pattern.exec(text)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  const [required, available] = [number(REQUIRED), number(AVAILABLE)];
  const [, format, model, version] = NAMED.exec(text) ?? [];
  return defined<ErrorParts>({
    format,
    model,
    version,
    quota: required === undefined || available === undefined ? undefined : { required, available },
  });
}

function defined<T extends object>(all: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

/** Month first, as Azure writes it. */
function isoDate(date: string): string | undefined {
  const [month = "", day = "", year = ""] = date.split("/");
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** "Publisher: , Format: OpenAI, Name: gpt-4, Version: 1, Source: , SourceAccount: " */
function identityOf(identity: string): ErrorParts {
  const fields = new Map(
    identity
      .replace(/\n/g, "")
      .split(",")
      .map((field) => {
        const colon = field.indexOf(":");
        return [squeeze(field.slice(0, colon)), field.slice(colon + 1).trim()] as const;
      }),
  );
  const get = (key: string) => fields.get(key) || undefined;
  return defined<ErrorParts>({ format: get("format"), model: get("name"), version: get("version") });
}

const VERSION = /^(?:\d{3,4}|(?:[a-z]+-)*\d{4}-\d{2}-\d{2}|(?:\d{4}-)?[a-z]+-?preview|\d+)$/i;

/**
 * "gpt-4o 2024-05-13": the blank parts them. Where a tool broke the line, it may stand for the blank, or in the midst
 * of either.
 */
function modelAndVersion(text: string): ErrorParts {
  const blank = text.indexOf(" ");
  const join = (part: string) => part.replace(/\n/g, "").trim();
  if (blank !== -1) return both(join(text.slice(0, blank)), join(text.slice(blank + 1)));
  const pieces = text.split("\n");
  const cuts = pieces.slice(1).map((_, i) => ({
    model: pieces.slice(0, i + 1).join(""),
    version: pieces.slice(i + 1).join(""),
  }));
  const best =
    cuts.find(({ model, version }) => VERSION.test(version) && !model.endsWith("-") && !version.startsWith("-")) ??
    cuts[0];
  return best ? both(best.model, best.version) : { model: text };
}

function both(model: string, version: string): ErrorParts {
  return version === "" ? { model } : { model, version };
}

/** Model and SKU in the name of a quota: they are all that may be told of it. */
function quotaOf(lower: string, name: string): ErrorParts {
  // OpenAI.GlobalStandard.gpt-4o, as usage lists have it.
  const dotted = /^openai\.([a-z]{4,40})\.([\w.-]{1,60})$/.exec(lower);
  if (dotted) {
    const sku = findSku(dotted[1] ?? "");
    return sku === undefined ? {} : { model: name.slice(-(dotted[2] ?? "").length), sku };
  }
  const label =
    /^(?:tokensperminute\(thousands\)|onethousandtokensperminute|provisionedmanagedthroughputunit)-(.{1,100})$/.exec(
      lower,
    )?.[1];
  if (label === undefined) return {};
  const dash = label.lastIndexOf("-");
  const sku = findSku(label.slice(dash + 1));
  const length = sku === undefined ? 0 : label.length - dash;
  const model = name.slice(name.length - label.length, name.length - length);
  return { ...(model === "" ? {} : { model }), ...(sku === undefined ? {} : { sku }) };
}

/** The longest run of words that is a region, from the first on. */
function leadingRegion(words: string): string | undefined {
  const all = words.split(" ");
  for (let count = all.length; count > 0; count--) {
    const region = findRegion(all.slice(0, count).join(" "));
    if (region) return region.id;
  }
  return undefined;
}

function isCutOf(cut: RecognisedError, whole: RecognisedError): boolean {
  if (cut.kind !== whole.kind) return false;
  const same = (key: "sku" | "model" | "version") => cut[key] === undefined || cut[key] === whole[key];
  const less = (["sku", "model", "version"] as const).some((k) => cut[k] === undefined && whole[k] !== undefined);
  return less && same("sku") && same("model") && same("version");
}
