/**
 * Reads property trees that may hold anything: unknown values, secrets, wrong types, junk. Nothing here throws, and
 * nothing here calls a getter or a proxy trap: properties are read through their descriptors. That matters in a policy
 * pack, where the property tree is a proxy that throws when an unknown value is read the ordinary way.
 */

/** The strings that Pulumi writes for values that are not known yet, one per type. */
const UNKNOWN_SENTINELS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  // The CLI prints this in their place.
  "[unknown]",
  "output<string>",
]);

/** The key by which Pulumi marks special objects, and the mark of a secret. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
export const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A string value of a plan: what it is, or why it is unknown. */
export type Value =
  | { readonly state: "known"; readonly value: string; readonly wasNumber?: true }
  | { readonly state: "absent" }
  /** `why` completes the sentence "… is ‹why›". */
  | { readonly state: "unknown"; readonly why: string }
  | { readonly state: "invalid"; readonly why: string };

export const ABSENT: Value = { state: "absent" };

/** A value that a reader could not work out, in a property tree that the reader made. */
export class UnknownValue {
  /** @param why completes the sentence "… is ‹why›". */
  constructor(readonly why: string) {}
}

export const NOT_YET = "not known before the update";
export const SECRET = "a secret that the plan does not show";

/** An own property of an object, raw, with secrets opened if the plan has their text; undefined for anything else. */
export function own(value: unknown, key: string): unknown {
  if (value === null || typeof value !== "object") return undefined;
  const found: unknown = Object.getOwnPropertyDescriptor(value, key)?.value;
  return unwrap(found);
}

/** True if the object has the property, whatever its value. */
export function has(value: unknown, key: string): boolean {
  return value !== null && typeof value === "object" && Object.getOwnPropertyDescriptor(value, key) !== undefined;
}

/** Opens secrets whose plain text the plan has; leaves closed ones as they are. */
function unwrap(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  const signature: unknown = Object.getOwnPropertyDescriptor(value, SIGNATURE_KEY)?.value;
  if (signature === SECRET_SIGNATURE) {
    const plaintext: unknown = Object.getOwnPropertyDescriptor(value, "plaintext")?.value;
    if (typeof plaintext !== "string") {
      // A running preview has the value itself; a file only its cipher text.
      return has(value, "value") ? own(value, "value") : value;
    }
    try {
      return JSON.parse(plaintext) as unknown;
    } catch {
      return value;
    }
  }
  if (signature === OUTPUT_SIGNATURE) return has(value, "value") ? own(value, "value") : value;
  return value;
}

/** True for a value that the plan does not know yet. */
function isUnknown(value: unknown): boolean {
  if (typeof value === "string") return UNKNOWN_SENTINELS.has(value);
  if (value === null || typeof value !== "object") return false;
  return Object.getOwnPropertyDescriptor(value, SIGNATURE_KEY)?.value === OUTPUT_SIGNATURE;
}

function isSecret(value: unknown): boolean {
  if (value === "[secret]") return true;
  if (value === null || typeof value !== "object") return false;
  return Object.getOwnPropertyDescriptor(value, SIGNATURE_KEY)?.value === SECRET_SIGNATURE;
}

/** Why a value is unknown: not known yet, secret, or not worked out; undefined for all other values. */
export function whyUnknown(raw: unknown): string | undefined {
  if (raw instanceof UnknownValue) return raw.why;
  if (isUnknown(raw)) return NOT_YET;
  return isSecret(raw) ? SECRET : undefined;
}

/** What kind of thing a value is, in words; never the value itself. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

/** No name of a model, version, SKU, region or account is longer. */
const LONGEST = 512;

/**
 * Reads a raw value as a string.
 * @param numbers whether a number counts as its text (a version without quotes in YAML).
 */
export function toValue(raw: unknown, numbers = false): Value {
  if (raw === undefined || raw === null) return ABSENT;
  const why = whyUnknown(raw);
  if (why !== undefined) return { state: "unknown", why };
  if (typeof raw === "string") {
    if (raw === "") return { state: "invalid", why: "an empty string" };
    if (raw.length > LONGEST) return { state: "invalid", why: `a string of ${raw.length} characters` };
    return { state: "known", value: raw };
  }
  if (numbers && typeof raw === "number" && Number.isFinite(raw)) {
    return { state: "known", value: String(raw), wasNumber: true };
  }
  return { state: "invalid", why: `${kindOf(raw)}, not a string` };
}

/**
 * The string at a path of an object. An unknown or odd object on the way makes the value unknown or invalid, not
 * absent: what it will hold is unknown.
 * @param step finds a property of an object by its name.
 */
export function read(root: unknown, path: readonly string[], numbers = false, step = own): Value {
  let at = root;
  for (const key of path) {
    if (at === undefined || at === null) return ABSENT;
    if (whyUnknown(at) !== undefined || typeof at !== "object" || Array.isArray(at)) {
      const value = toValue(at);
      return value.state === "known" ? { state: "invalid", why: "inside a string, not an object" } : value;
    }
    at = step(at, key);
  }
  return toValue(at, numbers);
}

/** The known string of a value, or undefined. */
export function known(value: Value): string | undefined {
  return value.state === "known" ? value.value : undefined;
}
