/**
 * Every surface escapes: with any name, argument, file, log or settings, no line of the output
 * starts a command of a runner, and no character reverses text, hides it or controls a terminal.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { FORMATS } from "../../cli/check/reporters";
import { PAYLOADS } from "../support/payloads";
import { expectTame } from "./tame";

const directory = mkdtempSync(join(tmpdir(), "aog-surfaces-"));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
function saved(text: string, name = "x.json"): string {
  files += 1;
  const file = join(directory, `${files}-${name}`);
  writeFileSync(file, text);
  return file;
}

const ACCOUNT = "azure-native:cognitiveservices:Account";
const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";

/** A preview with a payload in every name, at its start and after a line break. */
function plan(payload: string): string {
  const evil = `${payload}\n${payload}`;
  const resource = (type: string, name: string, inputs: object) => ({
    op: "create",
    newState: {
      urn: `urn:pulumi:${payload}::${payload}::${type}::${name}`,
      type,
      custom: true,
      inputs,
      sourcePosition: `project:///${evil}.ts#3,1`,
    },
  });
  const model = { format: "OpenAI", name: evil, version: evil };
  const bad = { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" };
  const template = {
    resources: [
      {
        type: "Microsoft.CognitiveServices/accounts/deployments",
        apiVersion: "2024-10-01",
        name: `a/${evil}`,
        properties: { model: bad },
        sku: { name: evil, capacity: 1 },
      },
    ],
  };
  return JSON.stringify({
    config: { [evil]: evil },
    steps: [
      resource(ACCOUNT, evil, { accountName: evil, location: "eastus", kind: "OpenAI" }),
      resource(DEPLOYMENT, `a${evil}`, {
        accountName: evil,
        properties: { model: bad },
        sku: { name: "GlobalStandard" },
      }),
      resource(DEPLOYMENT, `b${evil}`, { accountName: evil, properties: { model }, sku: { name: evil } }),
      resource(DEPLOYMENT, `c${evil}`, { accountName: evil, properties: { model: { ...bad, format: evil } } }),
      resource("azure-native:resources:Deployment", `t${evil}`, { properties: { template } }),
      { op: "create", newState: { [evil]: evil } },
    ],
    diagnostics: [{ severity: "error", message: evil }],
    changeSummary: { create: 5 },
  });
}

function settings(payload: string): string {
  const evil = `${payload}\n${payload}`;
  const waiver = { rule: "known-model", urn: "*", reason: `r${evil}`, owner: `o${evil}`, expires: "2026-01-31" };
  return JSON.stringify({ waivers: [waiver, { ...waiver, urn: evil }], accounts: { [evil]: { region: "eastus" } } });
}

describe.each(PAYLOADS.map((payload) => [JSON.stringify(payload), payload]))("%s", (_, payload) => {
  const evil = `x\n${payload}`;

  it("in a plan, in every format, with settings and a baseline that contain it too", async () => {
    const file = saved(plan(payload));
    const config = saved(settings(payload), "guard.yaml");
    const entry = { fingerprint: "0", rule: evil, stack: `${payload}/${payload}`, message: evil };
    const baseline = saved(JSON.stringify({ version: 1, findings: [entry] }));
    for (const format of FORMATS) {
      await expectTame(["check", file, "--format", format, "--verbose", "--config", config, "--baseline", baseline]);
      await expectTame(["check", "-", "--format", format, "--allow-failed-preview", "--no-config"], plan(payload));
    }
    await expectTame(["check", file, "--no-config", "--write-baseline", join(directory, "new.json")]);
    await expectTame(["place", "--from", file, "--no-config"]);
    await expectTame(["place", "--from", file, "--no-config", "--format", "json"]);
    await expectTame(["place", "--from", file, "--no-config", "--format", "pulumi"]);
    await expectTame(["catalog", "impact", "2025-06-16", "2025-06-16", file, "--no-config"]);
    await expectTame(["catalog", "impact", "2025-06-16", "2025-06-16", file, "--no-config", "--json"]);
  });

  it("in settings, valid and invalid", async () => {
    for (const text of [
      settings(payload),
      `{${JSON.stringify(evil)}: 1}`,
      `all: ${payload}\n`,
      `${payload}: *${payload}\n`,
    ]) {
      const config = saved(text, "guard.yaml");
      await expectTame(["config", "print", "--config", config]);
      await expectTame(["config", "print", "--config", config, "--format", "json"]);
      await expectTame(["config", "validate", "--config", config]);
      await expectTame(["rules", "--config", config]);
      await expectTame(["rules", "--config", config, "--format", "json"]);
      await expectTame(["check", "nope.json"], "", { env: { AZURE_OPENAI_GUARD_CONFIG: config } });
    }
  });

  it("in a log", async () => {
    const log = `error: ${payload}\n${payload}\nCode="InvalidResourceProperties" Message="The specified SKU '${evil}' for model '${evil}' is not supported in this region '${evil}'."\n${"y ".repeat(60)}${payload}`;
    for (const text of [log, payload, `${"word ".repeat(15)}${payload}`]) {
      await expectTame(["explain-error", "-"], text);
      await expectTame(["explain-error", "-", "--json"], text);
      await expectTame(["explain-error", text]);
    }
  });

  // An argument of a process has no zero byte.
  const typed = payload.replaceAll("\0", "");
  it.each<[string, string[]]>([
    ["a command", [typed]],
    ["an option", [`--${typed}`]],
    ["an option of a command", ["check", `--${typed}`]],
    ["a choice", ["check", "x", "--format", typed]],
    ["a file", ["check", `${typed}.json`]],
    ["a glob", ["check", `${typed}*.json`]],
    ["an output", ["check", "x", "--format", `json=/nowhere/${typed}`]],
    ["a baseline", ["check", "x", "--baseline", typed]],
    ["settings", ["check", "x", "--config", typed]],
    ["an edition", ["check", "x", "--edition", typed]],
    ["a date", ["check", "x", "--as-of", typed]],
    ["a project", ["check", "x", "--project", typed]],
    ["a question", ["explain", typed, typed, "--sku", typed, "--region", typed]],
    ["a question in JSON", ["explain", typed, typed, "--region", typed, "--json"]],
    ["a batch", ["explain", "--batch", typed]],
    ["an error", ["explain-error", typed]],
    ["a model to place", ["place", typed]],
    ["a file of requests", ["place", "--file", typed]],
    ["a filter", ["place", "o3", "--region", typed, "--geography", typed]],
    ["a plan to place", ["place", "--from", typed]],
    ["a matrix", ["matrix", "--model", typed]],
    ["a matrix of a region", ["matrix", "--region", typed]],
    ["an edition to show", ["catalog", "show", typed]],
    ["editions to compare", ["catalog", "diff", typed, typed]],
    ["editions of an impact", ["catalog", "impact", typed, typed, typed]],
    ["a list to import", ["catalog", "import", typed]],
    ["an edition to verify", ["catalog", "verify", typed]],
    ["a command of the catalog", ["catalog", typed]],
    ["settings to start", ["config", "init", "--out", `/nowhere/${typed}`]],
    ["settings to print", ["config", "print", "--config", typed]],
    ["settings to validate", ["config", "validate", "--config", typed]],
    ["a command of the settings", ["config", typed]],
    ["settings of the rules", ["rules", "--config", typed]],
    ["a format of the rules", ["rules", "--format", typed]],
    ["a shell", ["completion", typed]],
    ["a shell, and more", ["completion", "bash", typed]],
    ["editions to list", ["catalog", "list", typed]],
    ["a page to import", ["catalog", "import", "--docs", typed]],
    ["a list of a region", ["catalog", "import", "--arm", `${typed}=x.json`]],
    ["a list of a day", ["catalog", "import", "--arm", `2026-99-99:${typed}`]],
    ["an id to import", ["catalog", "import", "--arm", "x.json", "--id", typed]],
    ["a page of the matrix", ["matrix", "--html", `/nowhere/${typed}`]],
    ["a comparison", ["matrix", "--compare", typed]],
    ["a deployment type of the matrix", ["matrix", "--sku", typed]],
    ["a limit of places", ["place", "o3", "--processing", typed, "--prefer", typed, "--pick", typed]],
    ["a stack", ["place", "--from", "x.json", "--stack", typed]],
    ["the Azure CLI", ["catalog", "refresh", "--az", `./${typed}`]],
    ["a region to refresh", ["catalog", "refresh", "--region", typed]],
    ["a place for lists", ["catalog", "refresh", "--keep", `/dev/null/${typed}`]],
    ["help", ["help", typed]],
  ])("as %s", async (_name, args) => {
    await expectTame(args);
  });

  it("in the user's own edition, a batch and a file of requests", async () => {
    const edition = saved(JSON.stringify({ id: evil, title: evil, [evil]: evil }));
    for (const args of [
      ["catalog", "show", edition],
      ["explain", "gpt-4o", "--edition", edition],
    ])
      await expectTame(args);
    await expectTame(["explain", "--batch", "-"], `${JSON.stringify({ model: evil, region: evil })}\n${payload}\n`);
    await expectTame(["place", "--file", saved(JSON.stringify([{ model: evil, [evil]: 1 }]), "needs.json")]);
    await expectTame(["place", "--file", saved(`- model: ${payload}\n`, "needs.yaml")]);
    await expectTame(["catalog", "import", saved(JSON.stringify({ [evil]: evil })), "--id", "x", "--title", evil]);
  });

  it("in a program of which settings are started", async () => {
    files += 1;
    const folder = join(directory, `program-${files}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: evil, runtime: "nodejs" }));
    await expectTame(["config", "init"], "", { cwd: folder });
    await expectTame(["config", "init", "--out", `${typed.replaceAll("/", "")}x.yaml`], "", { cwd: folder });
  });
});
