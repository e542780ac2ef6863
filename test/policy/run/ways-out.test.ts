/** Every way out works: once a program takes it, the finding is gone and nothing new is blocked. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import type { Finding, Unverified, WayOut } from "../../../policy/finding";
import type { PlanResource } from "../../../policy/plan/resource";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings, type Settings } from "../../../policy/settings";
import { UNKNOWN, urn } from "../plans";
import { changes, message } from "../said";

const ACCOUNT = "azure-native:cognitiveservices:Account";
const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";

interface AccountCase {
  readonly name: string;
  readonly location: string;
  readonly tag: string | undefined;
  /** Part of the program; unchanged and left out of the plan; or not part of the program. */
  readonly is: "shown" | "not shown" | "not created";
}

interface DeploymentCase {
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
}

interface SettingsCase {
  readonly placement: object | undefined;
  readonly accounts: Readonly<Record<string, { readonly region: string }>>;
  readonly granted: readonly string[];
}

interface Program {
  readonly accounts: readonly AccountCase[];
  readonly deployments: readonly DeploymentCase[];
  readonly settings: SettingsCase;
}

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const REGIONS = [
  "eastus",
  "francecentral",
  "polandcentral",
  "southeastasia",
  "East US 2",
  "westus3",
  "nowhere",
  UNKNOWN,
];
const PURPOSES = [undefined, undefined, "assistants", "fine-tuning", "assistants fine-tuning", "odd", UNKNOWN];
const MODELS = ["gpt-4o", "gpt-4o-mini", "gpt-4.1-nano", "gpt-35-turbo", "o1-mini", "o1-preview", "gpt-4", "dall-e-3"];
const VERSIONS = ["2024-05-13", "2024-08-06", "2025-04-14", "0613", "0125", UNKNOWN, undefined, "nope"];

const accountCase = fc.record({
  location: one(...REGIONS),
  tag: one(undefined, undefined, ...PURPOSES),
  is: one<AccountCase["is"]>("shown", "shown", "shown", "not shown", "not created"),
});
const deploymentCase = fc.record({
  model: one(...MODELS, "gpt4o", UNKNOWN),
  version: one(...VERSIONS),
  format: one("OpenAI", "OpenAI", "OpenAI", "openai"),
  sku: one<string | undefined>(
    "Standard",
    "GlobalStandard",
    "DataZoneStandard",
    UNKNOWN,
    undefined,
    "Odd",
    "ProvisionedManaged",
  ),
  capacity: one<unknown>(1, 50, UNKNOWN, undefined),
  purpose: one(...PURPOSES),
  training: one(undefined, "standard", "global", "odd"),
  environment: one(undefined, "prod", UNKNOWN),
  upgrade: one("NoAutoUpgrade", "NoAutoUpgrade", "OnceNewDefaultVersionAvailable"),
  account: fc.nat(1).map((i) => `a${i}`),
});
const LIMITS = [
  { name: "eu", for: { tags: { environment: "prod*" } }, processing: ["EU"], regions: { denied: ["*us*"] } },
  { name: "models", notFor: { models: ["gpt-4o 2024*"] }, models: { allowed: ["gpt-4*"] } },
  { name: "no regional SKUs in France", for: { skus: ["Standard"] }, geographies: { denied: ["France"] } },
  { name: "most", capacity: { deployment: 40 } },
];
const settingsCase = fc.record({
  placement: one(undefined, { limits: LIMITS }, { limits: LIMITS.slice(0, 1) }, { limits: LIMITS.slice(2) }),
  accounts: one<SettingsCase["accounts"]>({}, {}, { a1: { region: "swedencentral" } }),
  granted: one<readonly string[]>([], [], ["o1-preview-limited-access"]),
});
const program: fc.Arbitrary<Program> = fc.record({
  accounts: fc
    .array(accountCase, { minLength: 2, maxLength: 2 })
    .map((all) => all.map((a, i) => ({ ...a, name: `a${i}` }))),
  deployments: fc.array(deploymentCase, { minLength: 1, maxLength: 4 }),
  settings: settingsCase,
});

