/** The settings file and its waivers in the policy pack, in a real Pulumi engine, with the same words as in `check`. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { FOLDER, ONE_FILE, PACK } from "./support/packs";
import { Account, Deployment, ResourceGroup } from "./support/resources";
import { describeWithPulumi, type RunResult, temporaryDirectory, Workspace } from "./support/workspace";

const packs = [PACK];
const VARIABLE = "AZURE_OPENAI_GUARD_CONFIG";

const NANO = { name: "gpt-4.1-nano", version: "2025-04-14" };

/** An account in a region, and deployments by name; each is blocked in eastus and upgrades by itself. */
const program =
  (region: string, ...names: string[]) =>
  async () => {
    const group = new ResourceGroup("rg", { location: region });
    const account = new Account("openai", { resourceGroupName: group.name, location: region, kind: "OpenAI" });
    for (const name of names) {
      new Deployment(name, {
        accountName: account.name,
        resourceGroupName: group.name,
        properties: { model: { format: "OpenAI", ...NANO }, versionUpgradeOption: "OnceCurrentVersionExpired" },
        sku: { name: "GlobalStandard", capacity: 1 },
      });
    }
  };

function settings(text: string): string {
  const file = join(temporaryDirectory("settings-"), "azure-openai-guard.yaml");
  writeFileSync(file, text);
  return file;
}

/** A preview with the settings file that the environment names. */
async function preview(text: string, run = program("eastus", "chat"), config?: object): Promise<RunResult> {
  const workspace = await Workspace.create({ env: { [VARIABLE]: settings(text) } });
  return workspace.preview(run, { packs, packConfigs: config ? [config] : [] });
}

/** A preview with the settings file that the pack's configuration names. */
async function previewNamed(text: string, config: object = {}): Promise<RunResult> {
  const workspace = await Workspace.create();
  const named = { ...config, "catalog-age": { settingsFile: settings(text) } };
  return workspace.preview(program("eastus", "chat"), { packs, packConfigs: [named] });
}

const summary = (r: RunResult) => r.violations.map((v) => `${v.policy} ${v.level}`);
const said = (r: RunResult) => r.stdout + r.stderr;

const waiver = (over: Record<string, string> = {}, rule = "model-availability") =>
  `  - ${JSON.stringify({ rule, stack: "e2e/test", reason: "moves to eastus2", owner: "the platform team", expires: "2099-12-31", ...over })}\n`;

describeWithPulumi("the settings file that the environment names", () => {
  it.each<[string, string, object | undefined, boolean, string[]]>([
    ["sets no level", "", undefined, false, ["model-availability mandatory", "pinned-version advisory"]],
    [
      "lowers a level",
      "model-availability: advisory\n",
      undefined,
      true,
      ["model-availability advisory", "pinned-version advisory"],
    ],
    ["raises a level", "all: disabled\npinned-version: mandatory\n", undefined, false, ["pinned-version mandatory"]],
    [
      "comes after what Pulumi configured",
      "all: advisory\n",
      { "model-availability": "mandatory" },
      false,
      ["model-availability mandatory", "pinned-version advisory"],
    ],
  ])("%s", async (_, text, config, ok, expected) => {
    const result = await preview(text, undefined, config);
    expect(summary(result)).toEqual(expected);
    expect(result.ok).toBe(ok);
  });

  it("describes accounts, and Pulumi's configuration overrides it", async () => {
    const shared = async () => {
      new Deployment("chat", {
        accountName: "shared-openai",
        resourceGroupName: "rg",
        properties: { model: { format: "OpenAI", ...NANO }, versionUpgradeOption: "NoAutoUpgrade" },
        sku: { name: "GlobalStandard", capacity: 1 },
      });
    };
    const file = "accounts:\n  shared-openai: { region: eastus }\n";
    expect(summary(await preview(file, shared))).toEqual(["model-availability mandatory"]);
    const config = { "known-model": { accounts: { "Shared-OpenAI": { region: "eastus2" } } } };
    expect(summary(await preview(file, shared, config))).toEqual([]);
  });

  it("chooses the newest embedded edition, and so does the pack's configuration", async () => {
    // Newer than the default edition, and the newest one has it in eastus2.
    const five = async () => {
      new Deployment("chat", {
        accountName: "shared-openai",
        resourceGroupName: "rg",
        properties: {
          model: { format: "OpenAI", name: "gpt-5.4", version: "2026-03-05" },
          versionUpgradeOption: "NoAutoUpgrade",
        },
        sku: { name: "GlobalStandard", capacity: 1 },
      });
    };
    const accounts = "accounts: { shared-openai: { region: eastus2 } }\n";
    expect(summary(await preview(accounts, five))).toContain("known-model mandatory");
    expect(summary(await preview(`${accounts}catalog: { edition: latest }\n`, five))).toEqual([]);
    const config = { "catalog-age": { catalog: { edition: "latest" } } };
    expect(summary(await preview(accounts, five, config))).toEqual([]);
  });

  it("fails the preview with one error if it is broken", async () => {
    const result = await preview("model-availabilty: advisory\n");
    expect(result.ok).toBe(false);
    expect(result.violations).toEqual([]);
    expect(said(result)).toMatch(
      /azure-openai-guard\.yaml:1:1: model-availabilty: unknown rule or setting; did you mean "model-availability"\?/,
    );
    expect(said(result)).not.toMatch(/\n\s+at /);
  });
});

