/** Whether a deployment exists as planned, by the step of the plan that makes, changes or keeps it. */
import { expect, it } from "vitest";
import { readInput } from "../../../cli/inputs/recognise";
import { Plan } from "../../../policy/plan/plan";
import { account, deployment, UNKNOWN } from "../plans";

const CHAT = { model: "gpt-4o", version: "2024-11-20", sku: "Standard" };
const now = deployment(CHAT);
const state = (inputs: unknown) => ({ urn: now.urn, type: now.type, custom: true, inputs });
const NEW = state(now.inputs);
const before = (names: Partial<typeof CHAT>) => state(deployment({ ...CHAT, ...names }).inputs);
const withCapacity = state({ ...Object(now.inputs), sku: { name: "Standard", capacity: 9 } });

const preview = (op: string, oldState?: object) => ({
  steps: [{ op, urn: now.urn, newState: NEW, ...(oldState ? { oldState } : {}) }],
  changeSummary: {},
});
const export_ = { version: 3, deployment: { manifest: {}, resources: [NEW] } };
const savedPlan = {
  manifest: {},
  resourcePlans: { [now.urn]: { goal: { ...NEW, inputDiff: { adds: now.inputs } }, steps: ["create"] } },
};

/** What a plan file says about the deployment. */
async function exists(file: object): Promise<boolean | undefined> {
  async function* chunks() {
    yield Buffer.from(JSON.stringify(file));
  }
  const { resources } = await readInput(chunks());
  const plan = new Plan();
  for (const resource of [account("eastus2"), ...resources]) plan.add(resource);
  const planned = plan.deployment(now.urn, new Map());
  expect(planned?.model).toEqual({ state: "known", value: "gpt-4o" });
  return planned?.exists;
}

/** What the outputs of a preview say about a deployment, as a policy pack gets them at the end. */
it.each<[string, Record<string, unknown>, object]>([
  ["a new one", { name: UNKNOWN, etag: UNKNOWN, systemData: UNKNOWN }, { exists: false }],
  ["one that stays", { name: "chat", etag: "1", systemData: { createdAt: "2026" } }, { exists: true }],
  ["one that stays, without an etag", { name: "chat", systemData: { createdAt: "2026" } }, { exists: true }],
  // The name never changes, so the provider keeps it known.
  [
    "one that the update changes",
    { name: "chat", etag: UNKNOWN, systemData: UNKNOWN },
    { exists: true, isChanged: true },
  ],
  ["one of which nothing more is shown", { name: "chat" }, { exists: true }],
  ["one of which nothing is shown", {}, {}],
])("by its outputs: %s", (_, outputs, expected) => {
  const plan = new Plan();
  for (const resource of [account("eastus2"), now]) plan.add(resource);
  plan.addAtEnd({ ...now, outputs });
  const { exists, isChanged } = plan.deployment(now.urn, new Map()) ?? {};
  expect({ ...(exists === undefined ? {} : { exists }), ...(isChanged ? { isChanged } : {}) }).toEqual(expected);
});

it.each<[string, object, boolean | undefined]>([
  ["create", preview("create"), false],
  ["replace", preview("replace", before({})), false],
  ["create-replacement", preview("create-replacement", before({})), false],
  ["same", preview("same", before({})), true],
  ["refresh", preview("refresh", before({})), true],
  ["import", preview("import"), undefined],
  ["update, of the model", preview("update", before({ model: "gpt-4" })), false],
  ["update, of the version", preview("update", before({ version: "2024-08-06" })), false],
  ["update, of the SKU", preview("update", before({ sku: "GlobalStandard" })), false],
  ["update, of the case of a name", preview("update", before({ model: "GPT-4o" })), true],
  ["update, of the capacity", preview("update", withCapacity), true],
  ["update, of what the plan does not show", preview("update"), true],
  ["the state of a stack", export_, true],
  ["a saved plan that creates it", savedPlan, false],
])("%s", async (_, file, expected) => {
  expect(await exists(file)).toBe(expected);
});
