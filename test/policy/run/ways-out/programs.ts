/** Random programs: accounts, deployments as resources and in templates, and their settings. */
import fc from "fast-check";
import { embeddedEdition } from "../../../../catalog/edition/embedded";
import type { Finding } from "../../../../policy/finding";
import type { PlanResource } from "../../../../policy/plan/resource";
import { checkPlan } from "../../../../policy/run/check-plan";
import { parseSettings, type Settings } from "../../../../policy/settings";
import { UNKNOWN, urn } from "../../plans";

const ACCOUNT = "azure-native:cognitiveservices:Account";
const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";
const TEMPLATE = "azure-native:resources:Deployment";

export interface AccountCase {
  readonly name: string;
  readonly location: string;
  readonly tag: string | undefined;
  /** Part of the program; unchanged and left out of the plan; or not part of the program. */
  readonly is: "shown" | "not shown" | "not created";
}

export interface DeploymentCase {
  readonly name: string;
  readonly model: string;
  readonly version: string | undefined;
  readonly format: string;
  readonly sku: string | undefined;
  readonly capacity: unknown;
  readonly purpose: string | undefined;
  readonly training: string | undefined;
  readonly environment: string | undefined;
  readonly upgrade: string;
  /** Name of its account. */
  readonly account: string;
  /** Name of the account that a fine-tuned model was trained in. */
  readonly source: string | undefined;
  /** A separate resource, in its own template, or in a shared template. */
  readonly in: "resource" | "template" | "shared template";
  /** Names of the deployments that it is made after. */
  readonly after: readonly string[];
}

export interface SettingsCase {
  readonly placement: object | undefined;
  readonly accounts: Readonly<Record<string, { readonly region: string }>>;
  readonly granted: readonly string[];
  readonly waivers: readonly object[];
}

export interface Program {
  readonly accounts: readonly AccountCase[];
  readonly deployments: readonly DeploymentCase[];
  readonly settings: SettingsCase;
  readonly edition: "2025-06-16" | "2026-10-05";
}

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const REGIONS = [
  ...["eastus", "francecentral", "polandcentral", "southeastasia", "East US 2", "westus3"],
  ...["nowhere", "eastus22", UNKNOWN],
];
const PURPOSES = [undefined, undefined, "assistants", "fine-tuning", "assistants fine-tuning", "odd", UNKNOWN];
const MODELS = [
  ...["gpt-4o", "gpt-4o-mini", "gpt-4.1-nano", "gpt-35-turbo", "o1-mini", "o1-preview", "gpt-4", "dall-e-3"],
  ...["gpt-4o-2024-08-06.ft-0123456789abcdef", "gpt-35-turbo-0125.ft-0123456789abcdef"],
];
const VERSIONS = [
  ...["2024-05-13", "2024-08-06", "2025-04-14", "0613", "0125", "2024-11-20T00:00:00Z"],
  ...[UNKNOWN, undefined, "nope"],
];

const accountCase = fc.record({
  location: one(...REGIONS),
  tag: one(undefined, undefined, ...PURPOSES),
  is: one<AccountCase["is"]>("shown", "shown", "shown", "not shown", "not created"),
});
const deploymentCase = fc.record({
  model: one(...MODELS, "gpt4o", "gpt-5", UNKNOWN),
  version: one(...VERSIONS),
  format: one("OpenAI", "OpenAI", "OpenAI", "openai"),
  sku: one<string | undefined>(
    ...["Standard", "GlobalStandard", "DataZoneStandard", "ProvisionedManaged"],
    ...["Standart", "Odd", UNKNOWN, undefined],
  ),
  capacity: one<unknown>(1, 50, UNKNOWN, undefined),
  purpose: one(...PURPOSES),
  training: one(undefined, "standard", "global", "odd"),
  environment: one(undefined, "prod", UNKNOWN),
  upgrade: one("NoAutoUpgrade", "NoAutoUpgrade", "OnceNewDefaultVersionAvailable"),
  account: fc.nat(1).map((i) => `a${i}`),
  source: one(undefined, undefined, "a0", "a1", UNKNOWN),
  in: one<DeploymentCase["in"]>("resource", "resource", "template", "shared template"),
  isAfter: fc.boolean(),
});
const LIMITS = [
  { name: "eu", for: { tags: { environment: "prod*" } }, processing: ["EU"], regions: { denied: ["*us*"] } },
  { name: "models", notFor: { models: ["gpt-4o 2024*"] }, models: { allowed: ["gpt-4*"] } },
  { name: "no regional SKUs in France", for: { skus: ["Standard"] }, geographies: { denied: ["France"] } },
  { name: "most", capacity: { deployment: 40 } },
  { name: "in total", capacity: { total: 45 } },
];
const settingsCase = fc.record({
  placement: one(undefined, { limits: LIMITS }, { limits: LIMITS.slice(0, 1) }, { limits: LIMITS.slice(2) }),
  accounts: one<SettingsCase["accounts"]>({}, {}, { a1: { region: "swedencentral" } }),
  granted: one<readonly string[]>([], [], ["o1-preview-limited-access"]),
  waivers: fc.constant([]),
});

