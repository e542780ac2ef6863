/**
 * JSON Schemas of the settings, made from the one schema: schemas/settings.schema.json for editors, and
 * config-schema.json beside this file for the policy pack, which would otherwise load zod at every start. Both are
 * committed; `node scripts/schemas.mjs --check` fails if they are stale.
 */
import { makeSchemas, type Schemas, SHARED, zod } from "./schema";

type SchemaNode = Record<string, unknown>;

/** The schema of a settings file, draft 7, which editors know best. */
export function settingsJsonSchema(): object {
  const z = zod();
  const made = makeSchemas();
  for (const [id, schema] of Object.entries(made.named)) z.globalRegistry.add(schema, { ...schema.meta(), id });
  const { $schema, ...rest } = z.toJSONSchema(made.document, { target: "draft-7" });
  const described = withDefaults(rest as SchemaNode, made);
  return {
    $schema,
    title: "Settings of azure-openai-guard",
    description: "azure-openai-guard.yaml, and the configuration of the policy pack.",
    ...described,
  };
}

/** For Pulumi's `configSchema`: the properties that every rule has, and the rule's own. */
export interface ConfigSchemas {
  readonly shared: SchemaNode;
  readonly rules: Readonly<Record<string, SchemaNode>>;
}

/** The settings of every rule as the properties of a JSON Schema. */
export function configJsonSchemas(): ConfigSchemas {
  const z = zod();
  const all = [...makeSchemas().rules].map(([rule, schema]) => {
    // Names of regions help in editors; here they would be sent at every start.
    const override = ({ jsonSchema }: { jsonSchema: SchemaNode }) => delete jsonSchema.examples;
    const { properties = {} } = z.toJSONSchema(schema, { target: "draft-7", override });
    return [rule.name, Object.entries(properties)] as const;
  });
  const isShared = ([key]: [string, unknown]) => SHARED.some((shared) => shared === key);
  return {
    shared: Object.fromEntries(all[0]?.[1].filter(isShared) ?? []),
    rules: Object.fromEntries(all.map(([name, own]) => [name, Object.fromEntries(own.filter((p) => !isShared(p)))])),
  };
}

/** Defaults are for editors to show. Pulumi would send them as if they had been given. */
function withDefaults(schema: SchemaNode, { rules }: Schemas): SchemaNode {
  const properties = schema.properties as Record<string, { anyOf: { properties?: Record<string, SchemaNode> }[] }>;
  for (const rule of rules.keys()) {
    for (const [key, value] of Object.entries(rule.defaults ?? {})) {
      for (const branch of properties[rule.name]?.anyOf ?? [])
        Object.assign(branch.properties?.[key] ?? {}, { default: value });
    }
  }
  return schema;
}
