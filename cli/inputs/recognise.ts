/** Reads plans and states, and recognises their kind by their contents. */
import { MB } from "./bytes";
import { type Chunks, textChunks, WHOLE } from "./chunks";
import { describeValue, ForeignFileError, InputError, isObject, type JsonObject, type ReadInput } from "./input";
import { findProblem, JsonError, placeAt, positionText, topKeys } from "./json";
import type { InputKind, KindName, KindReader } from "./kind";
import { mistakenJson, mistakenText } from "./mistaken";
import { PREVIEW } from "./preview";
import { SAVED_PLAN } from "./saved-plan";
import { LIMITS, Splitter, utf8 } from "./splitter";
import { CHECKPOINT, STATE } from "./state";

/** In the order in which they are tried. */
const KINDS: readonly InputKind[] = [STATE, CHECKPOINT, SAVED_PLAN, PREVIEW];

const EXPECTED =
  'expected the output of "pulumi preview --json" or "pulumi stack export", a saved plan or a checkpoint of a stack';

/** A mark that a damaged plan has, and a file of another kind has not. */
const MARKS = /"(?:steps|changeSummary|deployment|checkpoint|latest|resourcePlans)"\s*:|urn:pulumi:/;

/** Every key that Pulumi writes at the top of a plan or a state. */
const TOP_KEYS: ReadonlySet<string> = new Set([
  ...["config", "steps", "diagnostics", "duration", "changeSummary", "maybeCorrupt"],
  ...["version", "deployment", "features"],
  ...["checkpoint", "stack", "latest"],
  ...["manifest", "resourcePlans"],
]);

/** Deeper than any plan: a deeper file is made to use up memory. */
const DEEPEST = 500_000;
/**
 * From this number of bytes on, depth is checked before the text is parsed; the depth of a smaller text does no harm.
 */
const MAY_BE_DEEP = 4 * MB;

/** The characters at the start of a file by which it is recognised, if it is not JSON. */
const HEAD = 64 * 1024;

export interface ReadOptions {
  /** The kind that it must be; its contents decide if omitted. */
  readonly kind?: KindName;
  /** True if it was found in a directory, or by a glob: nobody says that it is a plan or a state. */
  readonly found?: boolean;
}

/**
 * Reads a file of any known kind, and of any size. A large file is cut into its entries as it is read, and only entries
 * that tell something about deployments are kept.
 * @throws InputError if it cannot be read; ForeignFileError if it is certainly neither a plan nor a state.
 */