export const program: fc.Arbitrary<Program> = fc.record({
  accounts: fc
    .array(accountCase, { minLength: 2, maxLength: 2 })
    .map((all) => all.map((a, i) => ({ ...a, name: `a${i}` }))),
  deployments: fc.array(deploymentCase, { minLength: 1, maxLength: 4 }).map((all) =>
    all.map(({ isAfter, capacity, ...d }, i) => ({
      // Without a SKU there is no place for a capacity.
      capacity: d.sku === undefined ? undefined : capacity,
      ...d,
      name: `d${i}`,
      after: isAfter && i > 0 ? [`d${i - 1}`] : [],
    })),
  ),
  settings: settingsCase,
  edition: one<Program["edition"]>("2025-06-16", "2025-06-16", "2026-10-05"),
});

const given = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** The properties of a deployment, the same in azure-native and in templates. */
function bodyOf(d: DeploymentCase) {
  const model = given({ format: d.format, name: d.model, version: d.version, source: d.source });
  return {
    properties: { model, versionUpgradeOption: d.upgrade },
    ...given({ sku: d.sku === undefined ? undefined : given({ name: d.sku, capacity: d.capacity }) }),
    tags: given({ "aoai-purpose": d.purpose, "aoai-training": d.training, environment: d.environment }),
  };
}

const SHARED = urn(TEMPLATE, "shared");

/** The resource that makes a deployment. */
function urnOf(d: DeploymentCase): string {
  return d.in === "shared template" ? SHARED : urn(d.in === "resource" ? DEPLOYMENT : TEMPLATE, d.name);
}

export function resourcesOf({ accounts, deployments }: Program): PlanResource[] {
  const shown = accounts
    .filter(({ is }) => is === "shown")
    .map(({ name, location, tag }): PlanResource => {
      const tags = given({ "aoai-purpose": tag });
      const inputs = { accountName: name, resourceGroupName: "rg", kind: "OpenAI", location, tags };
      return { urn: urn(ACCOUNT, name), type: ACCOUNT, name, inputs, propertyDependencies: {} };
    });
  const named = new Map(deployments.map((d) => [d.name, d]));
  const afterOf = (d: DeploymentCase) => d.after.flatMap((name) => named.get(name) ?? []);
  const alone = deployments
    .filter((d) => d.in === "resource")
    .map((d): PlanResource => {
      const isOfProgram = accounts.some(({ name, is }) => name === d.account && is !== "not created");
      return {
        urn: urnOf(d),
        type: DEPLOYMENT,
        name: d.name,
        inputs: { accountName: d.account, resourceGroupName: "rg", ...bodyOf(d) },
        dependencies: afterOf(d).map(urnOf),
        propertyDependencies: isOfProgram ? { accountName: [urn(ACCOUNT, d.account)] } : {},
      };
    });
  const template = (name: string, its: readonly DeploymentCase[]): PlanResource => {
    const own = urn(TEMPLATE, name);
    const resources = its.map((d) => ({
      type: "Microsoft.CognitiveServices/accounts/deployments",
      apiVersion: "2024-10-01",
      name: `${d.account}/${d.name}`,
      ...bodyOf(d),
      dependsOn: afterOf(d)
        .filter((other) => urnOf(other) === own)
        .map((o) => `[resourceId('Microsoft.CognitiveServices/accounts/deployments', '${o.account}', '${o.name}')]`),
    }));
    const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    return {
      ...{ urn: own, type: TEMPLATE, name },
      inputs: {
        resourceGroupName: "rg",
        properties: { mode: "Incremental", template: { $schema, contentVersion: "1.0.0.0", resources } },
      },
      dependencies: its.flatMap((d) => afterOf(d).map(urnOf)).filter((other) => other !== own),
      propertyDependencies: {},
    };
  };
  const shared = deployments.filter((d) => d.in === "shared template");
  return [
    ...shown,
    ...alone,
    ...deployments.filter((d) => d.in === "template").map((d) => template(d.name, [d])),
    ...(shared.length === 0 ? [] : [template("shared", shared)]),
  ];
}

const TODAY = { "2025-06-16": "2025-07-01", "2026-10-05": "2026-11-01" };

/** The findings in a program. Many repaired programs are equal, so results are cached. */
export function findingsIn(program: Program): readonly Finding[] {
  const key = JSON.stringify(program);
  const known = checked.get(key);
  if (known) return known;
  const settings = settingsOf(program.settings);
  const options = { edition: embeddedEdition(program.edition), settings, today: TODAY[program.edition] };
  const { findings } = checkPlan(resourcesOf(program), { ...options, isEditionChosen: true });
  // Only results of the current program are needed again.
  if (checked.size > 1000) checked.clear();
  checked.set(key, findings);
  return findings;
}
const checked = new Map<string, readonly Finding[]>();

const parsed = new Map<string, Settings>();

/** The settings of a program, parsed once, since parsing takes longer than a check. */
function settingsOf({ placement, accounts, granted, waivers }: SettingsCase): Settings {
  const value = given({ placement, accounts, granted, waivers, "catalog-age": "disabled" });
  const key = JSON.stringify(value);
  const settings = parsed.get(key) ?? parseSettings(value);
  parsed.set(key, settings);
  return settings;
}
