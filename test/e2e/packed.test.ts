/**
 * What `pulumi policy publish` uploads: the real CLI publishes a copy of the repository to a fake Pulumi Cloud,
 * and the uploaded tarball runs from an empty folder, with only the dependencies in package.json.
 */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { FORMATS } from "../../cli/check/reporters";
import { RULE_NAMES } from "../../policy/rule-name";
import { PulumiCloud } from "./support/pulumi-cloud";
import { nodeModules } from "./support/toolbox";
import { cliEnvironment, describeWithPulumi, temporaryDirectory, Workspace } from "./support/workspace";

const ROOT = join(__dirname, "..", "..");
const EXAMPLES = join(ROOT, "examples");
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** Only these files of the repository are uploaded. */
const SHIPPED =
  /^(LICENSE|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|package\.json|PulumiPolicy\.yaml|action\.yml|dist\/.+|catalog\/documents\/.+|docs\/.+\.md|examples\/.+|schemas\/.+|scripts\/prepare\.mjs)$/;

describeWithPulumi("the published pack", () => {
  let cloud: PulumiCloud;
  let repository: string;
  let pack: string;

  /** `pulumi policy …`, logged in to the fake. */
  const policy = (...args: string[]) =>
    new Promise<{ exitCode: number; output: string }>((resolve) => {
      const env = {
        ...process.env,
        ...cliEnvironment(),
        PULUMI_BACKEND_URL: cloud.url,
        PULUMI_ACCESS_TOKEN: "pul-test",
      };
      execFile(
        "pulumi",
        ["policy", ...args, "--non-interactive"],
        { cwd: repository, env },
        (error, stdout, stderr) => {
          resolve({ exitCode: error === null ? 0 : Number(error.code), output: stdout + stderr });
        },
      );
    });

  beforeAll(async () => {
    cloud = await PulumiCloud.start();
    repository = join(temporaryDirectory("publish-"), "repository");
    const left = new Set(["node_modules", ".git"].map((name) => join(ROOT, name)));
    cpSync(ROOT, repository, { recursive: true, filter: (source) => !left.has(source) });
    symlinkSync(nodeModules, join(repository, "node_modules"));
    // It is compiled already. In the place of the set-up stands what broke publishing: a `prepare` that prints.
    writeFileSync(join(repository, "scripts", "setup.mjs"), 'console.log("compiled");');

    expect(await policy("publish", cloud.organization)).toMatchObject({ exitCode: 0 });
    const unpacked = temporaryDirectory("unpacked-");
    writeFileSync(join(unpacked, "pack.tgz"), cloud.tarball ?? "");
    execFileSync("tar", ["-xzf", "pack.tgz"], { cwd: unpacked });
    pack = join(unpacked, "package");
    // Only declared dependencies, not everything that the repository has installed.
    for (const name of Object.keys(manifest.dependencies)) {
      const link = join(pack, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(nodeModules, name), link);
    }
  });

  afterAll(() => cloud.stop());

  it("is announced under its name, version and policies", () => {
    expect(cloud.complete).toBe(true);
    expect(cloud.pack).toMatchObject({ name: "azure-openai-guard", versionTag: manifest.version, runtime: "nodejs" });
    expect(cloud.pack?.policies.map((p) => p.name)).toEqual([...RULE_NAMES].sort());
    const { version, main } = parse(readFileSync(join(ROOT, "PulumiPolicy.yaml"), "utf8"));
    expect(version).toBe(manifest.version);
    // The CLI would use the folder of a `main` as the pack.
    expect(main).toBeUndefined();
  });

  it("contains what it needs and no sources, and is small", () => {
    const files = readdirSync(pack, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(pack.length + 1))
      .filter((file) => !file.startsWith("node_modules/"));
    expect(files.filter((file) => !SHIPPED.test(file))).toEqual([]);
    const pages = RULE_NAMES.map((rule) => `docs/rules/${rule}.md`);
    const editions = readdirSync(join(ROOT, "catalog", "editions")).filter((file) => file.endsWith(".json"));
    const schemas = existsSync(join(ROOT, "schemas")) ? readdirSync(join(ROOT, "schemas")) : [];
    expect(files).toEqual(
      expect.arrayContaining([
        "PulumiPolicy.yaml",
        manifest.main,
        manifest.types,
        manifest.bin["azure-openai-guard"],
        ...pages,
        ...editions.map((file) => `dist/catalog/editions/${file}`),
        ...schemas.map((file) => `schemas/${file}`),
      ]),
    );
    // Every machine of the organisation downloads it.
    expect(cloud.tarball?.length).toBeLessThan(1_800_000);
  });

  it("has no broken links in its pages", () => {
    const pages = readdirSync(pack, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".md") && !file.startsWith("node_modules"),
    );
    const links = pages.flatMap((page) =>
      [...readFileSync(join(pack, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
        (m) => [page, m[1] ?? ""] as const,
      ),
    );
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter(([page, target]) => !existsSync(join(pack, dirname(page), target)))).toEqual([]);
  });

  it("installs in the unpacked folder, without compiling and without development dependencies", () => {
    const { status, stderr } = spawnSync("npm", ["run", "prepare"], { cwd: pack, encoding: "utf8" });
    expect([status, stderr.replaceAll(/^npm warn .*\n/gm, "")]).toEqual([0, ""]);
    expect(parse(readFileSync(join(pack, "PulumiPolicy.yaml"), "utf8")).runtime.options).toEqual({ production: true });
  });

  it.each([
    ["blocked-availability", ["model-availability"]],
    ["chat-app", []],
  ])("judges %s at a preview", async (example, rules) => {
    const workspace = await Workspace.create();
    const program = workspace.program(join(EXAMPLES, example, "index.ts"));
    const result = await workspace.preview(program, { packs: [pack] });
    expect(result.violations.map((v) => v.policy)).toEqual(rules);
    expect(result.ok).toBe(rules.length === 0);
  });

  it("has the command line, with every format", () => {
    const main = join(pack, manifest.bin["azure-openai-guard"]);
    expect(readFileSync(main, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    const outputs = FORMATS.flatMap((format) => ["--format", `${format}=${format}.out`]);
    const check = (plan: string) =>
      spawnSync(process.execPath, [main, "check", ...outputs, "--format", "text", join(EXAMPLES, "plans", plan)], {
        cwd: temporaryDirectory("elsewhere-"),
        encoding: "utf8",
      });
    expect(check("clean.preview.json")).toMatchObject({ status: 0, stderr: "" });
    const blocked = check("blocked.preview.json");
    expect(blocked).toMatchObject({ status: 1, stderr: "" });
    expect(blocked.stdout).toContain("To pass: region eastus2");
    const matrix = spawnSync(process.execPath, [main, "matrix", "--html", "-"], { encoding: "utf8" });
    expect(matrix).toMatchObject({ status: 0, stderr: "" });
    expect(matrix.stdout).toMatch(/^<!doctype html>/);
  });

  it("is the library", () => {
    const script = `const { verdict, defaultEdition } = require(${JSON.stringify(pack)} + "/" + ${JSON.stringify(manifest.exports["."].default)});
      console.log(verdict(defaultEdition(), { model: "gpt-4.1-nano", sku: "GlobalStandard", region: "eastus" }).status);`;
    expect(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" })).toBe("unavailable\n");
  });

  it("is enabled for a policy group, with its settings", async () => {
    const config = join(EXAMPLES, "policy-config", "advisory-first.json");
    const enabled = ["enable", `${cloud.organization}/azure-openai-guard`, "latest", "--policy-group", "production"];
    expect(await policy(...enabled, "--config", config)).toMatchObject({ exitCode: 0 });
    expect(cloud.groups).toEqual([
      {
        name: "production",
        change: {
          addPolicyPack: expect.objectContaining({
            name: "azure-openai-guard",
            config: {
              all: { enforcementLevel: "advisory" },
              "catalog-age": { catalog: { edition: "2025-06-16" } },
            },
          }),
        },
      },
    ]);
  });

  it.each(readdirSync(join(EXAMPLES, "policy-config")))("takes %s for valid settings", async (file) => {
    const config = join(EXAMPLES, "policy-config", basename(file));
    const validate = ["validate-config", `${cloud.organization}/azure-openai-guard`, manifest.version, "--config"];
    expect(await policy(...validate, config)).toMatchObject({ exitCode: 0 });
    const wrong = join(temporaryDirectory("config-"), "wrong.json");
    writeFileSync(wrong, JSON.stringify({ "catalog-age": { maxAgeDays: "many" } }));
    expect(await policy(...validate, wrong)).not.toMatchObject({ exitCode: 0 });
  });
});
