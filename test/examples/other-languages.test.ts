/**
 * The examples in Python and YAML without a Pulumi CLI: the test collects what they register (Python runs with a recorder
 * instead of the SDK) and judges it like any plan. test/e2e/languages.test.ts previews them.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { defaultEdition } from "../../catalog/edition/embedded";
import type { PlanResource } from "../../policy/plan/resource";
import { checkPlan } from "../../policy/run/check-plan";
import { parseSettings } from "../../policy/settings";

const EXAMPLES = join(__dirname, "..", "..", "examples");

/** The recorder, and the resources that the end-to-end test has too. */
const PYTHON_PATH = [join(__dirname, "python"), join(__dirname, "..", "e2e", "support", "python")].join(delimiter);

const GROUP_ID = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/azapi-openai";

type Registered = Pick<PlanResource, "type" | "name" | "inputs" | "dependencies">;

const urnOf = (type: string, name: string) => `urn:pulumi:dev::app::${type}::${name}`;

function check(registered: readonly Registered[]) {
  const resources = registered.map((r) => ({ ...r, urn: urnOf(r.type, r.name) }));
  const settings = parseSettings({ catalog: { edition: "2025-06-16" } });
  return checkPlan(resources, { edition: defaultEdition(), settings, today: "2026-01-01" });
}

it("chat-app-python registers two deployments, and both pass", () => {
  const stdout = execFileSync("python3", [join(EXAMPLES, "chat-app-python", "__main__.py")], {
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: PYTHON_PATH, PYTHONDONTWRITEBYTECODE: "1" },
  });
  const registered = stdout
    .trim()
    .split("\n")
    .map((line): Registered => JSON.parse(line));
  expect(check(registered)).toMatchObject({ findings: [], deployments: 2 });
});

/** What a YAML program registers, with its region and references filled in. */
function registeredBy(example: string, region?: string): Registered[] {
  const text = readFileSync(join(EXAMPLES, example, "Pulumi.yaml"), "utf8");
  const program = parse(text) as {
    config: { region: { default: string } };
    resources: Record<
      string,
      { type: string; properties: Record<string, unknown>; options?: { dependsOn?: readonly string[] } }
    >;
  };
  const resolve = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value
        .replace(/\$\{region\}/, region ?? program.config.region.default)
        .replace(/\$\{(\w+)\.name\}/, "$1")
        .replace(/\$\{openai\.id\}/, `${GROUP_ID}/providers/Microsoft.CognitiveServices/accounts/azapi-openai`)
        .replace(/\$\{group\.id\}/, GROUP_ID);
    }
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v)]));
  };
  return Object.entries(program.resources).map(([name, { type, properties, options }]): Registered => {
    const named = type.endsWith(":Account") ? { accountName: name } : {};
    const dependencies = (options?.dependsOn ?? []).map((reference) => {
      const other = reference.replace(/^\$\{(\w+)\}$/, "$1");
      return urnOf(program.resources[other]?.type ?? "", other);
    });
    return { type, name, inputs: { ...named, ...(resolve(properties) as object) }, dependencies };
  });
}

it("chat-app-yaml registers two deployments, and both pass", () => {
  expect(check(registeredBy("chat-app-yaml"))).toMatchObject({ findings: [], deployments: 2 });
});

it("azapi-yaml registers a deployment that passes, but not in eastus", () => {
  expect(check(registeredBy("azapi-yaml"))).toMatchObject({ findings: [], deployments: 1 });
  const { findings } = check(registeredBy("azapi-yaml", "eastus"));
  expect(findings.map((f) => f.rule)).toEqual(["model-availability"]);
});
