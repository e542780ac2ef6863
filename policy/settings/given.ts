/** Settings as they were given, after the schema found them right: each value with its path among them. */
import type { OverlayStatement } from "../../catalog/edition/statement";
import { findRegion } from "../../catalog/names/regions";
import type { KnownAccount } from "../plan/deployment";
import { RULES } from "../rules";
import type { CatalogSettings, Rule } from "../rules/rule";
import { written } from "../text";
import type { Waiver } from "../waiver";
import type { Path } from "./problems";
import { SHARED } from "./schema";

/** Settings that passed the schema, as they were given. */
export type GivenSettings = Readonly<Record<string, unknown>>;

/** True for empty settings. Most runs have none, and need no schema to see that nothing is wrong. */
export function isNothing(value: unknown): boolean {
  if (value === undefined) return true;
  return value !== null && typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** What was given to a rule, its level included. */
export function givenToRule(given: GivenSettings, rule: Rule): Record<string, unknown> {
  const value = given[rule.name];
  return typeof value === "string" ? { enforcementLevel: value } : ((value ?? {}) as Record<string, unknown>);
}

/** The path of a rule's level; undefined if it is the rule's default. */
export function levelPath(given: GivenSettings, rule: Rule): Path | undefined {
  if (typeof given[rule.name] === "string") return [rule.name];
  if (givenToRule(given, rule).enforcementLevel !== undefined) return [rule.name, "enforcementLevel"];
  return given.all === undefined ? undefined : ["all"];
}

/** The values of a key that counts for all rules, each with its path: first at the top, then in each rule. */
export function sharedIn(given: GivenSettings, key: (typeof SHARED)[number]): { path: Path; value: unknown }[] {
  return [
    { path: [key], value: given[key] },
    ...RULES.map((rule) => ({ path: [rule.name, key], value: givenToRule(given, rule)[key] })),
  ].filter(({ value }) => value !== undefined);
}

/** Every account with its path; a later one overrides an earlier one. */
export function accountsIn(given: GivenSettings): { path: Path; name: string; account: KnownAccount }[] {
  return sharedIn(given, "accounts").flatMap(({ path, value }) =>
    Object.entries(value as Record<string, KnownAccount>).map(([name, account]) => ({
      path: [...path, name],
      name,
      account,
    })),
  );
}

/** Every waiver with its path, in the order of {@link Settings.waivers}. */
export function waiversIn(given: GivenSettings): { path: Path; waiver: Waiver }[] {
  return sharedIn(given, "waivers").flatMap(({ path, value }) =>
    (value as Waiver[]).map((waiver, i) => ({ path: [...path, i], waiver })),
  );
}

/** A statement of an overlay as it is given. */
export type GivenStatement = Omit<OverlayStatement, "from">;

/** Every statement of an overlay with its path, except those of an overlay file. */
export function overlayIn(given: GivenSettings): { path: Path; value: GivenStatement }[] {
  return sharedIn(given, "overlay").flatMap(({ path, value }) =>
    Array.isArray(value) ? value.map((one, i) => ({ path: [...path, i], value: one as GivenStatement })) : [],
  );
}

/**
 * A statement as the catalog takes it.
 * @param from where it is from: "overlay of azure-openai-guard.yaml".
 */
export function statementOf(given: GivenStatement, from: string): OverlayStatement {
  const { regions, owner, reason } = given;
  return {
    ...given,
    ...(regions ? { regions: regions.map((r) => findRegion(r)?.id ?? r) } : {}),
    // People wrote these texts, and citations show them.
    ...(owner === undefined ? {} : { owner: written(owner) }),
    reason: written(reason),
    from: written(from),
  };
}

/** Settings of the catalog with their paths. */
export function catalogIn(given: GivenSettings): { path: Path; key: string; value: unknown }[] {
  return sharedIn(given, "catalog").flatMap(({ path, value }) =>
    Object.entries(value as CatalogSettings).map(([key, one]) => ({ path: [...path, key], key, value: one })),
  );
}

/** What the organisation was granted, with its path: first at the top, then in the rules. */
export function grantedIn(given: GivenSettings): { path: Path; id: string }[] {
  const byRules = grantedBy((rule) => givenToRule(given, rule));
  return [{ path: ["granted"], ids: texts(given.granted) }, ...byRules].flatMap(({ path, ids }) =>
    ids.map((id, i) => ({ path: [...path, i], id })),
  );
}

/** What the settings of rules grant, for each rule whose settings say so. */
export function grantedBy(
  settingsOf: (rule: Rule) => Readonly<Record<string, unknown>> | undefined,
): { path: Path; ids: string[] }[] {
  return RULES.flatMap((rule) => {
    const { name, grantedSetting: key } = rule;
    const value = key === undefined ? undefined : settingsOf(rule)?.[key];
    return key === undefined || value === undefined ? [] : [{ path: [name, key], ids: texts(value) }];
  });
}

/** Of the settings of a rule, those that no other rule takes. */
export function ownSettings(settings: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(settings).filter(([key]) => !SHARED.some((shared) => shared === key));
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === "string") : [];
}
