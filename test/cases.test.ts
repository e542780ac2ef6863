/** Plans that were once judged wrongly, one line each: the exit code, and the relevant lines. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FORMATS } from "../cli/check/reporters";
import { cli } from "./cli/support";

const FOLDER = join(__dirname, "fixtures/cases");
const JUDGED_BY = ["--edition", "2025-06-16", "--as-of", "2025-07-01"];

/** Checks a case as a person would, from its folder. */
async function check(file: string, settingsFile?: string) {
  const config = settingsFile === undefined ? ["--no-config"] : ["--config", settingsFile];
  const { exitCode, stdout, stderr } = await cli(["check", file, ...config, ...JUDGED_BY], "", { cwd: FOLDER });
  return { exitCode, text: stderr + stdout };
}

const scratch = mkdtempSync(join(tmpdir(), "cases-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Checks a case with the text of a settings file. */
function checkWith(file: string, settings: string) {
  const settingsFile = join(scratch, "settings.yaml");
  writeFileSync(settingsFile, settings);
  return check(file, settingsFile);
}

const NANO_IN_EASTUS =
  "gpt-4.1-nano 2025-04-14 cannot be deployed as GlobalStandard in eastus: the document does not offer it in this region.";
const NOT_IN_PLAN = "region is not in the plan: the program does not create account ai-shared.";
const newer = (model: string, released: string) =>
  `The model ${model}, released on ${released}, is newer than the edition of 2025-06-16, which is 15 days old and cannot know it.`;
const noRegion = (name: string) =>
  `gpt-4.1 2025-04-14 cannot be deployed as GlobalStandard in ${name}: no Azure region has that name.`;
/** Two consecutive lines, about one deployment. */
const and = (...lines: readonly string[]) => lines.join("\n      ");

/** The file, its settings file, the exit code, and lines of the output. */
type Case = readonly [file: string, settings: string | undefined, exitCode: number, lines: readonly string[]];

const CASES: readonly Case[] = [
  [
    "A03_failed_preview.json",
    undefined,
    2,
    ["the plan is incomplete: the preview ended in an error", "1 file, no deployments: 1 plan incomplete"],
  ],
  [
    "B05_timestamp_version.json",
    undefined,
    1,
    [
      "gpt-4o 2024-11-20T00:00:00Z cannot be deployed as GlobalStandard in eastus2",
      "gpt-4o 2024-11-20 00:00:00 +0000 UTC cannot be deployed as GlobalStandard in eastus2",
      'The version is a timestamp, which YAML makes of a date without quotes: write it as version: "2024-11-20".',
    ],
  ],
  [
    "B07_new_models.json",
    undefined,
    1,
    [
      newer("gpt-5", "2025-08-07"),
      newer("o3-deep-research", "2025-06-26"),
      newer("sora-2", "2025-10-06"),
      " of this package names it: set catalog: { edition: latest } in the settings, or use --edition latest.",
      "22 deployments: 10 blocked",
    ],
  ],
  [
    "B09_regions.json",
    undefined,
    1,
    [
      and(noRegion("US East 2"), "Did you mean eastus2?", "To pass: region eastus2."),
      and(noRegion("east-us-2"), "Did you mean eastus2?"),
      and(noRegion("westeurope1"), "Did you mean westeurope?"),
      and(noRegion("southeastus"), "Did you mean eastus?"),
      and(noRegion("global"), "Written in [1]"),
      and(noRegion("eastasiastage"), "Written in [1]"),
      "11 deployments: 6 blocked",
    ],
  ],
  ["C01_any_tf_provider.json", undefined, 1, [NANO_IN_EASTUS, "1 deployment: 1 blocked"]],
  ["C02_tf_module.json", undefined, 1, [NANO_IN_EASTUS, "1 deployment: 1 blocked"]],
  [
    "C05_ml_endpoint_deployment.json",
    undefined,
    0,
    [
      "What chat deploys could not be checked.",
      "its type azure-native:machinelearningservices:EndpointDeployment is one that azure-openai-guard does not read.",
    ],
  ],
  [
    "C08_sora.json",
    undefined,
    0,
    ["advisory  undocumented-availability", "the document lists the region and does not say for which SKU."],
  ],
  ["D09_by_id.json", undefined, 0, [NOT_IN_PLAN, "5 deployments: 6 advice"]],
  ["D10_native_with_subscription.json", undefined, 0, [NOT_IN_PLAN, "1 deployment: 1 advice"]],
  ["D11_two_ids.json", "D11.settings.yaml", 1, ["::us\n", NANO_IN_EASTUS, "2 deployments: 1 blocked"]],
  [
    "I01_template_from_variable.json",
    undefined,
    1,
    [NANO_IN_EASTUS, "In the template: deployment nano of account ai."],
  ],
  [
    "I03_template_from_parameter.json",
    undefined,
    1,
    [NANO_IN_EASTUS, "In the template: deployment nano of account ai."],
  ],
  [
    "J01_no_show_sames.json",
    undefined,
    0,
    [
      "region is not shown: the plan leaves out account ai1234",
      'Make the preview with "pulumi preview --json --show-sames"',
    ],
  ],
  ["J03a.json", "J03.settings.yaml", 0, [and("waived  model-availability", NANO_IN_EASTUS), "1 waived"]],
  ["J03b.json", "J03.settings.yaml", 0, ["Waived until 2026-01-01 by platform@example.com", "3 waived"]],
  ["M01_unknown_location.json", "M01.settings.yaml", 1, [NANO_IN_EASTUS, "1 deployment: 1 blocked"]],
  [
    "P01_spaces.json",
    undefined,
    1,
    [
      '" gpt-4.1" 2025-04-14 cannot be deployed as GlobalStandard in "eastus2 "',
      'The region "eastus2 " has a blank at its end: take it out.',
      'The model "gpt-4.1 " has a blank at its end: take it out.',
      and('The version "2025-04-14 " has a blank at its end: take it out.', "Did you mean 2025-04-14?"),
      "4 deployments: 3 blocked",
    ],
  ],
  ["R01_state_with_id.export.json", undefined, 0, [NOT_IN_PLAN, "1 deployment: 1 advice"]],
  ["T01_tfplan.json", undefined, 2, ["found a Terraform plan: this tool checks Pulumi's plans"]],
  ["T04_base64.json", undefined, 0, ["1 file, no deployments: nothing to check"]],
];

it.each(CASES)("%s", async (file, settings, exitCode, lines) => {
  const outcome = await check(file, settings);
  for (const line of lines) expect(outcome.text).toContain(line);
  expect(outcome.exitCode).toBe(exitCode);
});

it("C05_ml_endpoint_deployment.json is accepted by the waiver that its message shows", async () => {
  const file = "C05_ml_endpoint_deployment.json";
  const [, waiver = ""] = /accept this in the settings: (.+)\.$/m.exec((await check(file)).text) ?? [];
  const settings = waiver.replace("REASON", "checked").replace("OWNER", "Ann").replace("YYYY-MM-DD", "2025-12-31");
  expect((await checkWith(file, settings)).text).toContain("Waived until 2025-12-31 by Ann: checked.");
});

it("T04_base64.json with a bad deployment in the text is blocked", async () => {
  const plan = readFileSync(join(FOLDER, "T04_base64.json"), "utf8");
  const nano = {
    type: "Microsoft.CognitiveServices/accounts",
    apiVersion: "2024-10-01",
    name: "ai",
    kind: "OpenAI",
    location: "eastus",
    resources: [
      {
        type: "deployments",
        apiVersion: "2024-10-01",
        name: "nano",
        sku: { name: "GlobalStandard", capacity: 1 },
        properties: { model: { format: "OpenAI", name: "gpt-4.1-nano", version: "2025-04-14" } },
      },
    ],
  };
  const [, text = ""] = /base64ToString\('([^']+)'\)/.exec(plan) ?? [];
  const template = { ...JSON.parse(Buffer.from(text, "base64").toString()), resources: [nano] };
  const file = join(scratch, "T04.json");
  writeFileSync(file, plan.replace(text, Buffer.from(JSON.stringify(template)).toString("base64")));
  const { exitCode, text: said } = await check(file);
  expect(said).toContain(NANO_IN_EASTUS);
  expect(exitCode).toBe(1);
});

it.each(FORMATS)("a preview that failed ends with 2 in format %s", async (format) => {
  const { exitCode } = await cli(["check", join(FOLDER, "A03_failed_preview.json"), "--no-config", "--format", format]);
  expect(exitCode).toBe(2);
});

it("offers no older model instead of one that is newer than the edition", async () => {
  const { text } = await check("B07_new_models.json");
  expect(text).not.toContain("Did you mean");
  expect(text).not.toContain("To pass: model");
});

it("never calls a known name newer than the edition", async () => {
  expect((await check("P01_spaces.json")).text).not.toContain("newer than the edition");
});

describe("an account that the settings describe by its resource id", () => {
  const ID =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers/Microsoft.CognitiveServices/accounts/ai-shared";
  const by = (id: string, region: string) => `accounts:\n  ${id}: { region: ${region} }\n`;

  it.each([
    ["D09_by_id.json", "5 deployments: 5 blocked"],
    ["D10_native_with_subscription.json", "1 deployment: 1 blocked"],
    ["R01_state_with_id.export.json", "1 deployment: 1 blocked"],
  ])("%s is blocked where the model is not offered", async (file, summary) => {
    const { exitCode, text } = await checkWith(file, by(ID, "eastus"));
    expect(text).toContain(NANO_IN_EASTUS);
    expect(text).toContain(summary);
    expect(exitCode).toBe(1);
  });

  it.each(["D09_by_id.json", "D10_native_with_subscription.json", "R01_state_with_id.export.json"])(
    "%s passes where the model is offered",
    async (file) => {
      const { exitCode, text } = await checkWith(file, by(ID, "eastus2"));
      expect(text).not.toContain("could not be checked");
      expect(exitCode).toBe(0);
    },
  );

  it.each(["D10_native_with_subscription.json", "R01_state_with_id.export.json"])(
    "%s stays unverified if the id names another subscription",
    async (file) => {
      const { exitCode, text } = await checkWith(file, by(ID.replace("0001/", "0002/"), "eastus"));
      expect(text).toContain("Deployment nano could not be checked.");
      expect(exitCode).toBe(0);
    },
  );
});

describe("a waiver for one deployment of a template", () => {
  const settings = `${readFileSync(join(FOLDER, "J03.settings.yaml"), "utf8").trimEnd()}\n    deployment: nano\n`;

  it.each([
    ["J03a.json", 0, "1 deployment: 1 waived"],
    ["J03b.json", 1, "3 deployments: 2 blocked, 1 advice, 1 waived"],
  ])("%s", async (file, exitCode, summary) => {
    const outcome = await checkWith(file, settings);
    expect(outcome.text).toContain(summary);
    expect(outcome.exitCode).toBe(exitCode);
  });
});
