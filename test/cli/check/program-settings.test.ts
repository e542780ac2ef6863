/** Settings by program: each plan is judged by the settings of its own project. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cli } from "../support";

const root = mkdtempSync(join(tmpdir(), "aog-program-settings-"));
afterAll(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => {
  mkdirSync(join(root, file, ".."), { recursive: true });
  writeFileSync(join(root, file), text);
};

/** Resources of a project with a deployment that the document rules out. */
const resources = (project: string) => {
  const urn = (type: string, name: string) => `urn:pulumi:dev::${project}::${type}::${name}`;
  const [accountType, deploymentType] = [
    "azure-native:cognitiveservices:Account",
    "azure-native:cognitiveservices:Deployment",
  ];
  return [
    {
      urn: urn(accountType, "account"),
      type: accountType,
      custom: true,
      id: "/account",
      inputs: { accountName: "shared", kind: "OpenAI", location: "eastus", resourceGroupName: "rg" },
    },
    {
      urn: urn(deploymentType, "bad"),
      type: deploymentType,
      custom: true,
      inputs: {
        accountName: "shared",
        resourceGroupName: "rg",
        deploymentName: "bad",
        sku: { name: "GlobalStandard", capacity: 1 },
        properties: { model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" } },
      },
    },
  ];
};

const plan = (...projects: readonly string[]) =>
  JSON.stringify({
    steps: projects.flatMap((project) =>
      resources(project).map((newState) => ({ op: "create", urn: newState.urn, newState })),
    ),
  });

for (const name of ["strict", "lenient", "plain", "faulty", "a", "b"]) {
  write(`apps/${name}/Pulumi.yaml`, `name: ${name}\nruntime: nodejs\n`);
  write(`plans/${name}.json`, plan(name));
}
write("plans/both.json", plan("strict", "lenient"));
write("apps/strict/azure-openai-guard.yaml", "model-availability: mandatory\n");
write("apps/lenient/azure-openai-guard.yaml", "model-availability: advisory\n");
write("other.yaml", "model-availability: disabled\n");

interface Json {
  readonly settings?: string;
  readonly files: readonly {
    readonly file: string;
    readonly settings?: string | null;
    readonly notes?: readonly string[];
    readonly findings: readonly { readonly rule: string; readonly urn: string; readonly level: string }[];
  }[];
  readonly general: readonly { readonly rule: string; readonly place?: { readonly file: string } }[];
}

async function check(...args: readonly string[]) {
  const { stdout, exitCode } = await cli(["check", ...args, "--format", "json"], "", { cwd: root });
  const report = JSON.parse(stdout) as Json;
  const levels = report.files.map(({ findings }) =>
    findings.filter((f) => f.rule === "model-availability").map((f) => f.level),
  );
  return { report, levels, exitCode };
}

describe("settings by program", () => {
  it("say once for all plans that no edition is chosen", async () => {
    const plans = ["strict", "lenient", "plain"].map((name) => `plans/${name}.json`);
    const { stdout } = await cli(["check", ...plans, "--as-of", "2026-11-26"], "", { cwd: root });
    const judged = stdout.split("\n").filter((line) => line.includes("since no edition is chosen"));
    expect(judged).toHaveLength(1);
    expect(judged[0]).toContain("judges 3 of these 3 deployments differently");
  });

  it("judge each plan by its own project's file, and say so", async () => {
    const { report, levels, exitCode } = await check("plans/strict.json", "plans/lenient.json");
    expect(levels).toEqual([["mandatory"], ["advisory"]]);
    expect(report.settings).toBeUndefined();
    expect(report.files.map((f) => [f.settings, f.notes])).toEqual([
      ["apps/strict/azure-openai-guard.yaml", ["judged by the settings of apps/strict/azure-openai-guard.yaml"]],
      ["apps/lenient/azure-openai-guard.yaml", ["judged by the settings of apps/lenient/azure-openai-guard.yaml"]],
    ]);
    expect(exitCode).toBe(1);
  });

  it("name the plan and its file on standard error in every format", async () => {
    const { stderr } = await cli(["check", "plans/lenient.json", "plans/plain.json"], "", { cwd: root });
    expect(stderr).toContain(
      "plans/lenient.json: note: judged by the settings of apps/lenient/azure-openai-guard.yaml\n",
    );
    expect(stderr).not.toContain("plans/plain.json");
  });

  it("apply to the whole run without a remark if there is one plan", async () => {
    const { report, levels, exitCode } = await check("plans/lenient.json");
    expect(levels).toEqual([["advisory"]]);
    expect(report.settings).toBe("apps/lenient/azure-openai-guard.yaml");
    expect(report.files[0]).not.toHaveProperty("settings");
    expect(report.files[0]).not.toHaveProperty("notes");
    expect(exitCode).toBe(0);
  });

  it("judge each project in one file by its own settings", async () => {
    const { report } = await check("plans/both.json");
    expect(
      report.files[0]?.findings
        .filter((f) => f.rule === "model-availability")
        .map((f) => [f.urn.split("::")[1], f.level]),
    ).toEqual([
      ["lenient", "advisory"],
      ["strict", "mandatory"],
    ]);
    expect(report.files[0]?.notes).toEqual([
      "lenient/dev: judged by the settings of apps/lenient/azure-openai-guard.yaml",
      "strict/dev: judged by the settings of apps/strict/azure-openai-guard.yaml",
    ]);
  });

  it.each([
    [
      ["--config", "other.yaml"],
      [[], []],
    ],
    [["--no-config"], [["mandatory"], ["mandatory"]]],
    [
      ["--project", "lenient=apps/strict"],
      [["mandatory"], ["mandatory"]],
    ],
  ])("are overridden by %j", async (options, expected) => {
    const { levels } = await check("plans/strict.json", "plans/lenient.json", ...options);
    expect(levels).toEqual(expected);
  });

  it("fall back on the file of the working directory", async () => {
    const { stdout } = await cli(["check", "../../plans/plain.json", "--format", "json"], "", {
      cwd: join(root, "apps/lenient"),
    });
    expect((JSON.parse(stdout) as Json).settings).toBe("azure-openai-guard.yaml");
  });

  it("end the run if they cannot be used, and the error names the file", async () => {
    write("apps/faulty/azure-openai-guard.yaml", "nonsense: true\n");
    const { stderr, exitCode } = await cli(["check", "plans/faulty.json"], "", { cwd: root });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("apps/faulty/azure-openai-guard.yaml:1:1: nonsense: ");
  });
});

describe("an unused entry of a settings file", () => {
  const waiver = "{ rule: model-availability, stack: dev, reason: r, owner: o, expires: 2025-12-31 }";
  it("is reported for each file: a waiver of one project, an account of another", async () => {
    write("apps/a/azure-openai-guard.yaml", `waivers:\n  - ${waiver}\naccounts: { nowhere: { region: eastus } }\n`);
    write(
      "apps/b/azure-openai-guard.yaml",
      `waivers:\n  - ${waiver.replace("model-availability, stack: dev", "limited-access, stack: b/dev")}\n`,
    );
    // Nothing in it needs the waiver.
    write("plans/b.json", plan("b").replaceAll("gpt-4.1-nano", "gpt-4.1-mini"));
    // An account entry is reported only over several stacks, since another stack may need it.
    write("plans/a-prod.json", plan("a").replaceAll("urn:pulumi:dev::", "urn:pulumi:prod::"));
    const { report } = await check("plans/a.json", "plans/a-prod.json", "plans/b.json");
    expect(report.general.map(({ rule, place }) => [rule, place?.file])).toEqual([
      ["unused-waiver", undefined],
      ["unused-waiver", "apps/b/azure-openai-guard.yaml"],
    ]);
  });
});