describeWithPulumi("a waiver", () => {
  it("keeps a finding from blocking, and is shown", async () => {
    const result = await preview(`waivers:\n${waiver({ ticket: "OPS-1" })}`);
    expect(summary(result)).toEqual(["model-availability advisory", "pinned-version advisory"]);
    expect(result.violations[0]?.message).toMatch(
      /combination that the document offers\.\n\s*Waived until 2099-12-31 by the platform team: moves to eastus2 \(OPS-1\)\.\n\s*gpt-4\.1-nano 2025-04-14 cannot/,
    );
    expect(result.ok).toBe(true);
  });

  it("blocks again once it is expired, and says since when", async () => {
    const result = await preview(`waivers:\n${waiver({ expires: "2025-06-30" })}`);
    expect(summary(result)).toEqual(["model-availability mandatory", "pinned-version advisory"]);
    expect(result.violations[0]?.message).toMatch(
      /\n\s*The waiver of the platform team expired on 2025-06-30, so this finding counts again: fix it, or renew the waiver/,
    );
    expect(result.ok).toBe(false);
  });

  it("covers the resource that it names, and no other", async () => {
    const result = await preview(`waivers:\n${waiver({ urn: "*::one" })}`, program("eastus", "one", "two"));
    const levels = result.violations.filter((v) => v.policy === "model-availability").map((v) => [v.urn, v.level]);
    expect(levels.map(([urn, level]) => `${urn?.split("::").at(-1)} ${level}`)).toEqual([
      "one advisory",
      "two mandatory",
    ]);
    expect(result.ok).toBe(false);
  });

  it("is reported if it covers nothing in its stack", async () => {
    const text = `pinned-version: disabled\nwaivers:\n${waiver()}${waiver({ stack: "other/test" })}${waiver({ stack: "*" })}`;
    const result = await preview(text, program("eastus2", "chat"));
    expect(summary(result)).toEqual(["unused-waiver advisory"]);
    expect(result.violations[0]?.message).toContain(
      "for stack e2e/test (by the platform team, until 2099-12-31) covers no finding",
    );
  });

  it("that covers nothing is not reported if --target leaves something out", async () => {
    const workspace = await Workspace.create({
      env: { [VARIABLE]: settings(`pinned-version: disabled\nwaivers:\n${waiver({ urn: "*::two" })}`) },
    });
    const target = ["urn:pulumi:test::e2e::azure-native:cognitiveservices:Account::openai"];
    const result = await workspace.preview(program("eastus", "two"), { packs, target });
    expect(summary(result)).toEqual([]);
  });

  it("also applies from Pulumi's own configuration, and on an update", async () => {
    const workspace = await Workspace.create();
    const given = {
      rule: "model-availability",
      stack: "test",
      reason: "moving",
      owner: "the platform team",
      expires: "2099-12-31",
    };
    const packConfigs = [{ "pinned-version": "disabled", "known-model": { waivers: [given] } }];
    const result = await workspace.up(program("eastus", "chat"), { packs, packConfigs, previewFirst: true });
    expect(summary(result)).toEqual(["model-availability advisory"]);
    expect(result.ok).toBe(true);
  });
});