const given = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function resourcesOf({ accounts, deployments }: Program): PlanResource[] {
  const shown = accounts
    .filter(({ is }) => is === "shown")
    .map(({ name, location, tag }): PlanResource => {
      const tags = given({ "aoai-purpose": tag });
      const inputs = { accountName: name, resourceGroupName: "rg", kind: "OpenAI", location, tags };
      return { urn: urn(ACCOUNT, name), type: ACCOUNT, name, inputs, propertyDependencies: {} };
    });
  const made = deployments.map((d, i): PlanResource => {
    const model = given({ format: d.format, name: d.model, version: d.version });
    const sku = d.sku === undefined ? undefined : given({ name: d.sku, capacity: d.capacity });
    const tags = given({ "aoai-purpose": d.purpose, "aoai-training": d.training, environment: d.environment });
    const isOfProgram = accounts.some(({ name, is }) => name === d.account && is !== "not created");
    return {
      urn: urn(DEPLOYMENT, `d${i}`),
      type: DEPLOYMENT,
      name: `d${i}`,
      inputs: {
        accountName: d.account,
        resourceGroupName: "rg",
        properties: { model, versionUpgradeOption: d.upgrade },
        ...given({ sku }),
        tags,
      },
      propertyDependencies: isOfProgram ? { accountName: [urn(ACCOUNT, d.account)] } : {},
    };
  });
  return [...shown, ...made];
}

function findingsIn(program: Program): readonly Finding[] {
  const settings = settingsOf(program.settings);
  return checkPlan(resourcesOf(program), { edition: defaultEdition(), settings, today: "2025-07-01" }).findings;
}

const parsed = new Map<string, Settings>();

/** The settings of a program, each parsed once: that takes longer than a check. */
function settingsOf({ placement, accounts, granted }: SettingsCase): Settings {
  const value = given({ placement, accounts, granted, "catalog-age": "disabled" });
  const key = JSON.stringify(value);
  const settings = parsed.get(key) ?? parseSettings(value);
  parsed.set(key, settings);
  return settings;
}

/** Replaces one deployment of a program. */
function withDeployment(program: Program, at: number, changed: Partial<DeploymentCase>): Program {
  const deployments = program.deployments.map((d, i) => (i === at ? { ...d, ...changed } : d));
  return { ...program, deployments };
}

/** The deployment that a finding is about. */
const indexOf = ({ urn: of }: Finding) => Number(/::d(\d+)$/.exec(of ?? "")?.[1]);

/** A program that takes a way out; undefined where the way out is to be found by a person. */
function taken(program: Program, finding: Finding, { changes, account }: WayOut): Program | undefined {
  const at = indexOf(finding);
  let result = program;
  for (const change of changes) {
    switch (change.field) {
      case "region":
        result = moved(result, at, change.values[0] ?? "", account?.kind === "alone");
        break;
      case "sku":
      case "version":
      case "training":
        result = withDeployment(result, at, { [change.field]: change.values[0] });
        break;
      case "model": {
        const { model = "", version } = change.values[0] ?? {};
        result = withDeployment(result, at, { model, version });
        break;
      }
      case "versionUpgradeOption":
        result = withDeployment(result, at, { upgrade: change.values[0] ?? "" });
        break;
      case "capacity":
        result = withDeployment(result, at, { capacity: change.most });
        break;
      default:
        return undefined;
    }
  }
  return result;
}

/** Moves the account of a deployment, or the deployment alone into an account of its own. */
function moved(program: Program, at: number, region: string, isAlone: boolean): Program {
  const name = program.deployments[at]?.account ?? "";
  const { settings } = program;
  const old = program.accounts.find((a) => a.name === name);
  if (isAlone && old) {
    const own = { ...old, name: "own", location: region, is: "shown" } as const;
    return withDeployment({ ...program, accounts: [...program.accounts, own] }, at, { account: "own" });
  }
  const isInProgram = old?.is === "shown" && old.location !== UNKNOWN;
  return isInProgram
    ? { ...program, accounts: program.accounts.map((a) => (a.name === name ? { ...a, location: region } : a)) }
    : { ...program, settings: { ...settings, accounts: { ...settings.accounts, [name]: { region } } } };
}

/** A program whose owner does what the message about an unverified value says. */
function remedied(program: Program, at: number, { value, fix }: Unverified): Program {
  const name = program.deployments[at]?.account ?? "";
  if (fix.includes("--show-sames")) {
    const accounts = program.accounts.map((a) => (a.name === name ? { ...a, is: "shown" as const } : a));
    // One whose location is not known stays so.
    return { ...program, accounts: accounts.map((a) => (a.location === UNKNOWN ? { ...a, location: "eastus" } : a)) };
  }
  if (fix.includes("in the settings")) return moved(program, at, "eastus", false);
  const known: Record<string, Partial<DeploymentCase>> = {
    model: { model: "gpt-4o" },
    version: { version: "2024-11-20" },
    sku: { sku: "GlobalStandard" },
    format: { format: "OpenAI" },
    capacity: { sku: program.deployments[at]?.sku ?? "Standard", capacity: 1 },
    purpose: { purpose: "assistants" },
    training: { training: "standard" },
    "tag environment": { environment: "prod" },
  };
  return withDeployment(program, at, known[value] ?? {});
}

