/**
 * The secrets of a plan: values that Pulumi marks, and whose text the plan carries all the same. They are judged like
 * any other value, and taken out of what was found before anything of it becomes words.
 */
import type { UnlevelledFinding } from "../finding";
import type { PlanResource } from "../plan/resource";
import { OUTPUT_SIGNATURE, own, SECRET_SIGNATURE, SIGNATURE_KEY } from "../plan/values";

/** What is shown in place of a secret. */
export const HIDDEN = "[secret]";

/** No name that is shown is longer, but a secret JSON text may hold such names. */
const LONGEST_NAME = 512;
const LONGEST_JSON = 4 * 1024 * 1024;
/** As many values of one resource are looked at; a template that Azure takes has fewer. */
const MOST_VALUES = 1_000_000;

/** Fields that say what kind of finding it is, or that come from the settings or from Pulumi in the clear. */
const CLEAR: ReadonlySet<string> = new Set(
  "rule about urn stack reason kind field status part purpose change source levelBound limit limits waiver copyOf".split(
    " ",
  ),
);
/** Fields that hold what the plan asks for. A template may have put a secret together with other text there. */
const ASKED: ReadonlySet<string> = new Set("asked query found nested account deployment deployments parts".split(" "));

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

  /** Takes the secrets out of a finding; a note tells where they stand in the program. */
  hideIn<F extends UnlevelledFinding>(finding: F): F {
    if (this.isEmpty) return finding;
    const places = new Set<string>();
    const hidden = this.#hide(finding, places, false);
    return places.size === 0
      ? finding
      : { ...hidden, notes: [...hidden.notes, { kind: "secret", places: [...places] }] };
  }

  /**
   * Takes the secrets out of a text.
   * @param places gets where they stand in the program.
   * @param isName true for a name, in which a secret may be a part of a word.
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

  /** The length of the longest secret that begins at a place of a text; 0 where there is none. */
  #lengthAt(lower: string, at: number, isName: boolean, places: Set<string>): number {
    let longest = 0;
    for (const length of this.#lengths) {
      if (length <= longest || at + length > lower.length) continue;
      const place = this.#paths.get(lower.slice(at, at + length));
      if (place === undefined) continue;
      if (!(isName && length >= SHORT) && !standsAlone(lower, at, at + length)) continue;
      // In a sentence, "2" is a count.
      if (!isName && length < SHORT && /^\d+$/.test(lower.slice(at, at + length))) continue;
      longest = length;
      places.add(place);
    }
    return longest;
  }

  /** Where all of them stand in the program. */
  get places(): string[] {
    return [...new Set(this.#paths.values())];
  }

  /** Takes the secrets out of every text in a JSON document. */
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
    // The total would tell a part of it.
    const parts: unknown[] = "total" in value && Array.isArray(hidden.parts) ? hidden.parts : [];
    return parts.some((p) => own(p, "capacity") === HIDDEN) ? { ...hidden, total: HIDDEN } : hidden;
  }

  /** A number becomes a text here, which the words take as well. */
  #hideNumber(value: number, places: Set<string>): unknown {
    const place = this.#paths.get(String(value));
    if (place === undefined) return value;
    places.add(place);
    return HIDDEN;
  }

  /** Looks for secrets in a property tree, with a list of its own in place of calls. */
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

/** Shorter texts are found as words only: they are a part of too many names. */
const SHORT = 4;

/** What a rule makes of a name: a region without blanks, the name of an account in its id, the base of a fine-tuned model. */
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

/** So many objects are looked at without a note of which; a tree in a circle has more. */
const FEW = 1000;

/** False for a tree in which Pulumi has signed nothing: nearly all are such, and are looked through only once. */
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

/** What a value holds that Pulumi has signed; undefined for any other, and for a secret whose text is not there. */
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

/** Made when it is first asked for: the tables of Unicode take a while. */
let ofWord: RegExp | undefined;

/** True for a part of a text that is no part of a longer word; "gpt-4o" is one word. */
function standsAlone(text: string, from: number, to: number): boolean {
  ofWord ??= /[\p{L}\p{N}_]/u;
  const pattern = ofWord;
  const isWord = (at: number) => pattern.test(text.charAt(at));
  const isJoint = (at: number) => /[-.]/.test(text.charAt(at));
  const before = isWord(from - 1) || (isJoint(from - 1) && isWord(from - 2));
  const after = isWord(to) || (isJoint(to) && isWord(to + 1));
  return !before && !after;
}
