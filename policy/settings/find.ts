/** Which settings file a folder has. It reads none, so that a run without settings does not load their reader. */
import { dirname, join } from "node:path";
import { escapeUnprintable } from "../escape";
import { SETTINGS_FILE } from "./names";
import { SettingsError } from "./settings";

/** Whether there is a file of this path. */
export type Exists = (file: string) => boolean;

/** The nearest file of a name, in a folder or above it. */
export function findUpward(from: string, name: string, exists: Exists): string | undefined {
  return foldersUpward(from)
    .map((folder) => join(folder, name))
    .find(exists);
}

/**
 * The nearest settings file, in a folder or above it.
 * @throws SettingsError if a file with the ending .yml is nearer: somebody wrote it, and nothing would read it.
 */
export function findSettings(from: string, exists: Exists): string | undefined {
  const found = findUpward(from, SETTINGS_FILE, exists);
  const misnamed = findUpward(from, SETTINGS_FILE.replace(/\.yaml$/, ".yml"), exists);
  if (misnamed === undefined || (found !== undefined && dirname(found).length >= dirname(misnamed).length))
    return found;
  throw new SettingsError([
    `${escapeUnprintable(misnamed)}: settings are read from ${SETTINGS_FILE}: rename this file`,
  ]);
}

/** A folder and those above it, the nearest first. */
function foldersUpward(from: string): string[] {
  const above = dirname(from);
  return above === from ? [from] : [from, ...foldersUpward(above)];
}
