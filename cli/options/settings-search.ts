/** Which settings file is in force. It reads no settings, so that whoever has none does not wait for their reader. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { escapeTerminal } from "../../policy/escape";
import { SETTINGS_FILE, SETTINGS_VARIABLE } from "../../policy/settings/names";
import { type Context, UsageError } from "../shell/context";
import { relativeTo } from "../shell/paths";

export interface NamedSettings {
  /** As it was named or, where it was found, from the working directory. */
  readonly file: string;
  readonly namedBy: "option" | "environment" | "search";
}

/**
 * The file that an option names, else the one that the environment names, else the nearest one upward from the working
 * directory.
 * @param option what `--config` says; false for `--no-config`.
 * @returns undefined where the defaults are in force.
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
  const found = findUpward(cwd);
  return found === undefined ? undefined : { file: relativeTo(cwd, found), namedBy: "search" };
}

/** The nearest settings file upward from a folder. */
export function findUpward(from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const file = join(at, SETTINGS_FILE);
    if (existsSync(file)) return file;
    // Somebody wrote it, and nothing would read it.
    const misnamed = file.replace(/\.yaml$/, ".yml");
    if (existsSync(misnamed)) {
      throw new UsageError(`${escapeTerminal(misnamed)}: settings are read from ${SETTINGS_FILE}: rename this file`);
    }
    if (at === dirname(at)) return undefined;
  }
}
