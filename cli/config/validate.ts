/** `config validate`: checks whether a run could start with the settings. */

import { SETTINGS_FILE } from "../../policy/settings/names";
import { editionInForce } from "../options/edition";
import { emptyNote, loadSettings } from "../options/settings-file";
import { type CommandResult, type Context, EXIT, UsageError } from "../shell/context";
import type { ConfigOptions } from "./config";

/**
 * Reads the settings, their overlay and their edition, as every run does.
 * @throws UsageError for any mistake, and if there is no settings file.
 */
export async function validateConfig(
  options: Pick<ConfigOptions, "config" | "asOf">,
  context: Context,
): Promise<CommandResult> {
  const loaded = loadSettings(options.config, context);
  if (loaded.file === undefined) {
    throw new UsageError(`found no settings file: give --config FILE, or write ${SETTINGS_FILE} with config init`);
  }
  const edition = await editionInForce(loaded.settings, undefined, options.asOf ?? context.today(), context.cwd);
  return {
    stdout: `${loaded.file}: the settings are valid; edition ${edition.id}\n`,
    stderr: emptyNote(loaded).join(""),
    exitCode: EXIT.clean,
  };
}
