/** Which kind of file it is, told from what is in it. */
import { decode } from "./bytes";
import { describeValue, type Input, InputError, isObject } from "./input";
import { parseJson } from "./json";
import { isPreview, readPreview } from "./preview";
import { isSavedPlan, readSavedPlan } from "./saved-plan";
import { isStackExport, readStackExport } from "./stack-export";

const EXPECTED = 'expected the output of "pulumi preview --json" or "pulumi stack export"';

/**
 * Reads a file of any kind that is known.
 * @throws InputError where it is none of them.
 */
export function readInput(bytes: Buffer): Input {
  if (bytes.length === 0) throw new InputError(`is empty: ${EXPECTED}`);
  const text = decode(bytes);
  const value = parse(text);
  if (isObject(value)) {
    if (isStackExport(value)) return readStackExport(value);
    if (isSavedPlan(value)) return readSavedPlan(value);
    if (isPreview(value)) return readPreview(value);
  }
  throw new InputError(`${EXPECTED}, found ${describeValue(value)}`);
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (isEventStream(text)) {
      throw new InputError(
        `${EXPECTED}, found a stream of engine events: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW for the preview`,
      );
    }
    throw new InputError(`${error.message}; ${EXPECTED}`);
  }
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
