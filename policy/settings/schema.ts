/**
 * The shape of settings, for the settings file and for the pack's configuration alike: one schema, from which the
 * published JSON Schema is made too. It needs zod, which costs as much as the rest of a start: it is loaded only where
 * there is something to check.
 */
import type { z } from "zod";
import type { Edition } from "../../catalog/edition";
import { defaultEdition } from "../../catalog/load";
import { findRegion, REGIONS } from "../../catalog/regions";
import { suggestRegions } from "../../catalog/suggest";
import { RULE_NAMES } from "../finding";
import { match } from "../glob";
import { RULES } from "../rules";
import type { Rule } from "../rules/rule";
import { safe } from "../words";
import { grantedSchema } from "./granted";

type Zod = typeof z;

/** zod, loaded when first asked for. */
export function zod(): Zod {
  return (require("zod") as { z: Zod }).z;
}

export const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

/** What every rule takes beside its own settings. */
export const SHARED = ["accounts", "waivers", "settingsFile"] as const;

/** The rules whose findings can be waived; one of waivers is settled by taking the waiver out. */
const WAIVABLE = RULE_NAMES.filter((name) => name !== "unused-waiver");

function levelSchema(z: Zod) {
  return z
    .enum(LEVELS)
    .describe("mandatory: stops the run. advisory: is shown. disabled: neither. remediate counts as mandatory.");
}

function regionSchema(z: Zod) {
  return z
    .string()
    .superRefine((name, context) => {
      if (findRegion(name) !== undefined) return;
      const [near] = suggestRegions(name);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      context.addIssue({ code: "custom", message: `expected an Azure region, found "${safe(name)}"${hint}` });
    })
    .describe("Azure region, by id or display name.")
    .meta({ examples: REGIONS.map((r) => r.id) });
}

/** Accounts that the program does not create: what a plan cannot tell of them. */
function accountsSchema(z: Zod) {
  const account = z.strictObject({
    region: regionSchema(z),
    kind: z.string().optional().describe("OpenAI or AIServices."),
    purpose: z
      .string()
      .regex(
        /^(inference|fine-tuning|assistants)( (inference|fine-tuning|assistants))*$/,
        "expected inference, fine-tuning, assistants, or several separated by a space",
      )
      .optional()
      .describe("What the account is for: inference, fine-tuning, assistants, or several separated by a space."),
    training: z
      .enum(["standard", "global"])
      .optional()
      .describe("Kind of training, for an account that is for fine-tuning."),
  });
  return z
    .record(z.string(), account)
    .describe("Accounts that the program does not create: name or resource id to region, kind, purpose, training.");
}

function waiversSchema(z: Zod) {
  const text = () => z.string().regex(/\S/, "expected some text, found none");
  const waiver = z
    .strictObject({
      rule: z.enum(WAIVABLE).describe("The rule whose findings it covers."),
      urn: text()
        .refine((pattern) => match(pattern, "urn:pulumi:") !== "no", {
          error: 'no URN can match: expected a pattern that begins with "urn:pulumi:" or "*"',
        })
        .optional()
        .describe("Pattern of URNs: * is any characters, ? is one, everything else is itself."),
      stack: text()
        .refine((pattern) => pattern.split("/").length <= 2, {
          error: "no stack can match: expected project/stack or the stack's name alone, without an organisation",
        })
        .optional()
        .describe("Pattern of stacks, as project/stack or the stack's name alone: * is any characters, ? is one."),
      reason: text().describe("Why the finding is accepted."),
      owner: text().describe("Who accepted it."),
      ticket: text().optional().describe("Where it is followed up."),
      expires: z.iso
        .date("expected a date, YYYY-MM-DD")
        .describe("The last day on which it holds, YYYY-MM-DD; from the day after, the findings count again."),
    })
    .refine(({ urn, stack }) => urn !== undefined || stack !== undefined, {
      error: "expected a pattern of what it covers: urn, stack or both",
      // Asked for whatever else is wrong, so that all of it is said at once.
      when: ({ value }) => typeof value === "object" && value !== null,
    })
    .meta({ anyOf: [{ required: ["urn"] }, { required: ["stack"] }] });
  return z.array(waiver).describe("Findings that a person accepts, for a reason, until a date.");
}

/** Every schema, made for an edition. */
export interface Schemas {
  /** The file, and the configuration of the pack as a whole. */
  readonly document: z.ZodObject;
  /** The settings of a rule, without its level: the configuration of a policy. */
  readonly rules: ReadonlyMap<Rule, z.ZodObject>;
  /** Schemas that stand in many places, by a name. */
  readonly named: Readonly<Record<string, z.ZodType>>;
}

/** Makes the schemas. */
export function schemas(edition: Edition = defaultEdition(), z: Zod = zod()): Schemas {
  const level = levelSchema(z);
  const [accounts, waivers, granted] = [accountsSchema(z), waiversSchema(z), grantedSchema(z, edition)];
  const shared = {
    accounts: accounts.optional(),
    waivers: waivers.optional(),
    settingsFile: z
      .string()
      .optional()
      .describe("Only in the configuration of the policy pack: path of a settings file, absolute."),
  } satisfies Record<(typeof SHARED)[number], z.ZodType>;
  const rules = new Map(RULES.map((rule) => [rule, rule.settings(z, edition).extend(shared)]));
  const byName = Object.fromEntries(
    [...rules].map(([rule, settings]) => [
      rule.name,
      z
        .union([level, settings.extend({ enforcementLevel: level.optional() })])
        .optional()
        .describe(`${rule.description} Default: ${rule.defaultLevel}.`),
    ]),
  );
  return {
    document: z.strictObject({
      all: z
        .union([level, z.strictObject({ enforcementLevel: level })])
        .optional()
        .describe("The level of every rule that has none of its own."),
      ...byName,
      accounts: accounts.optional(),
      granted: granted.optional(),
      waivers: waivers.optional(),
    }),
    rules,
    named: { level, accounts, granted, waivers },
  };
}
