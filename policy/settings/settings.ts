/** The settings in force, and the error for settings that cannot be used. */
import type { OverlayStatement } from "../../catalog/edition/statement";
import type { KnownAccounts } from "../plan/known-accounts";
import type { RuleName } from "../rule-name";
import type { CatalogSettings, RuleSettings } from "../rules/rule";
import type { Waiver } from "../waiver";

/** Settings in force: every rule has its own, defaults filled in. */
export interface Settings {
  readonly rules: ReadonlyMap<RuleName, RuleSettings>;
  readonly accounts: KnownAccounts;
  readonly granted: readonly string[];
  /**
   * The place in the settings file of each id of `granted`, for messages: "azure-openai-guard.yaml:2:3: granted[0]".
   */
  readonly grantedPlaces?: ReadonlyMap<string, string>;
  readonly catalog: CatalogSettings;
  /** The organisation's own statements, expired ones included. */
  readonly overlay: readonly OverlayStatement[];
  readonly waivers: readonly Waiver[];
}

/** Settings that cannot be used: one line for each problem, with the path, what was expected, and the nearest name. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}
