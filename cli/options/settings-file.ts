/** Reads settings files: that of the run, and those of the programs whose plans are checked. */
import { resolve } from "node:path";
import { escapeTerminal } from "../../policy/escape";
import { parseSettings, type Settings, SettingsError } from "../../policy/settings";
import { readSettings, type SettingsFile } from "../../policy/settings/file";
import { waiversIn } from "../../policy/settings/given";
import type { Waiver } from "../../policy/waiver";
import { readBytes } from "../inputs/bytes";
import { InputError } from "../inputs/input";
import { type Context, complaint, UsageError } from "../shell/context";
import { relativeTo, type SourcePlace } from "../shell/paths";
import { findSettingsFile, type NamedSettings, settingsFileFor } from "./settings-search";

/** The settings of a run. */
export interface LoadedSettings {
  readonly settings: Settings;
  /** Their file, as it was named or, if it was found, from the working directory. */
  readonly file?: string;
  readonly namedBy?: NamedSettings["namedBy"];
  /** The content of the file, with positions. */
  readonly read?: SettingsFile;
}

/**
 * The settings in force: of the file that an option names, else of the one that the environment names, else of the
 * nearest one upward from the working directory, else the defaults.
 * @param option what `--config` says; false for `--no-config`.
 * @throws UsageError if they cannot be used: without its settings, a run would judge by the wrong rules.
 */
export function loadSettings(
  option: string | false | undefined,
  { env, cwd }: Pick<Context, "env" | "cwd">,
): LoadedSettings {
  const found = settingsFileFor(option, { env, cwd });
  return found === undefined ? { settings: parseSettings(undefined) } : load(found.file, cwd, found.namedBy);
}

/** Finds the settings of each program. */
export interface ProgramSettings {
  /** The settings of the run: of the option, of the environment, or of the working directory. */
  readonly ofRun: LoadedSettings;
  /**
   * The settings of a program: those of the run if an option or the environment names a file; else those of the nearest
   * file in or above the program's folder; else those of the run.
   * @param folder from the working directory; "" for the working directory itself.
   * @throws UsageError if they cannot be used.
   */
  readonly of: (folder: string) => LoadedSettings;
}

/**
 * Finds settings by program. Each file is read once, so two programs with one file get the same object.
 * @param option what `--config` says; false for `--no-config`.
 * @throws UsageError if the settings of the run cannot be used.
 */
export function programSettings(
  option: string | false | undefined,
  context: Pick<Context, "env" | "cwd">,
): ProgramSettings {
  const { cwd } = context;
  const ofRun = loadSettings(option, context);
  if (option !== undefined || ofRun.namedBy === "environment") return { ofRun, of: () => ofRun };
  const byFile = new Map([[ofRun.file, ofRun]]);
  return {
    ofRun,
    of: (folder) => {
      const found = findSettingsFile(resolve(cwd, folder));
      if (found === undefined) return ofRun;
      const file = relativeTo(cwd, found);
      const loaded = byFile.get(file) ?? load(file, cwd, "search");
      byFile.set(file, loaded);
      return loaded;
    },
  };
}

function load(file: string, cwd: string, namedBy: LoadedSettings["namedBy"]): LoadedSettings {
  try {
    const read = readSettings(file, readBytes(resolve(cwd, file)), (overlay) => readOverlay(overlay, cwd));
    return { settings: read.settings, file, namedBy, read };
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(error.problems.join("\n"));
    if (error instanceof InputError) throw new UsageError(`${escapeTerminal(file)}: ${escapeTerminal(error.message)}`);
    throw error;
  }
}

/** A line for an empty file: somebody may have meant to write settings. */
export function emptyNote({ file, read }: LoadedSettings): string[] {
  if (file === undefined || !read?.isEmpty) return [];
  return [complaint(`${escapeTerminal(file)}: note: holds no settings; the defaults are in force`)];
}

/** The file of an overlay that the settings name. */
function readOverlay(file: string, cwd: string): Uint8Array {
  try {
    return readBytes(resolve(cwd, file));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new SettingsError([`${escapeTerminal(file)}: ${escapeTerminal(error.message)}`]);
  }
}

/** The place of a waiver in its file. */
export function placeOfWaiver({ file, read }: LoadedSettings, waiver: Waiver): SourcePlace | undefined {
  if (file === undefined || !read) return undefined;
  const path = waiversIn(read.given).find((w) => w.waiver === waiver)?.path;
  return path && { file: file.replaceAll("\\", "/"), ...read.placeOf(path) };
}
