/** Which kind of file it is, told from what is in it. */
import { type Chunks, textChunks } from "./chunks";
import { describeValue, ForeignFileError, type Input, InputError, isObject, type JsonObject } from "./input";
import { JsonError } from "./json";
import type { Kind, KindName, KindReader } from "./kind";
import { mistakenJson, mistakenText } from "./mistaken";
import { PREVIEW } from "./preview";
import { SAVED_PLAN } from "./saved-plan";
import { Splitter } from "./splitter";
import { CHECKPOINT, STATE } from "./state";

/** In the order in which they are tried. */
const KINDS: readonly Kind[] = [STATE, CHECKPOINT, SAVED_PLAN, PREVIEW];

const EXPECTED =
  'expected the output of "pulumi preview --json" or "pulumi stack export", a saved plan or a checkpoint of a stack';

/** What a cut-off plan has in it, and a file of another kind has not. */
const MARKS = /"(?:steps|changeSummary|deployment|checkpoint|latest|resourcePlans)"\s*:|urn:pulumi:/;

/** Characters at the start of a file that tell what it is, where it is no JSON. */
const HEAD = 64 * 1024;

export interface ReadOptions {
  /** The kind that it must be; told from its contents where omitted. */
  readonly kind?: KindName;
  /** It was come upon in a directory: nobody says that it is a plan or a state. */
  readonly found?: boolean;
}

/**
 * Reads a file of any kind that is known, and of any size: what it does not need is let go as it passes.
 * @throws InputError where it cannot be read; ForeignFileError where nothing in it tells of Pulumi either.
 */
export async function readInput(chunks: Chunks, { kind: forced, found }: ReadOptions = {}): Promise<Input> {
  const readers = new Map<Kind, KindReader>();
  const splitter = new Splitter((path, container) => {
    const kind = KINDS.find((k) => k.container === container && k.paths.includes(path));
    if (!kind) return undefined;
    // A key that is there twice counts the second time, as for JSON.parse.
    const reader = kind.start(path);
    readers.set(kind, reader);
    return (value, key) => reader.entry(value, key);
  });
  let isEmpty = true;
  let head = "";
  let root: unknown;
  try {
    for await (const chunk of textChunks(chunks)) {
      if (chunk.length > 0) isEmpty = false;
      if (head.length < HEAD) head += chunk.toString("utf8", 0, HEAD);
      splitter.push(chunk);
    }
    if (isEmpty) throw new InputError(`is empty: ${EXPECTED}`);
    root = splitter.end();
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    if (readers.size === 0) throw explain(error, splitter.restText);
    const mistaken = mistakenText(head);
    throw mistaken === undefined ? error : new InputError(`${EXPECTED}, found ${mistaken}`);
  }
  const kind = isObject(root)
    ? KINDS.find((k) => (forced === undefined || k.name === forced) && k.fits(root as JsonObject))
    : undefined;
  if (!kind || !isObject(root)) {
    throw new ForeignFileError(`${expectation(forced)}, found ${describeRoot(root)}`);
  }
  const path = kind.paths.find((p) => valueAt(root, p) !== undefined) ?? kind.paths[0] ?? "";
  const reader = readers.get(kind) ?? kind.start(path);
  // Entries are still there only where their path was not recognised as it passed: a key with an escape in it.
  for (const [key, value] of Object.entries(valueAt(root, path) ?? {})) reader.entry(value, key);
  const isSure = kind.isSure(root);
  try {
    const input = reader.end(root);
    if (found && !isSure && input.stacks.length === 0) throw new ForeignFileError(`${EXPECTED}, found neither`);
    return input;
  } catch (error) {
    throw error instanceof InputError && !isSure ? new ForeignFileError(error.message) : error;
  }
}

function valueAt(root: JsonObject, path: string): object | undefined {
  let value: unknown = root;
  for (const key of path.split(".")) value = isObject(value) ? value[key] : undefined;
  return typeof value === "object" && value !== null ? value : undefined;
}

function expectation(forced: KindName | undefined): string {
  const kind = KINDS.find((k) => k.name === forced);
  return kind ? `expected ${kind.title} (--kind ${kind.name})` : EXPECTED;
}

function describeRoot(root: unknown): string {
  const kind = isObject(root) ? KINDS.find((k) => k.fits(root)) : undefined;
  return kind ? `${kind.title} (--kind ${kind.name})` : (mistakenJson(root) ?? describeValue(root));
}

/** What a text that is no JSON may have been meant to be. */
function explain(error: JsonError, text: string): InputError {
  if (isEventStream(text)) {
    return new InputError(
      `${EXPECTED}, found a stream of engine events: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW for the preview`,
    );
  }
  const mistaken = mistakenText(text);
  const message = mistaken === undefined ? `${error.message}; ${EXPECTED}` : `${EXPECTED}, found ${mistaken}`;
  return MARKS.test(text) || text.trim() === "" ? new InputError(message) : new ForeignFileError(message);
}

/** With that variable set, `pulumi preview --json` prints one event per line, without the states' details. */
function isEventStream(text: string): boolean {
  const end = text.indexOf("\n");
  if (end === -1 || end > 1_000_000) return false;
  try {
    const first: unknown = JSON.parse(text.slice(0, end));
    return isObject(first) && "sequence" in first && "timestamp" in first;
  } catch {
    return false;
  }
}
