/**
 * The shape of settings, for the settings file and for the pack's configuration alike: one schema, from which the
 * published JSON Schema is made too. It needs zod, which costs as much as the rest of a start: it is loaded only where
 * there is something to check.
 */
import type { z } from "zod";
import type { Edition } from "../../catalog/edition/edition";
import { defaultEdition } from "../../catalog/edition/embedded";
import { SKUS } from "../../catalog/names/skus";
import { TRAININGS } from "../../catalog/names/trainings";
import { match } from "../glob";
import { RULES } from "../rules";
import type { Rule } from "../rules/rule";
import { grantedSchema } from "../schema/granted";
import { regionSchema } from "../schema/region";

type Zod = typeof z;

/** zod, loaded when first asked for. */
export function zod(): Zod {
  return (require("zod") as { z: Zod }).z;
}

export const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

/** The settings that every rule takes. */
export const SHARED = ["accounts", "catalog", "overlay", "waivers", "settingsFile"] as const;

/** The rules whose findings can be waived. */
const WAIVABLE = RULES.filter((rule) => rule.isWaivable !== false).map(({ name }) => name);

function levelSchema(z: Zod) {
  return z
    .enum(LEVELS)
    .describe(
      "mandatory: a finding stops the run. advisory: it is shown. disabled: the rule is off. remediate: a preview repairs what is certain, and other findings are mandatory.",
    );
}

/** Accounts that the program does not create: what a plan does not tell about them. */
function accountsSchema(z: Zod) {
  const account = z.strictObject({
    region: regionSchema(z),
    kind: z.enum(["OpenAI", "AIServices"]).optional().describe("Kind of the account."),
    purpose: z
      .string()
      .regex(
        /^(inference|fine-tuning|assistants)( (inference|fine-tuning|assistants))*$/,
        "expected inference, fine-tuning, assistants, or several separated by a space",
      )
      .optional()
      .describe("What the account is for: inference, fine-tuning, assistants, or several separated by a space."),
    training: z.enum(TRAININGS).optional().describe("Kind of training, for an account for fine-tuning."),
  });
  return z
    .record(z.string(), account)
    .describe("Accounts that the program does not create: name or resource id to region, kind, purpose, training.");
}

const text = (z: Zod) => z.string().regex(/\S/, "expected some text, found none");

/** Which edition judges, and how far its silence counts. */
function catalogSchema(z: Zod) {
  return z
    .strictObject({
      edition: text(z)
        .optional()
        .describe(
          'Id of an embedded edition, "latest" for the newest embedded one, or an edition file; paths are relative to the settings file.',
        ),
      weakenAfterDays: z
        .int()
        .min(1)
        .optional()
        .describe("If a source is older than this number of days, what it does not list is only advice. Default: off."),
    })
    .describe("The edition that judges deployments.");
}

/** An organisation's own statements on top of the edition. */
function overlaySchema(z: Zod) {
  const name = () => z.string().regex(/^[A-Za-z0-9][\w.:+-]{0,127}$/, "expected a name as Azure has it");
  const statement = z
    .strictObject({
      effect: z
        .enum(["available", "unavailable"])
        .describe("available adds to the edition, unavailable removes from it."),
      model: name().optional().describe("Default, only for unavailable: every model."),
      version: name().optional().describe("Default: every version."),
      sku: z.enum(SKUS).optional().describe("Default: every SKU."),
      regions: z.array(regionSchema(z)).min(1).optional().describe("Default: every region."),
      purpose: z
        .enum(["inference", "fine-tuning", "assistants"])
        .optional()
        .describe("Default: inference for available, every purpose for unavailable."),
      reason: text(z).describe("Why; findings cite it."),
      owner: text(z).optional().describe("Who says so."),
      expires: z.iso.date("expected a date, YYYY-MM-DD").describe("The last day on which it applies, YYYY-MM-DD."),
    })
    .refine(({ effect, model }) => effect !== "available" || model !== undefined, {
      error: "expected a model: only the effect unavailable can cover every model",
      when: ({ value }) => typeof value === "object" && value !== null,
    })
    .refine(({ model, version }) => version === undefined || model !== undefined, {
      error: "expected the model that the version is of",
      when: ({ value }) => typeof value === "object" && value !== null,
    })
    .meta({
      anyOf: [
        { required: ["model"] },
        { properties: { effect: { const: "unavailable" } }, not: { required: ["version"] } },
      ],
    });
  return z.array(statement).describe("The organisation's own statements about the edition.");
}

function waiversSchema(z: Zod) {
  const waiver = z
    .strictObject({
      rule: z.enum(WAIVABLE).describe("The rule whose findings it covers."),
      urn: text(z)
        .refine((pattern) => match(pattern, "urn:pulumi:") !== "no", {
          error: 'no URN can match: expected a pattern that begins with "urn:pulumi:" or "*"',
        })
        .optional()
        .describe("Pattern of URNs: * matches any characters, ? matches one."),
      stack: text(z)
        .refine((pattern) => pattern.split("/").length <= 2, {
          error: "no stack can match: expected project/stack or the stack's name alone, without an organisation",
        })
        .optional()
        .describe(
          "Pattern of stacks, as project/stack or only the stack's name: * matches any characters, ? matches one.",
        ),
      deployment: text(z)
        .optional()
        .describe("Pattern of the deployments' names inside the template of their resource. Default: all of them."),
      reason: text(z).describe("Why somebody accepts the finding."),
      owner: text(z).describe("Who accepts it."),
      ticket: text(z).optional().describe("Where somebody follows it up."),
      expires: z.iso
        .date("expected a date, YYYY-MM-DD")
        .describe("The last day on which it applies, YYYY-MM-DD; after it, the findings count again."),
    })
    .refine(({ urn, stack }) => urn !== undefined || stack !== undefined, {
      error: "expected a pattern of what it covers: urn, stack or both",
      // Runs whatever else is wrong, so that all problems are reported at once.
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
  /** A file that holds an overlay. */
  readonly overlay: z.ZodType;
  /** Schemas that are used in several places, by name. */
  readonly named: Readonly<Record<string, z.ZodType>>;
}

let usual: Schemas | undefined;

/** The schemas, made once: making them takes far longer than most checks. */
export function schemas(): Schemas {
  usual ??= makeSchemas();
  return usual;
}

/** Makes new schemas, which the caller may give names without changing the others. */
export function makeSchemas(edition: Edition = defaultEdition(), z: Zod = zod()): Schemas {
  const level = levelSchema(z);
  const [accounts, waivers, granted] = [accountsSchema(z), waiversSchema(z), grantedSchema(z)];
  const [catalog, overlay] = [catalogSchema(z), overlaySchema(z)];
  const shared = {
    accounts: accounts.optional(),
    catalog: catalog.optional(),
    overlay: overlay.optional(),
    waivers: waivers.optional(),
    settingsFile: z
      .string()
      .optional()
      .describe("Only in the configuration of the policy pack: absolute path of a settings file."),
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
        .describe("The level of every rule without its own level."),
      ...byName,
      accounts: accounts.optional(),
      granted: granted.optional(),
      catalog: catalog.optional(),
      overlay: z.union([text(z).describe("A file with the list, relative to the settings file."), overlay]).optional(),
      waivers: waivers.optional(),
    }),
    rules,
    overlay,
    named: { level, accounts, granted, catalog, overlay, waivers },
  };
}
