/** The pages about pipelines agree with the definitions, and all name the version of the package. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { definition, ROOT } from "./support";

const PAGES = ["docs/ci.md", "docs/pulumi-cloud.md"];
const text = (file: string) => readFileSync(join(ROOT, file), "utf8");
const snippets = (file: string) => [...text(file).matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => parse(m[1] ?? ""));

describe("docs/ci.md", () => {
  const [[step], pipeline] = snippets("docs/ci.md");
  const { inputs } = definition("action.yml");

  it("uses only inputs that the action has, and lists them all", () => {
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
    const table = [...text("docs/ci.md").matchAll(/^\| ([\w-]+) +\| (`[^`]*`|found|) +\|/gm)].map((m) => [m[1], m[2]]);
    const listed = Object.entries<{ default?: string }>(inputs).map(([name, { default: value }]) => {
      const found = name === "config" || name === "project";
      return [name, found ? "found" : value ? `\`${value}\`` : ""];
    });
    expect(table).toEqual(expect.arrayContaining(listed));
  });

  it("uses only parameters that the template has, and no credentials in the check", () => {
    const { parameters } = definition("examples/ci/azure-pipelines.yml");
    const check = pipeline.jobs.find((job: { job: string }) => job.job === "check");
    const used = Object.keys(check.steps.at(-1).parameters);
    expect(parameters.map((p: { name: string }) => p.name)).toEqual(expect.arrayContaining(used));
    expect(JSON.stringify(check)).not.toMatch(/TOKEN|azureSubscription/);
  });
});

it("every definition and page has the version of the package", () => {
  const { version } = definition("package.json");
  const files = [...PAGES, ...readdirSync(join(ROOT, "examples", "ci")).map((file) => `examples/ci/${file}`)];
  let count = 0;
  for (const file of files) {
    const named = [
      ...text(file).matchAll(
        /azure-openai-guard(?:\.git)?(?:@|#v|@v| )(\d+\.\d+\.\d+)|(?:^ +rev: v|AOG_VERSION: |AOG_VERSION:-)(\d+\.\d+\.\d+)/gm,
      ),
    ];
    count += named.length;
    expect([file, named.map((m) => m[1] ?? m[2])]).toEqual([file, named.map(() => version)]);
  }
  expect(count).toBeGreaterThan(5);
});
