/**
 * Settings: which rules are in force at which level, and what they need to know. One shape for the policy pack (as
 * Pulumi's `--policy-pack-config`) and for the command line: `{"rule": "level" | {"enforcementLevel": …, settings},
 * "all": "level"}`.
 */
import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { findRegion } from "../catalog/regions";
import { type Level, RULE_NAMES, type RuleName } from "./finding";
import type { KnownAccount } from "./plan/deployment";
import type { KnownAccounts } from "./plan/plan";
import { RULES } from "./rules";
import type { Waiver } from "./waiver";

type Zod = typeof z;

/** zod is half of a command's start; it is loaded only where there is something to check. */
function zod(): Zod {
  return (require("zod") as { z: Zod }).z;
}

/** An account that the program does not create: what a plan cannot tell of it. */
function accountSchema(z: Zod) {
  return z.strictObject({
    region: z.string().refine((name) => findRegion(name) !== undefined, "expected an Azure region"),
    kind: z.string().optional().describe("OpenAI or AIServices."),
    purpose: z
      .string()
      .regex(
        /^(inference|fine-tuning|assistants)( (inference|fine-tuning|assistants))*$/,
        "expected inference, fine-tuning, assistants, or several separated by a space",
      )
      .optional()
      .describe("What the account is for: fine-tuning, assistants, or both separated by a space."),
    training: z
      .enum(["standard", "global"])
      .optional()
      .describe("Kind of training, for an account that is for fine-tuning."),
  });
}

/** The setting that every rule takes, since every rule needs a region; what one rule is given holds for all. */
function accountsSchema(z: Zod) {
  return z
    .record(z.string(), accountSchema(z))
    .optional()
    .describe("Accounts that the program does not create: name or resource id to region, kind, purpose, training.");
}

/** The schema of a rule's settings, `accounts` included. */
function settingsSchema(rule: (typeof RULES)[number], z: Zod): z.ZodObject {
  return rule.settings(z).extend({ accounts: accountsSchema(z) });
}

/** The settings of a rule as the properties of a JSON Schema (draft 7), for Pulumi's `configSchema`. */
export function settingsJsonSchema(rule: (typeof RULES)[number]): Record<string, object> {
  const z = zod();
  const { properties } = z.toJSONSchema(settingsSchema(rule, z), { target: "draft-7" });
  return (properties ?? {}) as Record<string, object>;
}

export interface RuleSettings {
  readonly level: Level;
  readonly settings: Record<string, unknown>;
}

/** Settings in force: every rule has its own, defaults filled in. */
export interface Settings {
  readonly rules: ReadonlyMap<RuleName, RuleSettings>;
  readonly accounts: KnownAccounts;
  readonly granted: readonly string[];
  readonly waivers: readonly Waiver[];
}

/** Settings that cannot be used; one line per problem, with path, what was expected, and the nearest name. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

function nearest(name: string, names: readonly string[]): string {
  const [best] = names.map((n) => ({ n, far: distance(name.slice(0, 64), n) })).sort((a, b) => a.far - b.far);
  return best && best.far <= Math.max(2, best.n.length / 3) ? `; did you mean "${best.n}"?` : "";
}

/** What is wrong with a rule's settings, one line per problem. */
export function settingsProblems(rule: (typeof RULES)[number], settings: unknown): string[] {
  if (settings !== null && typeof settings === "object" && Object.keys(settings).length === 0) return [];
  const z = zod();
  const schema = settingsSchema(rule, z);
  const result = schema.safeParse(settings);
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const path = [rule.name, ...issue.path.map(String)].join(".");
    if (issue.code === "unrecognized_keys") {
      const names = issue.path.length === 0 ? Object.keys(schema.shape) : Object.keys(accountSchema(z).shape);
      return `${path}: unknown setting ${issue.keys.map((k) => `"${k}"${nearest(k, names)}`).join(", ")}`;
    }
    return `${path}: ${issue.message}`;
  });
}

function toLevel(level: unknown): Level | undefined {
  // No rule changes a program, so "remediate" can only mean that it must be mended.
  if (level === "remediate") return "mandatory";
  return level === "advisory" || level === "mandatory" || level === "disabled" ? level : undefined;
}

/** Accounts by lower-case name or id, from the `accounts` of any number of rules. */
export function mergeAccounts(all: readonly unknown[]): KnownAccounts {
  const merged = new Map<string, KnownAccount>();
  for (const one of all) {
    if (one === undefined) continue;
    const parsed = accountsSchema(zod()).safeParse(one);
    if (!parsed.success) continue;
    for (const [name, value] of Object.entries(parsed.data ?? {})) merged.set(name.toLowerCase(), value);
  }
  return merged;
}

/**
 * Reads settings in the shape of `--policy-pack-config`.
 * @param value parsed JSON; undefined gives the defaults.
 * @throws SettingsError listing every problem.
 */
export function parseSettings(value: unknown): Settings {
  const problems: string[] = [];
  const given = value ?? {};
  if (typeof given !== "object" || Array.isArray(given)) {
    throw new SettingsError(["expected an object of rule names to levels or settings"]);
  }
  const byRule = new Map(Object.entries(given));
  const all = byRule.get("all");
  const allLevel = toLevel(all !== null && typeof all === "object" ? Object(all).enforcementLevel : all);
  if (all !== undefined && allLevel === undefined) problems.push(`all: expected one of ${LEVELS.join(", ")}`);
  for (const name of byRule.keys()) {
    if (name !== "all" && !RULE_NAMES.some((r) => r === name)) {
      problems.push(`unknown rule "${name.slice(0, 64)}"${nearest(name, RULE_NAMES)}`);
    }
  }
  const rules = new Map<RuleName, RuleSettings>();
  for (const rule of RULES) {
    const own = byRule.get(rule.name);
    if (
      own !== undefined &&
      typeof own !== "string" &&
      (own === null || typeof own !== "object" || Array.isArray(own))
    ) {
      problems.push(`${rule.name}: expected a level or an object of settings`);
      continue;
    }
    const { enforcementLevel, ...settings } =
      typeof own === "string" ? { enforcementLevel: own } : ((own ?? {}) as Record<string, unknown>);
    const level = enforcementLevel === undefined ? (allLevel ?? rule.defaultLevel) : toLevel(enforcementLevel);
    if (level === undefined) problems.push(`${rule.name}: expected one of ${LEVELS.join(", ")} as level`);
    problems.push(...settingsProblems(rule, settings));
    rules.set(rule.name, { level: level ?? rule.defaultLevel, settings });
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return {
    rules,
    accounts: mergeAccounts([...rules.values()].map((r) => r.settings.accounts)),
    granted: grantedOf(rules.get("limited-access")?.settings),
    waivers: [],
  };
}

/** The access ids that the settings of limited-access declare. */
export function grantedOf(settings: Record<string, unknown> | undefined): string[] {
  const granted = settings?.granted;
  return Array.isArray(granted) ? granted.filter((g): g is string => typeof g === "string") : [];
}