/** What a finding is about: a way out must settle it, whatever its reason was. */
function subjectOf({ rule, urn: of, limit, facts }: Finding): string {
  const purpose = "judged" in facts ? facts.judged.purpose : undefined;
  return JSON.stringify([rule, of, limit, purpose, facts.kind]);
}

/** What went wrong, for a reader of a failure. */
const because = (finding: Finding, found: readonly Finding[]) =>
  [message(finding), "--- afterwards:", ...found.map(message)].join("\n");

function expectSettled(before: readonly Finding[], finding: Finding, after: readonly Finding[]) {
  const left = after.filter((f) => subjectOf(f) === subjectOf(finding));
  expect(left, because(finding, left)).toEqual([]);
  const known = new Set(before.filter((f) => f.level === "mandatory").map(subjectOf));
  const blocked = after.filter((f) => f.level === "mandatory" && !known.has(subjectOf(f)));
  expect(blocked, because(finding, blocked)).toEqual([]);
}

describe("what a message recommends", () => {
  it("works: the first way out settles its finding and blocks nothing new", () => {
    const used = new Map<string, number>();
    fc.assert(
      fc.property(program, (program) => {
        const before = findingsIn(program);
        for (const finding of before) {
          // What the document names as a replacement comes first there, and is not said to pass.
          const isReplacement = finding.facts.kind === "lifecycle" && finding.facts.replacement !== undefined;
          const first = finding.waysOut[isReplacement ? 1 : 0];
          const after = first && taken(program, finding, first);
          if (!after) continue;
          const kind = `${finding.rule}: ${first.changes.map((c) => c.field).join(" and ")}`;
          used.set(kind, (used.get(kind) ?? 0) + 1);
          expectSettled(before, finding, findingsIn(after));
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
    // Not true of programs that need no way out.
    expect([...used.keys()]).toEqual(expect.arrayContaining(["model-availability: region", "placement: region"]));
  }, 120_000);

  it("makes a value known that could not be told", () => {
    fc.assert(
      fc.property(program, (program) => {
        for (const finding of findingsIn(program)) {
          if (finding.facts.kind !== "unverified") continue;
          for (const value of finding.facts.values) {
            const after = findingsIn(remedied(program, indexOf(finding), value));
            const left = after.filter(
              (f) =>
                f.urn === finding.urn &&
                f.facts.kind === "unverified" &&
                f.facts.values.some((v) => v.value === value.value),
            );
            expect(left, because(finding, left)).toEqual([]);
          }
        }
      }),
      { numRuns: 1000, seed: 2 },
    );
  }, 120_000);

  it("grants access by the setting that the message names", () => {
    fc.assert(
      fc.property(program, (program) => {
        const { settings } = program;
        for (const finding of findingsIn(program)) {
          if (finding.facts.kind !== "access") continue;
          const ids = finding.facts.judged.verdict.conditions.flatMap((c) => c.access ?? []);
          const after = findingsIn({ ...program, settings: { ...settings, granted: [...settings.granted, ...ids] } });
          const left = after.filter((f) => subjectOf(f) === subjectOf(finding));
          expect(left, because(finding, left)).toEqual([]);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  }, 120_000);
});

describe("the first way out", () => {
  const deploymentOf = (changed: Partial<DeploymentCase>): DeploymentCase => ({
    model: "gpt-4o",
    version: "2024-11-20",
    format: "OpenAI",
    sku: "Standard",
    capacity: 1,
    purpose: undefined,
    training: undefined,
    environment: undefined,
    upgrade: "NoAutoUpgrade",
    account: "a0",
    ...changed,
  });
  const waysOutOf = (location: string, ...deployments: Partial<DeploymentCase>[]) => {
    const accounts = [{ name: "a0", location, tag: undefined, is: "shown" as const }];
    const settings = { placement: undefined, accounts: {}, granted: [] };
    const found = findingsIn({ accounts, deployments: deployments.map(deploymentOf), settings });
    return found.filter((f) => f.level === "mandatory").map((f) => changes(f));
  };

  it.each<[string, string, Partial<DeploymentCase>, string[][]]>([
    [
      "is not a region that another purpose forbids",
      "polandcentral",
      { model: "gpt-35-turbo", version: "0125", purpose: "assistants" },
      Array.from({ length: 2 }, () => ["region australiaeast, eastus, eastus2 (and 5 more regions)"]),
    ],
    [
      "is one for every version that it may have",
      "southeastasia",
      { version: UNKNOWN },
      [["region eastus, eastus2, northcentralus (and 4 more regions)"]],
    ],
  ])("%s", (_, location, deployment, expected) => {
    expect(waysOutOf(location, deployment)).toEqual(expected);
  });
});
