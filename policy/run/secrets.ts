/**
 * The secrets of a plan: values that Pulumi marks, although the plan has their text. They are judged like any other
 * value, and hidden in findings before these become words.
 */
import type { UnlevelledFinding } from "../finding";
import type { PlanResource } from "../plan/resource";
import { OUTPUT_SIGNATURE, own, SECRET_SIGNATURE, SIGNATURE_KEY } from "../plan/values";

/** What is shown in place of a secret. */
export const HIDDEN = "[secret]";

/** No name that is shown is longer, although a secret JSON text may hold longer ones. */
const LONGEST_NAME = 512;
const LONGEST_JSON = 4 * 1024 * 1024;
/** At most this many values of one resource are looked at; a template that Azure accepts has fewer. */
const MOST_VALUES = 1_000_000;

/** Fields that tell the kind of finding, or that come from the settings or, in the clear, from Pulumi. */
const CLEAR: ReadonlySet<string> = new Set(
  "rule about urn stack reason kind field status part purpose change source levelBound limit limits waiver copyOf".split(
    " ",
  ),
);
/** Fields with values of the plan. A template may have joined a secret with other text there. */
const ASKED: ReadonlySet<string> = new Set(
  "asked query found nested account access deployment deployments parts".split(" "),
);

export class Secrets {
  /** The path of each secret, by its text in lower case. */
  readonly #paths = new Map<string, string>();
  readonly #lengths = new Set<number>();

  /** Takes the secrets of a resource. Never throws, whatever it holds. */
  add(resource: PlanResource): void {
    const { name, inputs, outputs, providerInputs, inputsBefore, marked } = resource;
    for (const tree of [...(marked ?? []), inputs, inputsBefore, providerInputs, outputs]) {
      try {
        this.#walk(tree, name);
      } catch {
        // A proxy that throws: nothing of it was read, so nothing of it can be shown.
      }
    }
  }

  get isEmpty(): boolean {
    return this.#paths.size === 0;
  }

  /** True for the text of a secret. */
  has(text: string): boolean {
    return this.#paths.has(text.toLowerCase());
  }

  /** Hides the secrets in a finding; a note tells where the program has them. */
  hideIn<F extends UnlevelledFinding>(finding: F): F {
    if (this.isEmpty) return finding;
    const places = new Set<string>();
    const hidden = this.#hide(finding, places, false);
    return places.size === 0
      ? finding
      : { ...hidden, notes: [...hidden.notes, { kind: "secret", places: [...places] }] };
  }

  /**
   * Hides the secrets in a text.
   * @param places takes the paths where the program has them.
   * @param isName true for a name, where a secret may be part of a word.
   */
  hideInText(text: string, isName = false, places = new Set<string>()): string {
    const lower = text.toLowerCase();
    let result = "";
    let from = 0;
    for (let at = 0; at < text.length; ) {
      const length = this.#lengthAt(lower, at, isName, places);
      if (length === 0) {
        at += 1;
        continue;
      }
      result += text.slice(from, at) + HIDDEN;
      at += length;
      from = at;
    }
    return result + text.slice(from);
  }

