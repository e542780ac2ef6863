/** What a command asks the catalog by: the settings, and what its options say beside or before them. */
import type { Edition } from "../../catalog/edition/edition";
import type { Settings } from "../../policy/settings";
import type { Context } from "../shell/context";
import { editionInForce } from "./edition";
import { checkGranted } from "./granted";
import { type Loaded, loadSettings } from "./settings-file";

/** Options of every command that asks the catalog. */
export interface AskOptions {
  readonly granted?: readonly string[];
  /** Id or file of an edition; that of the settings where omitted. */
  readonly edition?: string;
  /** A file of settings; one that is found where omitted, none where false. */
  readonly config?: string | false;
  /** YYYY-MM-DD; today where omitted. */
  readonly asOf?: string;
}

/** What a command asks by. */
export interface AskedBy {
  readonly loaded: Loaded;
  readonly settings: Settings;
  readonly edition: Edition;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** By the settings and by the option, checked. */
  readonly granted: readonly string[];
}

/**
 * Works out what a command asks by.
 * @param loaded the settings, where they are loaded already.
 * @throws UsageError where the settings or the edition cannot be used, or an access condition is not known.
 */
export async function askedBy(
  options: AskOptions,
  context: Context,
  loaded: Loaded = loadSettings(options.config, context),
): Promise<AskedBy> {
  const { settings } = loaded;
  const today = options.asOf ?? context.today();
  const edition = await editionInForce(settings, options.edition, today, context.cwd);
  const granted = [...settings.granted, ...checkGranted(edition, options.granted ?? [])];
  return { loaded, settings, edition, today, granted };
}
