/** Which unused entries of the setting `accounts` are reported, since one file may serve many stacks. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { Session } from "../../../policy/pack/session";
import type { PlanResource } from "../../../policy/plan/resource";
import { checkPlan, checkRun } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { account, deployment } from "../plans";

const SETTINGS = { accounts: { shared: { region: "eastus2" }, sharde: { region: "eastus2" } } };
const MODEL = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" };
/** A deployment in an account that the program does not create. */
const inAccount = (accountName: string): PlanResource => {
  const one = deployment(MODEL);
  return { ...one, inputs: { ...Object(one.inputs), accountName } };
};
const CREATED = [account("eastus2"), deployment(MODEL)];

const settings = parseSettings(SETTINGS);
const options = { edition: defaultEdition(), settings, today: "2025-07-01" };
const entriesIn = (findings: readonly { facts: object }[]) =>
  findings.flatMap(({ facts }) =>
    "account" in facts && "kind" in facts && facts.kind === "unused-account" ? [facts.account] : [],
  );

describe("of one stack", () => {
  it.each<[string, readonly PlanResource[], string[]]>([
    ["that describes its account, the others may be for other stacks", [inAccount("shared")], []],
    ["that creates its account, all may be for other stacks", CREATED, []],
    ["that lacks a region, one is probably misspelt", [inAccount("shard")], ["shared", "sharde"]],
    [
      "that lacks a region in one of its deployments, too",
      [...CREATED, { ...inAccount("x"), urn: `${inAccount("x").urn}2` }],
      ["shared", "sharde"],
    ],
    ["without deployments, nobody can tell", [account("eastus2")], []],
  ])("%s", (_, resources, expected) => {
    expect(entriesIn(checkPlan(resources, options).findings)).toEqual(expected);
    const session = new Session(defaultEdition(), "2025-07-01");
    session.configure("unused-waiver", SETTINGS);
    for (const one of resources) session.register("unused-waiver", () => one, one.urn);
    session.complete("unused-waiver", () => resources.map((r) => ({ propertyDependencies: {}, ...r })));
    expect(entriesIn(session.remaining("unused-waiver"))).toEqual(expected);
  });
});

it("over several stacks, each entry that none of them needs is reported", () => {
  const plans = [[inAccount("shared")], CREATED].map((resources, i) => ({
    ...checkPlan(resources, { ...options, isPartOfRun: true }),
    stacks: [`app/${i}`],
  }));
  expect(entriesIn(checkRun(plans, options))).toEqual(["sharde"]);
  expect(entriesIn(checkRun(plans.slice(0, 1), options))).toEqual([]);
  // A plan that leaves resources out tells nothing.
  expect(entriesIn(checkRun([...plans, { usedWaivers: [], stacks: [] }], options))).toEqual([]);
});