  /** The length of the longest secret that begins at a position of a text; 0 if no secret does. */
  #lengthAt(lower: string, at: number, isName: boolean, places: Set<string>): number {
    let longest = 0;
    for (const length of this.#lengths) {
      if (length <= longest || at + length > lower.length) continue;
      const place = this.#paths.get(lower.slice(at, at + length));
      if (place === undefined) continue;
      if (!(isName && length >= SHORT) && !standsAlone(lower, at, at + length)) continue;
      // In a sentence, "2" is probably a count.
      if (!isName && length < SHORT && /^\d+$/.test(lower.slice(at, at + length))) continue;
      longest = length;
      places.add(place);
    }
    return longest;
  }

  /** The paths where the program has them. */
  get places(): string[] {
    return [...new Set(this.#paths.values())];
  }

  /** Hides the secrets in every text of a JSON document. */
  hideInJson(text: string): string {
    return this.isEmpty ? text : `${JSON.stringify(this.#hide(JSON.parse(text), new Set(), false), null, 2)}\n`;
  }

  #hide<T>(value: T, places: Set<string>, isAsked: boolean): T;
  #hide(value: unknown, places: Set<string>, isAsked: boolean): unknown {
    if (typeof value === "string") return this.hideInText(value, isAsked, places);
    if (Array.isArray(value)) return value.map((one) => this.#hide(one, places, isAsked));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, one]) => {
      if (CLEAR.has(key)) return [key, one];
      if (typeof one === "number" && key === "capacity") return [key, this.#hideNumber(one, places)];
      return [key, this.#hide(one, places, isAsked || ASKED.has(key))];
    });
    const hidden: Record<string, unknown> = Object.fromEntries(entries);
    // The total would reveal a part of it.
    const parts: unknown[] = "total" in value && Array.isArray(hidden.parts) ? hidden.parts : [];
    return parts.some((p) => own(p, "capacity") === HIDDEN) ? { ...hidden, total: HIDDEN } : hidden;
  }

  /** A number becomes a text here; words/ takes both. */
  #hideNumber(value: number, places: Set<string>): unknown {
    const place = this.#paths.get(String(value));
    if (place === undefined) return value;
    places.add(place);
    return HIDDEN;
  }

  /** Looks for secrets in a property tree, without recursion: the tree may be deep. */
  #walk(tree: unknown, name: string): void {
    if (!mayHoldSigned(tree)) return;
    const seen = new Set<object>();
    const open: { readonly value: unknown; readonly path: string; readonly isSecret: boolean }[] = [
      { value: tree, path: "", isSecret: false },
    ];
    for (let one = open.pop(), n = 0; one !== undefined && n < MOST_VALUES; one = open.pop(), n += 1) {
      const { value, path, isSecret } = one;
      if (isSecret) this.#take(value, `${path || "inputs"} of ${name}`, (inner) => open.push({ ...one, value: inner }));
      if (typeof value !== "object" || value === null || seen.has(value)) continue;
      seen.add(value);
      const signed = openSigned(value);
      if (signed) {
        open.push({ value: signed.value, path, isSecret: isSecret || signed.isSecret });
        continue;
      }
      const isArray = Array.isArray(value);
      for (const key of Object.keys(value)) {
        const inner: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
        if (!isSecret && (inner === null || typeof inner !== "object")) continue;
        open.push({ value: inner, path: isArray ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`, isSecret });
      }
    }
  }

  #take(value: unknown, place: string, open: (value: unknown) => void): void {
    if (typeof value === "number") this.#add(String(value), place);
    if (typeof value !== "string") return;
    if (/^\s*[[{]/.test(value) && value.length <= LONGEST_JSON) {
      try {
        open(JSON.parse(value) as unknown);
      } catch {
        // No JSON: a name like any other.
      }
    }
    if (value.length > LONGEST_NAME) return;
    this.#add(value, place);
    for (const part of partsOf(value)) this.#add(part, place);
  }

  #add(text: string, place: string): void {
    const lower = text.toLowerCase();
    if (lower.trim() === "" || this.#paths.has(lower)) return;
    this.#paths.set(lower, place);
    this.#lengths.add(lower.length);
  }
}

/** Shorter texts are found as whole words only: they are part of too many names. */
const SHORT = 4;

/**
 * Texts that a rule makes from a name: a region without blanks, the account's name in an id, the base of a fine-tuned
 * model.
 */
function partsOf(text: string): string[] {
  const [, base] = /^(.+?)\.ft-/i.exec(text) ?? [];
  const [, model, version] = /^(.+?)-(\d{4}(?:-\d\d-\d\d)?)$/.exec(base ?? "") ?? [];
  const named = text.startsWith("/")
    ? [...text.matchAll(/\/(?:resourceGroups|accounts|deployments)\/([^/]+)/gi)].map(([, name]) => name)
    : text.includes("/")
      ? text.split("/")
      : [];
  const parts = [text.trim(), text.replace(/\s+/g, ""), base, model, version, ...named];
  return parts.filter((part): part is string => part !== undefined && part !== "");
}

/** Up to this many objects are looked at without remembering them; a tree with a circle has more. */
const FEW = 1000;

/**
 * False for a tree without a value that Pulumi has signed. Nearly all trees are such, and are looked through only once.
 */
function mayHoldSigned(tree: unknown): boolean {
  if (typeof tree !== "object" || tree === null) return false;
  const open: object[] = [tree];
  for (let value = open.pop(), n = 0; value !== undefined; value = open.pop(), n += 1) {
    if (n > FEW || Object.getOwnPropertyDescriptor(value, SIGNATURE_KEY) !== undefined) return true;
    for (const key of Object.keys(value)) {
      const inner: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
      if (typeof inner === "object" && inner !== null) open.push(inner);
    }
  }
  return false;
}

/** The content of a value that Pulumi has signed; undefined for any other value, and for a secret without its text. */
function openSigned(value: object): { readonly value: unknown; readonly isSecret: boolean } | undefined {
  const field = (key: string): unknown => Object.getOwnPropertyDescriptor(value, key)?.value;
  const signature = field(SIGNATURE_KEY);
  if (signature === OUTPUT_SIGNATURE) return { value: field("value"), isSecret: field("secret") === true };
  if (signature !== SECRET_SIGNATURE) return undefined;
  const plaintext = field("plaintext");
  if (typeof plaintext !== "string") return { value: field("value"), isSecret: true };
  try {
    return { value: JSON.parse(plaintext) as unknown, isSecret: true };
  } catch {
    return { value: plaintext, isSecret: true };
  }
}

/** Made when it is first needed: the tables of Unicode take a while. */
const OF_WORD = String.raw`[\p{L}\p{N}_]`;
let ofWord: RegExp | undefined;

/** True for a part of a text that is a whole word; "gpt-4o" is one word. */
function standsAlone(text: string, from: number, to: number): boolean {
  ofWord ??= new RegExp(OF_WORD, "u");
  const pattern = ofWord;
  const isWord = (at: number) => pattern.test(text.charAt(at));
  const isJoint = (at: number) => /[-.]/.test(text.charAt(at));
  const before = isWord(from - 1) || (isJoint(from - 1) && isWord(from - 2));
  const after = isWord(to) || (isJoint(to) && isWord(to + 1));
  return !before && !after;
}
