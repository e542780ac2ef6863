/** The outputs of `check`: they never overwrite its inputs or each other. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { cli, ROOT } from "../support";

const example = (name: string) => join(__dirname, "..", "../../examples/plans", name);
const dir = realpathSync(mkdtempSync(join(tmpdir(), "aog-outputs-")));
afterAll(() => rmSync(dir, { recursive: true }));
const at = (name: string) => join(dir, name);

mkdirSync(at("plans"));
const PLAN = at("plans/plan.json");
copyFileSync(example("clean.preview.json"), PLAN);
symlinkSync(PLAN, at("link.json"));
writeFileSync(at("settings.json"), "{}");
writeFileSync(at("baseline.json"), '{"version": 1, "findings": []}');
writeFileSync(at("overlay.json"), "[]");
writeFileSync(at("with-overlay.json"), '{"overlay": "overlay.json"}');
const HERE = relative(ROOT, PLAN);

describe("an output never replaces an input", () => {
  it.each([
    ["a plan", [PLAN, "--format", `json=${PLAN}`]],
    ["a plan that is spelt otherwise", [PLAN, "--format", `json=${HERE}`]],
    ["a plan behind a link", [PLAN, "--format", `json=${at("link.json")}`]],
    ["a plan of a directory", [at("plans"), "--format", `json=${PLAN}`]],
    ["a plan, by the baseline", [PLAN, "--write-baseline", PLAN]],
    ["the settings", [PLAN, "--config", at("settings.json"), "--format", `json=${at("settings.json")}`]],
    ["the overlay", [PLAN, "--config", at("with-overlay.json"), "--format", `json=${at("overlay.json")}`]],
    ["the baseline", [PLAN, "--baseline", at("baseline.json"), "--format", `json=${at("baseline.json")}`]],
  ])("%s", async (_, args) => {
    const { exitCode, stdout, stderr, files } = await cli(["check", ...args]);
    expect([exitCode, stdout, [...files.keys()]]).toEqual([2, "", []]);
    expect(stderr).toMatch(/ is read by this run: give the output another file\n$/);
  });

  it("but may replace an earlier report beside the plans", async () => {
    writeFileSync(at("plans/report.json"), (await cli(["check", PLAN, "--format", "json"])).stdout);
    const { exitCode, files } = await cli(["check", at("plans"), "--format", `json=${at("plans/report.json")}`]);
    expect([exitCode, files.size]).toEqual([0, 1]);
  });

  it.each([
    ["--format", "json=./x.json", "--format", "text=x.json"],
    ["--format", "json=./x.json", "--write-baseline", "x.json"],
  ])("nor another output: %s %s %s %s", async (...args) => {
    const { exitCode, stderr, files } = await cli(["check", PLAN, ...args]);
    expect([exitCode, files.size]).toEqual([2, 0]);
    expect(stderr).toMatch(/go to the same file/);
  });
});

describe("a total over a whole stack", () => {
  const state = (stack: string, capacity: number) => {
    const urn = (type: string, name: string) =>
      `urn:pulumi:${stack}::p::azure-native:cognitiveservices:${type}::${name}`;
    const account = {
      urn: urn("Account", "a"),
      type: "azure-native:cognitiveservices:Account",
      inputs: { accountName: "a", kind: "OpenAI", location: "eastus2", resourceGroupName: "g" },
    };
    const model = { format: "OpenAI", name: "gpt-4o", version: "2024-08-06" };
    const deployments = ["x", "y"].map((name) => ({
      urn: urn("Deployment", name),
      type: "azure-native:cognitiveservices:Deployment",
      inputs: {
        accountName: "a",
        deploymentName: name,
        resourceGroupName: "g",
        properties: { model },
        sku: { name: "Standard", capacity },
      },
    }));
    const file = at(`${stack}-${capacity}.json`);
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources: [account, ...deployments] } }));
    return file;
  };
  writeFileSync(
    at("limits.json"),
    JSON.stringify({
      all: "advisory",
      placement: { enforcementLevel: "mandatory", limits: [{ name: "few", capacity: { total: 10 } }] },
    }),
  );
  const run = async (...args: string[]) => {
    const { exitCode, stdout, files } = await cli(["check", "-c", at("limits.json"), "--format", "json", ...args]);
    for (const [file, text] of files) writeFileSync(file, text);
    return { exitCode, report: JSON.parse(stdout) };
  };

  it("goes into a baseline with its stack, and is known in the next run", async () => {
    const baseline = at("totals.json");
    await run(state("dev", 9), "--write-baseline", baseline);
    const entries = JSON.parse(readFileSync(baseline, "utf8")).findings;
    expect(entries.filter((e: { urn?: string }) => e.urn === undefined)).toMatchObject([
      { rule: "placement", stack: "p/dev" },
    ]);
    expect(await run(state("dev", 9), "--baseline", baseline)).toMatchObject({
      exitCode: 0,
      report: { baseline: { gone: [] } },
    });
    // Of another stack it is another finding, and the one of this stack was not looked for.
    expect(await run(state("prod", 9), "--baseline", baseline)).toMatchObject({
      exitCode: 1,
      report: { baseline: { gone: [] } },
    });
    expect((await run(state("dev", 1), "--baseline", baseline)).report.baseline.gone).toMatchObject([
      { stack: "p/dev" },
    ]);
  });

  it("is separate for each stack", async () => {
    const { report } = await run(state("dev", 9), state("prod", 9));
    const totals = report.files.map((f: { findings: { urn?: string }[] }) =>
      f.findings.filter((x) => x.urn === undefined),
    );
    expect(totals).toMatchObject([[{ stack: "p/dev" }], [{ stack: "p/prod" }]]);
    expect(totals[0][0].fingerprint).not.toBe(totals[1][0].fingerprint);
  });
});

it("no waiver is reported as unused if a file could not be read", async () => {
  const waivers = [
    { rule: "model-availability", reason: "r", owner: "o", expires: "2025-12-31", stack: "chat-app/dev" },
  ];
  writeFileSync(at("waivers.json"), JSON.stringify({ waivers }));
  const general = async (...files: string[]) =>
    JSON.parse((await cli(["check", ...files, "-c", at("waivers.json"), "--format", "json"])).stdout).general;
  expect(await general(PLAN)).toMatchObject([{ rule: "unused-waiver" }]);
  expect(await general(PLAN, at("nowhere.json"))).toEqual([]);
});

it.each([at("nowhere"), PLAN])("--project %s is not a directory", async (path) => {
  const { exitCode, stderr } = await cli(["check", PLAN, "--project", path]);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/--project .*: there is no such directory\n$/);
});
