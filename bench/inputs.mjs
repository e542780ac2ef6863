/** The inputs of the measurements; the same in every run, since the random numbers have a fixed seed. */

import { closeSync, openSync, writeSync } from "node:fs";

/** A small random generator, from 0 to 1 (mulberry32), since Math.random takes no seed. */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Random queries over every model, version, SKU, region and purpose. */
export function* randomQueries(edition, skus, regions, random) {
  const pick = (all) => all[Math.floor(random() * all.length)];
  const models = [...edition.models.values()];
  for (;;) {
    const model = pick(models);
    const version = pick([undefined, ...model.versions.map((v) => v.version)]);
    const purpose = pick([undefined, undefined, undefined, "fine-tuning", "assistants"]);
    yield { model: model.name, version, sku: pick(skus), region: pick(regions).id, purpose };
  }
}

/** Distinct lines for `explain --batch`; one in ten has a wrong letter in its model or region. */
export function batchLines(count, queries, random) {
  const lines = new Set();
  for (const query of queries) {
    const field = random() < 0.5 ? "model" : "region";
    lines.add(JSON.stringify(random() < 0.1 ? { ...query, [field]: misspelt(query[field], random) } : query));
    if (lines.size === count) break;
  }
  return [...lines];
}

function misspelt(name, random) {
  const at = Math.floor(random() * name.length);
  return name.slice(0, at) + String.fromCharCode(97 + Math.floor(random() * 26)) + name.slice(at + 1);
}

const STACK = "urn:pulumi:dev::bench::pulumi:pulumi:Stack::bench-dev";
const PROVIDER = "urn:pulumi:dev::bench::pulumi:providers:azure-native::default_3_28_0";

/** A `pulumi preview --json` of deployments, 50 to an account; one in a hundred is blocked. */
export function previewFile(deployments) {
  const steps = [step(resource("resources", "ResourceGroup", "rg", { location: "eastus2", resourceGroupName: "rg" }))];
  for (let i = 0; i < deployments; i++) {
    const account = `openai${Math.floor(i / 50)}`;
    if (i % 50 === 0) {
      const inputs = { accountName: account, kind: "OpenAI", location: "eastus2", resourceGroupName: "rg" };
      steps.push(step(resource("cognitiveservices", "Account", account, { ...inputs, sku: { name: "S0" } })));
    }
    const inputs = deploymentInputs(account, i, i % 100 === 99);
    steps.push(step(resource("cognitiveservices", "Deployment", `chat${i}`, inputs)));
  }
  return JSON.stringify({ steps, duration: 1, changeSummary: { create: steps.length } }, null, 2);
}

/**
 * Writes a `pulumi stack export`, piece by piece: accounts with deployments among many other resources, as in a
 * large estate. One deployment in a hundred is blocked.
 * @param enough gets the number of resources and bytes after each resource, and returns true to stop.
 */
export function writeState(file, stack, enough) {
  const fd = openSync(file, "w");
  let [bytes, count, buffer] = [0, 0, ""];
  const write = (text, last = false) => {
    bytes += text.length;
    buffer += text;
    if (!last && buffer.length < 1 << 20) return;
    writeSync(fd, buffer);
    buffer = "";
  };
  write('{"version":3,"deployment":{"manifest":{"time":"2025-07-01T00:00:00Z","version":"v3.259.0"},"resources":[');
  for (; !enough(count, bytes); count++) {
    write(`${count === 0 ? "" : ","}\n${JSON.stringify(stateResource(count, stack), null, 1)}`);
  }
  write('\n],"metadata":{}}}\n', true);
  closeSync(fd);
}

/** One account and four deployments in every 50 resources. */
function stateResource(index, stack) {
  const account = `openai${Math.floor(index / 50)}`;
  const place = index % 50;
  const rg = { resourceGroupName: "rg" };
  const [module, type, name, inputs] =
    place === 0
      ? ["cognitiveservices", "Account", account, { ...rg, accountName: account, kind: "OpenAI", location: "eastus2" }]
      : place < 5
        ? ["cognitiveservices", "Deployment", `chat${index}`, deploymentInputs(account, index, index % 100 === 54)]
        : ["storage", "StorageAccount", `store${index}`, { ...rg, accountName: `store${index}`, ...STORAGE }];
  const { propertyDependencies, sourcePosition, ...state } = resource(module, type, name, inputs);
  const id = `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Any/any/${name}`;
  return {
    ...state,
    urn: state.urn.replace(":dev::", `:${stack}::`),
    id,
    outputs: { ...inputs, id, provisioningState: "Succeeded" },
    propertyDependencies,
    sourcePosition,
    created: "2025-07-01T00:00:00Z",
    modified: "2025-07-01T00:00:00Z",
  };
}

const STORAGE = {
  kind: "StorageV2",
  location: "eastus2",
  sku: { name: "Standard_LRS" },
  tags: { owner: "platform", purpose: "bench", 環境: "開発" },
  networkRuleSet: { bypass: "AzureServices", defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
};

function deploymentInputs(account, index, isBlocked) {
  return {
    accountName: account,
    azureApiVersion: "2025-06-01",
    deploymentName: `chat${index}`,
    properties: {
      model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" },
      versionUpgradeOption: "NoAutoUpgrade",
    },
    resourceGroupName: "rg",
    sku: { capacity: 10, name: isBlocked ? "Standard" : "GlobalStandard" },
  };
}

function resource(module, type, name, inputs) {
  const token = `azure-native:${module}:${type}`;
  return {
    urn: `urn:pulumi:dev::bench::${token}::${name}`,
    custom: true,
    type: token,
    inputs,
    parent: STACK,
    provider: `${PROVIDER}::04da6b54-80e4-46f7-96ec-b56ff0331ba9`,
    propertyDependencies: Object.fromEntries(Object.keys(inputs).map((key) => [key, []])),
    sourcePosition: "project:///index.ts#11,15",
  };
}

function step(newState) {
  return { op: "create", urn: newState.urn, provider: newState.provider, newState, detailedDiff: null };
}