describeWithPulumi("Pulumi's own configuration", () => {
  it("is refused with a waiver that never expires", async () => {
    const workspace = await Workspace.create();
    const given = { rule: "model-availability", stack: "test", reason: "moving", owner: "the platform team" };
    const packConfigs = [{ "known-model": { waivers: [given] } }];
    const result = await workspace.preview(program("eastus", "chat"), { packs, packConfigs });
    expect(result.ok).toBe(false);
    expect(said(result)).toMatch(/known-model: .*waivers.*expires is required/);
  });
});

describeWithPulumi("the settings file that the pack's configuration names", () => {
  it.each<[string, string, object, boolean, string[]]>([
    [
      "lowers a level",
      "model-availability: advisory\n",
      {},
      true,
      ["model-availability advisory", "pinned-version advisory"],
    ],
    [
      "raises a level",
      "pinned-version: mandatory\nmodel-availability: disabled\n",
      {},
      false,
      ["pinned-version mandatory"],
    ],
    [
      "leaves a level that it does not give to Pulumi",
      "pinned-version: disabled\n",
      { all: "advisory" },
      true,
      ["model-availability advisory"],
    ],
    [
      "does not wake a rule that Pulumi disabled",
      "all: mandatory\n",
      { "model-availability": "disabled" },
      false,
      ["pinned-version mandatory"],
    ],
    [
      "has waivers",
      `all: mandatory\npinned-version: disabled\nwaivers:\n${waiver()}`,
      {},
      true,
      ["model-availability advisory"],
    ],
  ])("%s", async (_, text, config, ok, expected) => {
    const result = await previewNamed(text, config);
    expect(summary(result)).toEqual(expected);
    expect(result.ok).toBe(ok);
  });

  it.each([
    ["azure-openai-guard.yaml", FOLDER, /azure-openai-guard\.yaml: expected an absolute path/],
    [
      "azure-openai-guard.yaml",
      ONE_FILE,
      /\/azure-openai-guard\.yaml: cannot be read: ENOENT: no such file or directory/,
    ],
    ["/nowhere/at-all.yaml", PACK, /\/nowhere\/at-all\.yaml: cannot be read: ENOENT: no such file or directory/],
  ])("fails the preview if it is %s, in %s", async (settingsFile, pack, message) => {
    const workspace = await Workspace.create();
    const packConfigs = [{ "catalog-age": { settingsFile } }];
    const result = await workspace.preview(program("eastus2", "chat"), { packs: [pack], packConfigs });
    expect(result.ok).toBe(false);
    expect(said(result)).toMatch(message);
  });
});

describeWithPulumi("check", () => {
  it("has the words of the preview", async () => {
    const text = `waivers:\n${waiver({ expires: "2025-06-30" })}${waiver({ urn: "*::gone" })}${waiver({}, "pinned-version")}`;
    const file = settings(text);
    const workspace = await Workspace.create({ env: { [VARIABLE]: file } });
    const json = await workspace.previewJson(program("eastus", "chat"));
    // Like the command line, it finds the program's language by the folder that it is started in.
    const result = await workspace.preview(program("eastus", "chat"), { packs: [ONE_FILE] });
    const main = join(FOLDER, "dist", "cli", "main.js");
    const run = spawnSync(process.execPath, [main, "check", "-", "--config", file, "--format", "json"], {
      input: json,
      encoding: "utf8",
    });
    const lines = (message: string) => message.split("\n").map((line) => line.trim());
    const found: { rule: string; message: string }[] = JSON.parse(run.stdout).files[0].findings;
    expect(found.map((f) => f.rule)).toEqual(["model-availability", "pinned-version"]);
    for (const { rule, message } of found) {
      const violation = result.violations.find((v) => v.policy === rule);
      expect(lines(violation?.message ?? "")).toEqual(expect.arrayContaining(lines(message)));
    }
    expect(run.status).toBe(1);
  });
});
