/** Settings from several places: what a later one says overrides what an earlier one says. */
import type { KnownAccount } from "../plan/deployment";
import type { KnownAccounts } from "../plan/known-accounts";
import type { RuleName } from "../rule-name";
import type { CatalogSettings, RuleSettings } from "../rules/rule";
import type { Waiver } from "../waiver";
import { type GivenStatement, grantedBy, isNothing, statementOf } from "./given";
import { pathText } from "./problems";
import type { Settings } from "./settings";

/** Accounts by lower-case name or id, from the `accounts` of any number of rules; a later one overrides an earlier one. */
export function mergeAccounts(all: readonly unknown[]): KnownAccounts {
  const merged = new Map<string, KnownAccount>();
  for (const accounts of all) {
    for (const [name, account] of Object.entries((accounts ?? {}) as Record<string, KnownAccount>)) {
      merged.set(name.toLowerCase(), account);
    }
  }
  return merged;
}

/** The `catalog` of any number of rules; a later one overrides an earlier one. */
export function mergeCatalogs(all: readonly unknown[]): CatalogSettings {
  return Object.assign({}, ...all) as CatalogSettings;
}

/**
 * The settings of a policy pack that has a settings file and a configuration of its own. The configuration overrides the
 * file: the settings of a rule and the accounts one by one, `granted` as a whole. Waivers and overlays of both count.
 * @param configs what Pulumi configured, by rule, checked.
 */
export function withConfigs(file: Settings, configs: ReadonlyMap<RuleName, Record<string, unknown>>): Settings {
  if ([...configs.values()].every(isNothing)) return file;
  const all = [...configs.values()];
  const granted = grantedBy((rule) => configs.get(rule.name));
  const rules = [...file.rules].map(([name, rule]): [RuleName, RuleSettings] => [
    name,
    { ...rule, settings: { ...rule.settings, ...configs.get(name) } },
  ]);
  const grantedPlaces =
    granted.length === 0
      ? file.grantedPlaces
      : new Map(granted.flatMap(({ path, ids }) => ids.map((id, i) => [id, pathText([...path, i])] as const)));
  return {
    rules: new Map(rules),
    accounts: new Map([...file.accounts, ...mergeAccounts(all.map((c) => c.accounts))]),
    ...(grantedPlaces === undefined ? {} : { grantedPlaces }),
    granted: granted.length === 0 ? file.granted : granted.flatMap(({ ids }) => ids),
    catalog: mergeCatalogs([file.catalog, ...all.map((c) => c.catalog)]),
    overlay: [
      ...file.overlay,
      ...all.flatMap((c) =>
        ((c.overlay ?? []) as GivenStatement[]).map((s) => statementOf(s, "overlay of the policy configuration")),
      ),
    ],
    waivers: [...file.waivers, ...all.flatMap((c) => (c.waivers ?? []) as Waiver[])],
  };
}
