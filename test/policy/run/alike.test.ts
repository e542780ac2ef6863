/** Deployments that differ in their names alone are judged once; whatever else differs is judged by itself. */
import { expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import type { PlanResource } from "../../../policy/plan/resource";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { type Case, plan, UNKNOWN } from "../plans";

const SOUND: Case = { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus2" };

/** A plan of its own, whose account and deployment have names of their own. */
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
])("another %s is judged by itself among deployments that are sound", (_, change, expected) => {
  const sound = ["a", "b", "c"].flatMap((name) => named(name, SOUND));
  const other = named("other", { ...SOUND, ...change });
  const later = named("later", SOUND);
  expect(rulesIn(other, "other")).toEqual(expected);
  expect(rulesIn([...sound, ...other, ...later], "other")).toEqual(expected);
  expect(rulesIn([...sound, ...other, ...later], "later")).toEqual([]);
});
