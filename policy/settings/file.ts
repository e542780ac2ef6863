/** The settings file: from bytes to settings, or to a list of problems with their positions. */
import { basename, dirname, isAbsolute, join } from "node:path";
import { embeddedId } from "../../catalog/edition/embedded";
import { escapeUnprintable } from "../escape";
import { placeText } from "../text";
import { readYaml, type TextPosition } from "./document";
import { catalogIn, type GivenSettings, type GivenStatement, grantedIn, overlayIn, statementOf } from "./given";
import { type Settings, SettingsError, settingsOf, settingsProblems } from "./index";
import { type Path, pathText, problemsOf, problemText, type SettingsProblem } from "./problems";
import { schemas } from "./schema";

/** A settings file as it was read. */
export interface SettingsFile {
  /** As it was named. */
  readonly file: string;
  readonly settings: Settings;
  /** Its content. */
  readonly given: GivenSettings;
  readonly placeOf: (path: Path) => TextPosition;
  /** True if it holds nothing: that is not wrong, but perhaps not meant. */
  readonly isEmpty: boolean;
}

/** At most this many problems are named at once. */
const MOST_PROBLEMS = 100;
/** A settings file is written by hand; a larger file is something else. */
const LARGEST = 4 * 1024 * 1024;

/**
 * Reads a settings file.
 * @param file its name, for messages; paths in it start from its folder.
 * @param read reads the file of an overlay that it names.
 * @throws SettingsError listing every problem as `FILE:LINE:COLUMN: path: what is wrong`.
 */
export function readSettings(file: string, bytes: Uint8Array, read?: (path: string) => Uint8Array): SettingsFile {
  const { value, placeOf } = readChecked(file, bytes, settingsProblems);
  const given = (value ?? {}) as GivenSettings;
  const settings = settingsOf(given);
  const { edition } = settings.catalog;
  const named = catalogIn(given).findLast(({ key }) => key === "edition");
  const say = (path: Path) => `${placeText({ file: escapeUnprintable(file), ...placeOf(path) })}: ${pathText(path)}`;
  const overlay = [
    ...(typeof given.overlay === "string" ? readOverlay(pathFrom(file, given.overlay), read, say(["overlay"])) : []),
    ...overlayIn(given).map((s) => statementOf(s.value, overlayName(file))),
  ];
  return {
    file,
    settings: {
      ...settings,
      catalog: {
        ...settings.catalog,
        ...(edition === undefined || named === undefined
          ? {}
          : { edition: editionName(file, edition), editionPlace: say(named.path) }),
      },
      overlay,
      grantedPlaces: new Map(grantedIn(given).map(({ path, id }) => [id, say(path)])),
    },
    given,
    placeOf,
    isEmpty: value === undefined,
  };
}

/** @param namedAt the place in the settings that names the file: a wrong name is corrected there. */
function readOverlay(file: string, read: ((path: string) => Uint8Array) | undefined, namedAt: string) {
  if (!read) throw new SettingsError([`${escapeUnprintable(file)}: there is nothing here that could read an overlay`]);
  const check = (value: unknown) => problemsOf(schemas().overlay, value ?? null);
  let bytes: Uint8Array;
  try {
    bytes = read(file);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new SettingsError(error.problems.map((problem) => `${namedAt}: ${problem}`));
  }
  const { value } = readChecked(file, bytes, check);
  return (value as GivenStatement[]).map((s) => statementOf(s, overlayName(file)));
}

/** Without its folder: others read a citation on other machines. */
function overlayName(file: string): string {
  return `overlay of ${basename(file)}`;
}

function pathFrom(file: string, path: string): string {
  return isAbsolute(path) ? path : join(dirname(file), path);
}

function editionName(file: string, edition: string): string {
  return embeddedId(edition) !== undefined ? edition : pathFrom(file, edition);
}

/**
 * Reads YAML or JSON that people write by hand.
 * @param check finds what is wrong with its value.
 * @throws SettingsError listing every problem as `FILE:LINE:COLUMN: path: what is wrong`.
 */
export function readChecked(
  file: string,
  bytes: Uint8Array,
  check: (value: unknown) => readonly SettingsProblem[],
): { readonly value: unknown; readonly placeOf: (path: Path) => TextPosition } {
  const name = escapeUnprintable(file);
  const fail = (message: string) => new SettingsError([`${name}: ${message}`]);
  if (bytes.length > LARGEST) throw fail("is larger than any settings file (4 MB)");
  const text = decode(bytes);
  if (text === undefined) throw fail("is not text: expected YAML or JSON in UTF-8");
  const { value, errors, placeOf } = readYaml(text);
  const line = (place: TextPosition, message: string) =>
    `${placeText({ file: name, ...place })}: ${escapeUnprintable(message)}`;
  if (errors.length > 0) throw new SettingsError(errors.map((e) => line(e.place, e.message)));
  const problems = check(value);
  if (problems.length > 0) {
    const placed = problems
      .slice(0, MOST_PROBLEMS)
      .map((p) => ({ place: placeOf(p.path, p.atKey), text: problemText(p) }));
    placed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
    const more = problems.length - placed.length;
    const rest = more > 0 ? [`${name}: and ${more} more`] : [];
    throw new SettingsError([...placed.map((p) => line(p.place, p.text)), ...rest]);
  }
  return { value, placeOf };
}

/** Bytes as text, without a byte order mark; undefined if they are not text. PowerShell's `>` writes UTF-16. */
function decode(bytes: Uint8Array): string | undefined {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
