/** What holds the house together: imports point one way, and the library is what the package exports. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(__dirname, "..");
const biome = join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");

/** The project's own linter configuration over a project of one file. */
function lint(path: string, source: string): string {
  const project = mkdtempSync(join(tmpdir(), "aog-house-"));
  try {
    const { vcs: _, ...config } = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8")) as Record<string, unknown>;
    writeFileSync(join(project, "biome.json"), JSON.stringify(config));
    mkdirSync(join(project, dirname(path)), { recursive: true });
    writeFileSync(join(project, path), source);
    const run = spawnSync(process.execPath, [biome, "lint", path], { cwd: project, encoding: "utf8" });
    return run.stdout + run.stderr;
  } finally {
    rmSync(project, { recursive: true });
  }
}

describe("imports", () => {
  it.each([
    ["catalog/x.ts", "../policy/run/check-plan", true],
    ["catalog/x.ts", "../cli/main", true],
    ["catalog/x.ts", "@pulumi/policy", true],
    ["catalog/x.ts", "./schema", false],
    ["policy/x.ts", "../cli/main", true],
    ["policy/plan/x.ts", "../../cli/main", true],
    ["policy/x.ts", "node:fs", true],
    ["policy/settings/x.ts", "node:fs", true],
    ["policy/pack/pack.ts", "node:fs", false],
    ["policy/pack/pack.ts", "../../cli/main", true],
    ["policy/x.ts", "../catalog/verdict/verdict", false],
    ["cli/x.ts", "../policy/run/check-plan", false],
  ])("%s importing %s is refused: %s", (path, imported, refused) => {
    const output = lint(path, `import { a } from "${imported}";\nexport const b = a;\n`);
    expect(output).toContain("Checked 1 file");
    expect(output.includes("noRestrictedImports")).toBe(refused);
  });
});

it("the package exports the verdict", () => {
  const script =
    'const { verdict, defaultEdition } = require("azure-openai-guard");' +
    'const v = verdict(defaultEdition(), { model: "gpt-4.1-nano", sku: "GlobalStandard", region: "eastus" });' +
    "console.log(v.status, v.reason);";
  const stdout = execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" });
  expect(stdout).toBe("unavailable region-not-listed\n");
});
