/**
 * Settings: which rules are in force at which level, and what they need to know. This folder may import rules/ and
 * limits/. The settings file, the policy pack's configuration (Pulumi's `--policy-pack-config`) and the library have
 * one shape: `{"all": "level", "rule": "level" | {"enforcementLevel": …, settings}, "accounts": …, "granted": …,
 * "waivers": …}`.
 */
import type { Edition } from "../../catalog/edition/edition";
import type { Level, RuleName } from "../rule-name";
import { RULES } from "../rules";
import type { CatalogSettings, Rule, RuleSettings } from "../rules/rule";
import { grantedProblem } from "../schema/granted";
import {
  type GivenSettings,
  givenToRule,
  grantedIn,
  isNothing,
  overlayIn,
  sharedIn,
  statementOf,
  waiversIn,
} from "./given";
import { mergeAccounts, mergeCatalogs } from "./merge";
import { problemsOf, problemText, type SettingsProblem } from "./problems";
import { schemas } from "./schema";
import { type Settings, SettingsError } from "./settings";

export { withConfigs } from "./merge";
export { type CatalogSettings, type RuleSettings, type Settings, SettingsError };

/**
 * Reads settings.
 * @param value plain data, as JSON or YAML give it; undefined gives the defaults.
 * @param edition the edition in force: `granted` may name its access conditions. If omitted, those of embedded editions
 *   count.
 * @throws SettingsError listing every problem.
 */
export function parseSettings(value: unknown, edition?: Edition): Settings {
  const problems = settingsProblems(value);
  if (problems.length > 0) throw new SettingsError(problems.map(problemText));
  const given = (value ?? {}) as GivenSettings;
  const unknown = grantedIn(given).flatMap(({ path, id }) => {
    const message = grantedProblem(id, edition);
    return message === undefined ? [] : [{ path, message }];
  });
  if (unknown.length > 0) throw new SettingsError(unknown.map(problemText));
  if (typeof given.overlay === "string") {
    throw new SettingsError(["overlay: a file counts only in a settings file: give the statements themselves"]);
  }
  return settingsOf(given);
}

/** What is wrong with settings; nothing if they are {@link GivenSettings}. */
export function settingsProblems(value: unknown): readonly SettingsProblem[] {
  if (isNothing(value)) return [];
  const problems = problemsOf(schemas().document, value);
  if (problems.length > 0) return problems;
  // With a file that names another one, it would be unclear which of them counts.
  return RULES.filter((rule) => givenToRule(value as GivenSettings, rule).settingsFile !== undefined).map((rule) => ({
    path: [rule.name, "settingsFile"],
    message: "counts only in the configuration of the policy pack: give the file itself",
  }));
}

/**
 * What is wrong with `granted` under the edition in force, one line for each id. Whoever opens the edition calls this.
 * @param edition the edition in force.
 */
export function grantedProblems(
  { granted, grantedPlaces }: Pick<Settings, "granted" | "grantedPlaces">,
  edition: Edition,
): readonly string[] {
  return granted.flatMap((id) => {
    const problem = grantedProblem(id, edition);
    return problem === undefined ? [] : [`${grantedPlaces?.get(id) ?? "granted"}: ${problem}`];
  });
}

/** What is wrong with the configuration of one policy: the settings of its rule, without a level. */
export function ruleProblems(rule: Rule, settings: unknown): readonly SettingsProblem[] {
  if (isNothing(settings)) return [];
  const schema = schemas().rules.get(rule);
  return schema ? problemsOf(schema, settings, [rule.name]) : [];
}

/** The settings in force, from given ones that the schema found right. */
export function settingsOf(given: GivenSettings): Settings {
  const all = typeof given.all === "object" ? Object(given.all).enforcementLevel : given.all;
  const rules = new Map<RuleName, RuleSettings>();
  for (const rule of RULES) {
    const { enforcementLevel, ...settings } = givenToRule(given, rule);
    const level = enforcementLevel ?? all;
    rules.set(rule.name, {
      level: level === undefined ? rule.defaultLevel : toLevel(level),
      isLevelGiven: level !== undefined,
      repairs: level === "remediate",
      settings,
    });
  }
  return {
    rules,
    accounts: mergeAccounts(sharedIn(given, "accounts").map(({ value }) => value)),
    granted: [...new Set(grantedIn(given).map(({ id }) => id))],
    catalog: mergeCatalogs(sharedIn(given, "catalog").map(({ value }) => value)),
    overlay: overlayIn(given).map(({ value }) => statementOf(value, "overlay of the settings")),
    waivers: waiversIn(given).map(({ waiver }) => waiver),
  };
}

function toLevel(level: unknown): Level {
  // As in Pulumi, what is still found after the repair stops the run.
  return level === "remediate" ? "mandatory" : (level as Level);
}
