/** The schema of limits: every name in them must mean something, so that every limit can match. */

import type { z } from "zod";
import { type Edition, findModel } from "../../catalog/edition/edition";
import { DATA_ZONES } from "../../catalog/names/regions";
import { suggestModels } from "../../catalog/names/suggest";
import { safe } from "../text";
import { GEOGRAPHY_NAMES, isPattern, PROCESSING_NAMES, REGION_NAMES, SKU_NAMES, type Vocabulary } from "./names";

/** The kinds of limits that a limit can have. */
export const LIMIT_KINDS = ["regions", "geographies", "dataZones", "skus", "models", "processing", "capacity"] as const;

/** The model whose name differs in punctuation alone. Any other unknown name may be that of a future model. */
function misspelt(edition: Edition, name: string): string | undefined {
  if (isPattern(name) || findModel(edition, name)) return undefined;
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return suggestModels(edition, name).find(({ model }) => bare(model) === bare(name))?.model;
}

type Zod = typeof z;

/** Runs a check of the whole object whatever else is wrong, so that all problems are reported at once. */
const ofAnyObject = ({ value }: { readonly value: unknown }) => typeof value === "object" && value !== null;

function text(zod: Zod) {
  return zod.string().regex(/\S/, "expected some text, found none");
}

/** A name of a vocabulary, or a pattern of several. */
function nameSchema(zod: Zod, vocabulary: Vocabulary) {
  return zod
    .string()
    .superRefine((name, context) => {
      if (vocabulary.meaning(name).length > 0) return;
      const near = isPattern(name) ? undefined : vocabulary.suggest(name);
      const hint = vocabulary.otherwise?.(name) ?? (near === undefined ? "" : `; did you mean "${near}"?`);
      const expected = isPattern(name) ? `a pattern that matches ${vocabulary.what}` : vocabulary.what;
      context.addIssue({ code: "custom", message: `expected ${expected}, found "${safe(name)}"${hint}` });
    })
    .meta({ examples: [...vocabulary.names] });
}

function modelSchema(zod: Zod, edition: Edition) {
  return zod
    .string()
    .regex(/^\S+( \S+)?$/, "expected a model, or a model and a version with a blank between")
    .superRefine((text, context) => {
      const meant = misspelt(edition, text.split(" ")[0] ?? "");
      if (meant === undefined) return;
      context.addIssue({ code: "custom", message: `no model is named "${safe(text)}"; did you mean "${meant}"?` });
    })
    .meta({ examples: ["gpt-4.1*", "gpt-4o 2024-11-20"] });
}

function namesOrPatterns<T extends z.ZodType>(zod: Zod, one: T) {
  return zod.array(one).min(1).describe("Names, or patterns: * matches any characters, ? matches one.");
}

/** Names that are allowed, and names that are denied. */
function allowedAndDenied(zod: Zod, one: z.ZodType, what: string) {
  return zod
    .strictObject({ allowed: namesOrPatterns(zod, one).optional(), denied: namesOrPatterns(zod, one).optional() })
    .refine(({ allowed, denied }) => allowed !== undefined || denied !== undefined, {
      error: "expected allowed, denied or both, found neither",
      when: ofAnyObject,
    })
    .describe(`${what}: nothing but what is allowed, and nothing that is denied.`)
    .meta({ minProperties: 1 });
}

/** Which deployments a limit holds for. */
function scopeSchema(zod: Zod, model: z.ZodType, what: string) {
  const stack = text(zod).refine((pattern) => pattern.split("/").length <= 2, {
    error: "no stack can match: expected project/stack or the stack's name alone, without an organisation",
  });
  return zod
    .strictObject({
      stacks: namesOrPatterns(zod, stack).optional(),
      tags: zod
        .record(zod.string(), text(zod))
        .refine((tags) => Object.keys(tags).length > 0, "expected at least one, found none")
        .optional()
        .describe(
          "Tags of the deployment, else of its account: names with patterns of values, in upper or lower case.",
        ),
      skus: namesOrPatterns(zod, nameSchema(zod, SKU_NAMES)).optional(),
      models: namesOrPatterns(zod, model).optional(),
    })
    .refine((given) => Object.values(given).some((value) => value !== undefined), {
      error: "expected stacks, tags, skus or models, found none of them",
      when: ofAnyObject,
    })
    .describe(what)
    .meta({ minProperties: 1 });
}

function capacitySchema(zod: Zod) {
  const amount = (what: string) => zod.int().min(0).optional().describe(what);
  return zod
    .strictObject({
      deployment: amount("The most that one deployment may have."),
      total: amount("The most that a model may have in a region, over the stack."),
    })
    .refine(({ deployment, total }) => deployment !== undefined || total !== undefined, {
      error: "expected deployment, total or both, found neither",
      when: ofAnyObject,
    })
    .optional()
    .describe("Capacities, in the units of sku.capacity.")
    .meta({ minProperties: 1 });
}

function limitSchema(zod: Zod, edition: Edition) {
  const model = modelSchema(zod, edition);
  const scope = (what: string) => scopeSchema(zod, model, what).optional();
  const names = (one: z.ZodType, what: string) => allowedAndDenied(zod, one, what).optional();
  return zod
    .strictObject({
      name: text(zod).describe("The name that findings show."),
      owner: text(zod).optional().describe("Who set it, and answers questions about it."),
      for: scope("The deployments that it applies to: those that match all of these. Default: all."),
      notFor: scope("Deployments that it does not apply to."),
      regions: names(nameSchema(zod, REGION_NAMES), "Regions of accounts"),
      geographies: names(nameSchema(zod, GEOGRAPHY_NAMES), "Geographies of accounts, or groups of them"),
      dataZones: names(zod.enum(DATA_ZONES), "Data zones that the accounts' regions are in"),
      skus: names(nameSchema(zod, SKU_NAMES), "SKUs"),
      models: names(model, "Models, or models and versions"),
      processing: namesOrPatterns(zod, nameSchema(zod, PROCESSING_NAMES))
        .optional()
        .describe("Where data may be processed: data zones (EU, US, APAC), Azure geographies or groups of them."),
      capacity: capacitySchema(zod),
    })
    .refine((given) => LIMIT_KINDS.some((kind) => given[kind] !== undefined), {
      error: `limits nothing: expected ${LIMIT_KINDS.slice(0, -1).join(", ")} or ${LIMIT_KINDS.at(-1)}`,
      when: ofAnyObject,
    })
    .meta({ anyOf: LIMIT_KINDS.map((kind) => ({ required: [kind] })) });
}

/** Makes the schema of the settings of `placement`. */
export function placementSchema(zod: Zod, edition: Edition) {
  return zod.strictObject({
    limits: zod
      .array(limitSchema(zod, edition))
      .superRefine((limits, context) => {
        for (const [i, { name }] of limits.entries()) {
          if (limits.findIndex((other) => other.name === name) === i) continue;
          context.addIssue({ code: "custom", path: [i, "name"], message: `there is a limit "${safe(name)}" before` });
        }
      })
      .optional()
      .describe("The organisation's own limits; a deployment must keep to all that apply to it."),
  });
}
