/** The one-file pack: it runs from any folder, and needs only Node.js. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Account, Deployment, ResourceGroup } from "./support/resources";
import { describeWithPulumi, preview, type RunResult, Workspace } from "./support/workspace";

const ROOT = join(__dirname, "..", "..");
const BIN = join(ROOT, "dist", "bin");
const FILE = join(BIN, "azure-openai-guard-pack");
const BLOCKED = join(ROOT, "examples", "blocked-availability", "index.ts");

/** Certainly retired by the schedule of the edition of October 2026, and unknown to the default edition. */
const retired = async () => {
  const group = new ResourceGroup("rg", { location: "eastus2" });
  const account = new Account("openai", { resourceGroupName: group.name, location: group.location, kind: "OpenAI" });
  new Deployment("chat", {
    accountName: account.name,
    resourceGroupName: group.name,
    properties: { model: { format: "OpenAI", name: "gpt-5-chat", version: "2025-08-07" } },
    sku: { name: "GlobalStandard", capacity: 1 },
  });
};

describeWithPulumi("the one-file pack", () => {
  // Outside the toolbox, because Node.js would find its packages from any folder in it.
  const elsewhere = mkdtempSync(join(tmpdir(), "aog one file "));
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

  /** A copy in a new folder. */
  function copied(folder: string, mode = 0o755): string {
    const path = join(elsewhere, folder);
    mkdirSync(path);
    const file = join(path, "pack");
    copyFileSync(FILE, file);
    chmodSync(file, mode);
    return file;
  }

  const judge = async (...packs: string[]) => {
    const workspace = await Workspace.create();
    const result = await workspace.preview(workspace.program(BLOCKED), { packs });
    return result.violations.map((v) => `${v.policy} ${v.level}`);
  };

  it.each<[string, () => string]>([
    ["where it was built", () => FILE],
    ["in a folder with nothing else, and with blanks in its name", () => copied("a folder")],
    [
      "through a symbolic link",
      () => {
        const link = join(elsewhere, "link");
        symlinkSync(copied("target"), link);
        return link;
      },
    ],
    [
      "in a place that nobody can write to",
      () => {
        const file = copied("read-only", 0o555);
        chmodSync(join(elsewhere, "read-only"), 0o555);
        return file;
      },
    ],
  ])("judges %s", async (_, place) => {
    expect(await judge(place())).toEqual(["model-availability mandatory"]);
  });

  it("judges twice in one preview, and in two previews at once", async () => {
    const twice = ["model-availability mandatory", "model-availability mandatory"];
    expect(await judge(FILE, copied("second"))).toEqual(twice);
    const both = await Promise.all([judge(FILE), judge(FILE)]);
    expect(both.flat()).toEqual(twice);
  });

  it("makes no code from text: it judges even if Node.js forbids that", async () => {
    const workspace = await Workspace.create({ env: { NODE_OPTIONS: "--disallow-code-generation-from-strings" } });
    writeFileSync(join(workspace.directory, "azure-openai-guard.yaml"), "known-model: advisory\n");
    const result = await workspace.preview(workspace.program(BLOCKED), { packs: [FILE] });
    expect(result.violations.map((v) => `${v.policy} ${v.level}`)).toEqual(["model-availability mandatory"]);
  });

  it("is silent about a clean program", async () => {
    const workspace = await Workspace.create();
    const program = workspace.program(join(ROOT, "examples", "chat-app", "index.ts"));
    const result = await workspace.preview(program, { packs: [FILE] });
    expect([result.ok, result.violations]).toEqual([true, []]);
  });

  describe("finds the settings file of the program", () => {
    const lenient = "model-availability: advisory\n";
    const run = async (files: Record<string, string>, packConfig: object = {}, env: Record<string, string> = {}) => {
      const workspace = await Workspace.create({ env });
      for (const [file, text] of Object.entries(files)) writeFileSync(join(workspace.directory, file), text);
      const packConfigs = [packConfig];
      return workspace.preview(workspace.program(BLOCKED), { packs: [FILE], packConfigs });
    };
    const levels = (result: RunResult) => result.violations.map((v) => `${v.policy} ${v.level}`);

    it("in its folder, and says which file it is", async () => {
      const result = await run({ "azure-openai-guard.yaml": lenient });
      expect(levels(result)).toEqual(["model-availability advisory"]);
      expect(result.stdout + result.stderr).toMatch(/azure-openai-guard: settings: .*azure-openai-guard\.yaml/);
    });

    it("with relative paths from the file's folder", async () => {
      const statement = [
        { effect: "available", model: "gpt-4.1-nano", regions: ["eastus"], reason: "r", expires: "2099-12-31" },
      ];
      const files = { "azure-openai-guard.yaml": "overlay: ours.yaml\n", "ours.yaml": JSON.stringify(statement) };
      const result = await run(files);
      expect([result.ok, levels(result)]).toEqual([true, []]);
    });

    it.each<[string, object, Record<string, string>]>([
      ["the environment", {}, { AZURE_OPENAI_GUARD_CONFIG: "other.yaml" }],
      ["the pack's configuration", { "model-availability": { settingsFile: "other.yaml" } }, {}],
    ])("unless %s names another", async (_, config, env) => {
      const files = { "azure-openai-guard.yaml": lenient, "other.yaml": "model-availability: disabled\n" };
      const result = await run(files, config, env);
      expect([result.ok, levels(result)]).toEqual([true, []]);
    });

    it("with the newest edition, which it contains", async () => {
      const workspace = await Workspace.create();
      writeFileSync(join(workspace.directory, "azure-openai-guard.yaml"), "catalog: { edition: latest }\n");
      const result = await workspace.preview(retired, { packs: [copied("latest")] });
      expect(levels(result)).toContain("model-lifecycle mandatory");
      expect(result.violations.map((v) => v.message).join()).toContain("Foundry Models retirement schedule");
    });

    it("and fails the preview if the file is wrong", async () => {
      const result = await run({ "azure-openai-guard.yaml": "model-availabilty: advisory\n" });
      expect(result.ok).toBe(false);
      expect(result.stdout + result.stderr).toContain('did you mean "model-availability"?');
    });
  });

  it("fails a preview with a wrong policy configuration, and says what is wrong", async () => {
    const packConfigs = [{ "catalog-age": { maxAgeDays: "many" } }];
    const result = await preview(async () => {}, { packs: [FILE], packConfigs });
    expect(result.ok).toBe(false);
    expect(result.stdout + result.stderr).toContain("maxAgeDays");
  });
});

it("the licences in the one-file programs include no compiler and no package manager", () => {
  const notices = readFileSync(join(BIN, "THIRD-PARTY-NOTICES.txt"), "utf8");
  for (const name of ["@pulumi/policy", "@grpc/grpc-js", "zod", "yaml", "preact"]) {
    expect(notices).toContain(`\n${name} `);
  }
  const packages: string[] = JSON.parse(readFileSync(join(BIN, "packages.json"), "utf8"));
  expect(packages.filter((name) => /^(typescript|ts-node|npm|@npmcli\/.*|pacote|tar)@/.test(name))).toEqual([]);
});

it("the one-file command line contains every edition", () => {
  const asked = ["explain", "gpt-5", "2025-08-07", "--sku", "GlobalStandard", "--region", "eastus2"];
  const run = (...more: string[]) =>
    spawnSync(process.execPath, [join(BIN, "azure-openai-guard"), ...asked, ...more], {
      cwd: tmpdir(),
      encoding: "utf8",
    });
  expect(run("--edition", "2026-10-05")).toMatchObject({ status: 0, stdout: expect.stringContaining("of 2026-10-05") });
  expect(run("--edition", "2025-06-16").stdout).toContain("model-not-listed");
});
