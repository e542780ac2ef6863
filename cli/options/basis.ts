/**
 * What a command judges by: the settings, and the options that add to them or override them. This folder has the
 * options that several commands share; it may import policy/, cli/inputs and cli/shell.
 */
import type { Edition } from "../../catalog/edition/edition";
import type { Settings } from "../../policy/settings";
import type { Context } from "../shell/context";
import { editionInForce } from "./edition";
import { checkGranted } from "./granted";
import { type LoadedSettings, loadSettings } from "./settings-file";

/** Options of every command that asks the catalog. */
export interface BasisOptions {
  readonly granted?: readonly string[];
  /** Id or file of an edition; that of the settings if omitted. */
  readonly edition?: string;
  /** A file of settings; one that is found if omitted, none if false. */
  readonly config?: string | false;
  /** YYYY-MM-DD; today if omitted. */
  readonly asOf?: string;
}

/** What a command judges by. */
export interface CommandBasis {
  readonly loaded: LoadedSettings;
  readonly settings: Settings;
  readonly edition: Edition;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** Ids from the settings and from the option, checked. */
  readonly granted: readonly string[];
}

/**
 * Works out what a command judges by.
 * @param loaded the settings, if they are loaded already.
 * @throws UsageError if the settings or the edition cannot be used, or if an access condition is unknown.
 */
export async function commandBasis(
  options: BasisOptions,
  context: Context,
  loaded: LoadedSettings = loadSettings(options.config, context),
): Promise<CommandBasis> {
  const { settings } = loaded;
  const today = options.asOf ?? context.today();
  const edition = await editionInForce(settings, options.edition, today, context.cwd);
  const granted = [...settings.granted, ...checkGranted(edition, options.granted ?? [])];
  return { loaded, settings, edition, today, granted };
}
