/** The settings file: bytes to settings, or to a list of what is wrong with them and where. */
import { escapeUnprintable } from "../words";
import { type Place, readYaml } from "./document";
import { type GivenSettings, type Settings, SettingsError, settingsOf, settingsProblems } from "./index";
import { type Path, problemText } from "./problems";

/** A settings file as it was read. */
export interface SettingsFile {
  /** As it was named. */
  readonly file: string;
  readonly settings: Settings;
  /** What stands in it. */
  readonly given: GivenSettings;
  readonly placeOf: (path: Path) => Place;
  /** Set where it holds nothing: it says nothing wrong, but somebody may have meant it to. */
  readonly isEmpty: boolean;
}

/** A settings file is written by hand; what is larger is another file. */
const LARGEST = 4 * 1024 * 1024;

/**
 * Reads a settings file.
 * @param file its name, for messages.
 * @throws SettingsError listing every problem as `FILE:LINE:COLUMN: path: what is wrong`.
 */
export function readSettings(file: string, bytes: Uint8Array): SettingsFile {
  const name = escapeUnprintable(file);
  const fail = (message: string) => new SettingsError([`${name}: ${message}`]);
  if (bytes.length > LARGEST) throw fail("is larger than any settings file (4 MB)");
  const text = decode(bytes);
  if (text === undefined) throw fail("is not text: expected YAML or JSON in UTF-8");
  const { value, errors, placeOf } = readYaml(text);
  const line = ({ line, column }: Place, message: string) => `${name}:${line}:${column}: ${escapeUnprintable(message)}`;
  if (errors.length > 0) throw new SettingsError(errors.map((e) => line(e.place, e.message)));
  const problems = settingsProblems(value);
  if (problems.length > 0) {
    const placed = problems.map((p) => ({ place: placeOf(p.path, p.atKey), text: problemText(p) }));
    placed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
    throw new SettingsError(placed.map((p) => line(p.place, p.text)));
  }
  const given = (value ?? {}) as GivenSettings;
  return { file, settings: settingsOf(given), given, placeOf, isEmpty: value === undefined };
}

/** Bytes as text, without a byte order mark; undefined for what is none. PowerShell's `>` writes UTF-16. */
function decode(bytes: Uint8Array): string | undefined {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