export async function readInput(chunks: Chunks, { kind: forced, found }: ReadOptions = {}): Promise<ReadInput> {
  const { root, readers } = await readRoot(chunks);
  const kind = isObject(root)
    ? KINDS.find((k) => (forced === undefined || k.name === forced) && k.fits(root as JsonObject))
    : undefined;
  if (!kind || !isObject(root)) {
    throw new ForeignFileError(`${expectation(forced)}, found ${describeRoot(root)}`);
  }
  const path = kind.paths.find((p) => valueAt(root, p) !== undefined) ?? kind.paths[0] ?? "";
  const reader = readers.get(kind) ?? kind.start(path);
  // A file that was cut has no entries left here, unless a key on their path has an escape.
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

interface ReadRoot {
  readonly root: unknown;
  /** The readers that took entries; none if the file was parsed whole. */
  readonly readers: ReadonlyMap<InputKind, KindReader>;
}

async function readRoot(chunks: Chunks): Promise<ReadRoot> {
  const held: Buffer[] = [];
  let length = 0;
  const text = textChunks(chunks)[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await text.next();
    if (done) break;
    held.push(value);
    length += value.length;
    if (length > WHOLE) return cut(held, text);
  }
  if (length === 0) throw new InputError(`is empty: ${EXPECTED}`);
  const bytes = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
  // The bytes must be free while the text is parsed.
  held.length = 0;
  return parseWhole(bytes);
}

function parseWhole(bytes: Buffer): ReadRoot {
  if (bytes.length > MAY_BE_DEEP && mayBeDeep(bytes)) return splitAll([bytes]);
  const text = utf8(bytes);
  try {
    return { root: JSON.parse(text), readers: new Map() };
  } catch {
    const { offset, problem, isCutOff } = findProblem(text);
    throw explain(new JsonError(`${positionText(placeAt(text, offset))}: ${problem}`, offset, isCutOff), text);
  }
}

/** True if more than DEEPEST brackets may be open at once. Brackets in strings count too, so it may be wrong. */
function mayBeDeep(bytes: Buffer): boolean {
  let depth = 0;
  // By index: an iterator over bytes takes several times as long.
  for (let at = 0; at < bytes.length; at += 1) {
    depth += STEP[bytes[at] as number] as number;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** The change of depth for each byte. */
const STEP = new Int8Array(256);
for (const c of "[{") STEP[c.charCodeAt(0)] = 1;
for (const c of "]}") STEP[c.charCodeAt(0)] = -1;

/** Cuts a file into its entries as it is read. */
async function cut(start: Buffer[], rest: AsyncIterator<Buffer>): Promise<ReadRoot> {
  const splitting = new Splitting();
  while (start.length > 0) splitting.push(start.shift() as Buffer);
  for (;;) {
    const { done, value } = await rest.next();
    if (done) return splitting.end();
    splitting.push(value);
  }
}

function splitAll(chunks: readonly Buffer[]): ReadRoot {
  const splitting = new Splitting();
  for (const chunk of chunks) splitting.push(chunk);
  return splitting.end();
}

/** A file whose entries go to the readers of their kinds. */
class Splitting {
  readonly #readers = new Map<InputKind, KindReader>();
  readonly #splitter = new Splitter(
    (path, container) => {
      const kind = KINDS.find((k) => k.container === container && k.paths.includes(path));
      if (!kind) return undefined;
      // Of two equal keys, the second counts, as for JSON.parse.
      const reader = kind.start(path);
      this.#readers.set(kind, reader);
      return (value, key) => reader.entry(value, key);
    },
    { ...LIMITS, depth: DEEPEST },
  );

  push(chunk: Buffer): void {
    this.#explained(() => this.#splitter.push(chunk));
  }

  end(): ReadRoot {
    return this.#explained(() => ({ root: this.#splitter.end(), readers: this.#readers }));
  }

  #explained<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      if (this.#readers.size === 0) throw explain(error, this.#splitter.restText);
      // A file with entries of a plan was meant to be one.
      const mistaken = mistakenText(this.#splitter.restText.slice(0, HEAD));
      throw mistaken === undefined ? error : new InputError(`${EXPECTED}, found ${mistaken}`);
    }
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

/** The error for a text that is not JSON, by what it was probably meant to be. */
function explain(error: JsonError, text: string): InputError {
  if (isEventStream(text)) {
    return new InputError(
      `${EXPECTED}, found a stream of engine events: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW for the preview`,
    );
  }
  const mistaken = mistakenText(text.slice(0, HEAD));
  if (MARKS.test(text)) return mistaken === undefined ? error : new InputError(`${EXPECTED}, found ${mistaken}`);
  const message = mistaken === undefined ? `${error.message}; ${EXPECTED}` : `${EXPECTED}, found ${mistaken}`;
  return mayBePlan(error, text) ? new InputError(message) : new ForeignFileError(message);
}

/**
 * True if a text that is not JSON may be the beginning of a plan or a state: an object that is cut off, or with keys of
 * Pulumi alone.
 */
function mayBePlan({ isCutOff }: JsonError, text: string): boolean {
  if (text.trim() === "") return true;
  const keys = topKeys(text);
  if (keys === undefined) return false;
  return isCutOff || (keys.length > 0 && keys.every((key) => TOP_KEYS.has(key)));
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
