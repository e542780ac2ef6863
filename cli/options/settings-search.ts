/** Which settings file is in force. It reads none, so that a run without settings does not load their reader. */
import { existsSync } from "node:fs";
import { findSettings } from "../../policy/settings/find";
import { SETTINGS_VARIABLE } from "../../policy/settings/names";
import { SettingsError } from "../../policy/settings/settings";
import { type Context, UsageError } from "../shell/context";
import { relativeTo } from "../shell/paths";

export interface NamedSettings {
  /** As it was named or, if it was found, from the working directory. */
  readonly file: string;
  readonly namedBy: "option" | "environment" | "search";
}

/**
 * The file that an option names, else the one that the environment names, else the nearest one in or above the working
 * directory.
 * @param option what `--config` says; false for `--no-config`.
 * @returns undefined if the defaults are in force.
 * @throws UsageError for a file whose name is almost right.
 */
export function settingsFileFor(
  option: string | false | undefined,
  { env, cwd }: Pick<Context, "env" | "cwd">,
): NamedSettings | undefined {
  if (option === false) return undefined;
  if (option !== undefined) return { file: option, namedBy: "option" };
  const named = env[SETTINGS_VARIABLE];
  if (named !== undefined && named !== "") return { file: named, namedBy: "environment" };
  const found = findSettingsFile(cwd);
  return found === undefined ? undefined : { file: relativeTo(cwd, found), namedBy: "search" };
}

/**
 * The nearest settings file in a folder or above it.
 * @throws UsageError for a file whose name is almost right.
 */
export function findSettingsFile(from: string): string | undefined {
  try {
    return findSettings(from, existsSync);
  } catch (error) {
    throw error instanceof SettingsError ? new UsageError(error.problems.join("\n")) : error;
  }
}
