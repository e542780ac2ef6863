/** What is offered, and what is not, since it would break something else. */
import { expect, it } from "vitest";
import { changes, message } from "../../said";
import { type AccountCase, type DeploymentCase, findingsIn, type SettingsCase } from "./programs";

const FINE_TUNED = "gpt-4o-mini-2024-07-18.ft-0123456789abcdef";
const account = (name: string, location: string): AccountCase => ({ name, location, tag: undefined, is: "shown" });
const deployment = (name: string, of: string, over: Partial<DeploymentCase> = {}): DeploymentCase => ({
  ...{ name, account: of, model: "gpt-4o", version: "2024-11-20", format: "OpenAI", sku: "Standard", capacity: 10 },
  ...{ purpose: undefined, training: undefined, environment: undefined, upgrade: "NoAutoUpgrade", source: undefined },
  ...{ in: "resource", after: [] },
  ...over,
});

function found(
  accounts: readonly AccountCase[],
  deployments: readonly DeploymentCase[],
  placement?: SettingsCase["placement"],
) {
  const settings = { placement, accounts: {}, granted: [], waivers: [] };
  return findingsIn({ accounts, deployments, settings, edition: "2025-06-16" });
}

it("is not a region where a total over the stack would become too large", () => {
  const accounts = [account("a0", "polandcentral"), account("a1", "francecentral")];
  const deployments = [deployment("d0", "a0"), deployment("d1", "a1", { capacity: 40 })];
  const first = (total: number) =>
    changes(found(accounts, deployments, { limits: [{ name: "in total", capacity: { total } }] })[0])?.[0];
  expect(first(50)).toBe("region francecentral, norwayeast, swedencentral (and 12 more regions)");
  expect(first(49)).toBe("region norwayeast, swedencentral, switzerlandnorth (and 11 more regions)");
});

it("is a region that keeps to the limits for a neighbour whose model is not known", () => {
  const limits = [{ name: "eu", for: { tags: { environment: "prod" } }, geographies: { allowed: ["Europe"] } }];
  const open = deployment("d1", "a0", { model: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", environment: "prod" });
  const [finding] = found([account("a0", "polandcentral")], [deployment("d0", "a0"), open], { limits });
  expect(changes(finding)).toEqual([
    "region francecentral, norwayeast, swedencentral (and 1 more region), with the other deployment of account a0",
    "region australiaeast, canadaeast, eastus (and 8 more regions) in a separate account",
  ]);
});

it("is no other model for one that is fine-tuned", () => {
  const model = "gpt-35-turbo-0125.ft-0123456789abcdef";
  const fields = found([account("a0", "westus")], [deployment("d0", "a0", { model })]).flatMap((f) =>
    f.waysOut.flatMap((way) => way.changes.map((change) => change.field)),
  );
  expect(fields).toContain("region");
  expect(fields).not.toContain("model");
  expect(fields).not.toContain("version");
});

it("is about the account that trained the model, if the program names it", () => {
  const accounts = [account("a0", "eastus2"), account("a1", "westus")];
  const [finding] = found(accounts, [deployment("d0", "a0", { model: FINE_TUNED, source: "a1" })]);
  expect(changes(finding)).toEqual(["model.source as an account in region northcentralus, swedencentral"]);
});

it.each([
  [
    "elsewhere",
    "model.source is account elsewhere, which is not in the plan. Give its region in the settings, by its name or resource id: accounts: { elsewhere: { region: REGION } }.",
  ],
  [
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "model.source is not known before the update. Make it a plain value: the name of the account, or its resource id.",
  ],
])("is what makes model.source known: %s", (source, line) => {
  const [finding] = found([account("a0", "eastus2")], [deployment("d0", "a0", { model: FINE_TUNED, source })]);
  expect(message(finding)).toContain(line);
});

it("leaves one pair less without an order each time that one gets it", () => {
  const names = ["d0", "d1", "d2", "d3"];
  const more = (after: Readonly<Record<string, readonly string[]>>) =>
    found(
      [account("a0", "eastus2")],
      names.map((name) => deployment(name, "a0", { after: after[name] ?? [] })),
    ).flatMap(({ facts }) => (facts.kind === "no-order" ? [[facts.first.name, facts.second.name, facts.more]] : []));
  expect(more({})).toEqual([["d0", "d1", 2]]);
  expect(more({ d1: ["d0"] })).toEqual([["d1", "d2", 1]]);
  expect(more({ d1: ["d0"], d2: ["d1"] })).toEqual([["d2", "d3", 0]]);
  expect(more({ d1: ["d0"], d2: ["d1"], d3: ["d2"] })).toEqual([]);
  // What both wait for the same one still need an order between them.
  expect(more({ d1: ["d0"], d2: ["d0"], d3: ["d0"] })).toEqual([["d1", "d2", 1]]);
});
