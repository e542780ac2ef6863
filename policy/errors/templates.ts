/** The wordings as templates: finds messages that match one, and reads their values. */
import { type SearchedText, squeeze } from "./text";
import { ERROR_KINDS, type ErrorKind, type Slot, WORDINGS } from "./wordings";

/** The values of a message, as the clean text has them. */
export type Values = Partial<Record<Slot, string>>;

/** A message that matches a wording. */
export interface Match {
  readonly kind: ErrorKind;
  readonly values: Values;
  /** Its position in the clean text. */
  readonly place: number;
}

/** The most squeezed characters of a value. */
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
  resource: 600,
  existingRegion: 64,
  vendor: 64,
};

const IDENTITY = /^(?:publisher|format):/;
const NUMBER = /^-?\d+$/;
const REGION = /^[^.,;:/\\{}()]+$/;
/** What a squeezed value must look like. */
const SHAPE: Partial<Record<Slot, RegExp>> = {
  identity: IDENTITY,
  region: REGION,
  existingRegion: REGION,
  required: NUMBER,
  available: NUMBER,
  used: NUMBER,
  limit: NUMBER,
  date: /^\d{1,2}\/\d{1,2}\/\d{4}$/,
  // Accounts of other services have errors in the same words.
  accountKind: /^(?:openai|aiservices)$/,
  capacity: /^(?:-?\d+)?$/,
  above: NUMBER,
  minimum: NUMBER,
  maximum: NUMBER,
  vendor: /^[a-z][\w.-]*$/,
};

/** A wording in squeezed pieces: the words before the first value, and each value with the words after it. */
interface Template {
  readonly kind: ErrorKind;
  readonly first: string;
  readonly rest: readonly { readonly slot: Slot; readonly next: string }[];
}

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

/** The words that start messages, each with its templates in the order in which to try them. */
const ANCHORS: ReadonlyMap<string, readonly Template[]> = new Map(
  [...new Set(TEMPLATES.map((t) => t.first))].map((first) => [first, TEMPLATES.filter((t) => t.first === first)]),
);

/** Every message in a text that matches a wording. */
export function* matches(searched: SearchedText): Generator<Match> {
  const { squeezed } = searched;
  for (const [first, templates] of ANCHORS) {
    for (let at = squeezed.indexOf(first); at !== -1; at = squeezed.indexOf(first, at + 1)) {
      for (const template of templates) {
        const values = valuesOf(template, searched, at);
        if (values === undefined) continue;
        yield { kind: template.kind, values, place: searched.placeOf(at) };
        break;
      }
    }
  }
}

function valuesOf({ first, rest }: Template, searched: SearchedText, at: number): Values | undefined {
  const { text, squeezed } = searched;
  const values: Values = {};
  let from = at + first.length;
  for (const { slot, next } of rest) {
    // Many sentences start with "The model": unless a value can follow, its end need not be looked for.
    if (slot === "identity" && !IDENTITY.test(squeezed.slice(from, from + 10))) return undefined;
    let value: string | undefined;
    if (next === "") {
      value = lastValue(text, searched.placeOf(from - 1) + 1, slot);
    } else {
      const length = squeezed.slice(from, from + LONGEST[slot] + next.length).indexOf(next);
      if (length === -1) return undefined;
      value = length === 0 ? "" : text.slice(searched.placeOf(from), searched.placeOf(from + length - 1) + 1);
      from += length + next.length;
    }
    // A quote would end the value, and what follows would be another sentence.
    if (value === undefined || value.includes("'")) return undefined;
    const shape = SHAPE[slot];
    const squeezedValue = squeeze(value);
    if (shape ? !shape.test(squeezedValue) : squeezedValue === "") return undefined;
    values[slot] = value;
  }
  return values;
}

/** The value at the end of a message: up to its closing quote, or to the end of a name. */
function lastValue(text: string, from: number, slot: Slot): string | undefined {
  const rest = text.slice(from, from + 4 * LONGEST[slot]);
  const quoted = /^\s{0,4}'\s{0,4}([^']{1,600}?)[\s.]{0,4}'/.exec(rest)?.[1];
  if (quoted !== undefined && squeeze(quoted).length <= LONGEST[slot]) return quoted;
  // A number that a tool broke in two ends at the full stop.
  const number = SHAPE[slot] === NUMBER ? /^[\s']{0,4}(-?\d{1,12}(?:\n\d{1,12}){1,4})\./.exec(rest)?.[1] : undefined;
  if (number !== undefined) return number;
  const plain = /^[\s']{0,4}(-?[A-Za-z0-9/][\w./-]{0,127})/.exec(rest)?.[1]?.replace(/\.+$/, "");
  // Without quotes, any word may follow; a name of Azure's has a digit.
  if (plain === undefined || (slot === "model" && !/\d/.test(plain))) return undefined;
  return plain;
}
