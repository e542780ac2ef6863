/** Deployments that differ only in their names are judged once; any other difference is judged separately. */
import { expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { Plan } from "../../../policy/plan/plan";
import type { PlanResource } from "../../../policy/plan/resource";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { type Case, plan, UNKNOWN } from "../plans";

const SOUND: Case = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus2" };

/** A plan with its own names of account and deployment. */
function named(name: string, c: Case): PlanResource[] {
  const text = JSON.stringify(plan(c));
  const its: PlanResource[] = JSON.parse(
    text.replaceAll('"openai"', `"openai-${name}"`).replaceAll('"chat"', `"${name}"`),
  );
  return its.map((r) => ({ ...r, urn: `${r.urn}-${name}` }));
}

function rulesIn(resources: readonly PlanResource[], of: string): string[] {
  const settings = parseSettings({ catalog: { edition: "2025-06-16" } });
  const { findings } = checkPlan(resources, { edition: defaultEdition(), settings, today: "2026-01-01" });
  return findings.filter((f) => f.urn?.endsWith(`-${of}`)).map((f) => f.rule);
}

it.each<[string, Case, string[]]>([
  ["name", {}, []],
  ["model", { model: "gpt-4.1-mega" }, ["known-model"]],
  ["version", { version: "2020-01-01" }, ["model-availability"]],
  ["version that is missing", { version: undefined }, ["pinned-version"]],
  ["version that is not known", { version: UNKNOWN }, ["unverified-deployment"]],
  ["SKU", { sku: "Standard" }, ["model-availability"]],
  ["region", { region: "eastus" }, ["model-availability"]],
  ["region that is not known", { region: UNKNOWN }, ["unverified-deployment"]],
  ["upgrade option", { upgrade: "OnceNewDefaultVersionAvailable" }, ["pinned-version"]],
  ["tag", { tags: { "aoai-purpose": "assistants" } }, ["assistants-region"]],
  ["tag of the account", { accountTags: { "aoai-purpose": "assistants" } }, ["assistants-region"]],
])("a deployment with another %s is judged separately among sound ones", (_, change, expected) => {
  const sound = ["a", "b", "c"].flatMap((name) => named(name, SOUND));
  const other = named("other", { ...SOUND, ...change });
  const later = named("later", SOUND);
  expect(rulesIn(other, "other")).toEqual(expected);
  expect(rulesIn([...sound, ...other, ...later], "other")).toEqual(expected);
  expect(rulesIn([...sound, ...other, ...later], "later")).toEqual([]);
});

/** Names and texts, and values derived from deciding ones. */
const DECIDES_NOTHING = [
  ...["urn", "name", "within", "accountName", "accountId", "resourceGroupName", "accountProperties", "places"],
  ...["regionFrom", "regionFix", "trainingFix", "accountEntries", "tag"],
];

it("every property of a deployment is known either to decide or not", () => {
  const run = new Plan();
  for (const resource of plan(SOUND)) run.add(resource);
  const found = run.deployment(run.deployments[0] ?? "", new Map()) ?? {};
  const decides = Object.keys(found).filter((key) => !DECIDES_NOTHING.includes(key));
  // A new property must go into the key by which policy/run/alike.ts distinguishes deployments.
  expect(decides.sort()).toEqual(
    [
      ...["capacity", "exists", "format", "isChanged", "model", "purpose", "region", "sku", "skuNote", "source"],
      ...["training", "trainingRegion", "upgrade", "version"],
    ].sort(),
  );
});
