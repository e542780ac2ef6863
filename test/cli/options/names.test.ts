/** Options mean the same in every command: lists, patterns, and errors about wrong names. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { editionText } from "../../../catalog/edition/provenance";
import { hostileEdition } from "../../catalog/support";
import { cli } from "../support";

/** Words are separated by blanks; an underscore is a blank. */
const run = (words: string) =>
  cli(
    words.split(" ").map((word) => word.replaceAll("_", " ")),
    "The specified SKU 'GlobalStandard' for model 'gpt-image-1 2025-04-15' is not supported in this region 'westus3'.",
  );

describe("a list", () => {
  it.each([
    ["place o3 --region", "eastus2,Sweden_Central"],
    ["place gpt-4o --geography", "Sweden,Japan"],
    ["place gpt-image-1 computer-use-preview --top 1 --granted", "gpt-image-1,computer-use-preview"],
    ["explain gpt-image-1 --sku GlobalStandard --region westus3 --granted", "computer-use-preview,gpt-image-1"],
    ["explain-error - --region westus3 --granted", "computer-use-preview,gpt-image-1"],
    ["matrix --region", "eastus2,Sweden_Central"],
    ["matrix --geography", "Japan,Europe"],
    ["matrix --region eastus2 --sku", "Standard,global-training"],
    ["matrix --sku Standard --model", "gpt-4o,gpt-4.1*"],
    ["matrix --sku Standard --model-version", "2024-11-20,0613"],
    ["matrix --sku Standard --status", "restricted,undocumented"],
    ["matrix --sku GlobalStandard --status restricted --granted", "gpt-image-1,computer-use-preview"],
    ["catalog show --region", "eastus2,Sweden_Central"],
    ["catalog show --model", "gpt-4o,gpt-4"],
  ])("%s %s: separated by commas, or the option repeated", async (command, list) => {
    const option = command.split(" ").at(-1);
    const commas = await run(`${command} ${list}`);
    expect([commas.stderr, commas.exitCode]).toEqual(["", 0]);
    expect(commas).toEqual(await run(`${command} ${list.replaceAll(",", ` ${option} `)}`));
    expect(commas.stdout).not.toBe((await run(`${command} ${list.split(",")[0]}`)).stdout);
  });

  it("is separated by blanks if no argument can follow", async () => {
    expect(await run("matrix --region eastus2 swedencentral --sku Standard GlobalStandard")).toEqual(
      await run("matrix --region eastus2,swedencentral --sku Standard,GlobalStandard"),
    );
  });

  it.each([
    "place gpt-image-1 --format json",
    "explain gpt-image-1 --sku GlobalStandard --region westus3",
    "explain-error - --region westus3",
    "matrix --sku GlobalStandard --model gpt-image-1",
  ])("%s: an empty --granted means no access", async (command) => {
    const without = await run(command);
    expect(await run(`${command} --granted `)).toEqual(without);
    expect((await run(`${command} --granted gpt-image-1`)).stdout).not.toBe(without.stdout);
  });
});

it.each([
  ["place o3 --top 9 --format json --region", (text: string) => JSON.parse(text).requests[0].regions],
  ["matrix --json --sku GlobalStandard --model o3 --status available --region", shownRegions],
])("%s takes patterns", async (command, regions) => {
  expect(regions((await run(`${command} *US*`)).stdout)).toEqual(["eastus2"]);
});

function shownRegions(text: string): string[] {
  return JSON.parse(text).matrices[0].rows[0].cells.map((cell: { region: string }) => cell.region);
}

it.each([
  ["place o3 --region estus", "region", "--region", "eastus"],
  ["explain-error - --region estus", "region", "--region", "eastus"],
  ["matrix --region estus", "region", "--region", "eastus"],
  ["catalog show --region estus", "region", "--region", "eastus"],
  ["place o3 --geography Jpan", "geography", "--geography", "Japan"],
  ["matrix --geography Jpan", "geography", "--geography", "Japan"],
  ["place o3 --granted gpt-image-2", "access condition", "--granted", "gpt-image-1"],
  ["explain o3 --granted gpt-image-2", "access condition", "--granted", "gpt-image-1"],
  ["explain-error - --granted gpt-image-2", "access condition", "--granted", "gpt-image-1"],
  ["matrix --granted gpt-image-2", "access condition", "--granted", "gpt-image-1"],
])("%s gives the same error for a wrong name", async (words, what, option, near) => {
  const { stderr, stdout, exitCode } = await run(words);
  const wrong = words.split(" ").at(-1);
  expect(stderr).toContain(`azure-openai-guard: unknown ${what} "${wrong}" in ${option}; did you mean "${near}"`);
  expect([stdout, exitCode]).toEqual(["", 2]);
});

it.each(["place o3 --purpose tuning", "explain o3 --purpose tuning", "matrix --purpose tuning"])(
  "%s",
  async (words) => {
    const { stderr } = await run(words);
    expect(stderr).toBe(
      'azure-openai-guard: unknown purpose "tuning"; expected inference, fine-tuning or assistants\n',
    );
  },
);

it.each(["place o3 --region ", "matrix --region ", "matrix --model a,,b", "catalog show --model ,"])(
  "%j is not a list",
  async (words) => {
    expect((await run(words)).stderr).toContain("Expected names with commas between.");
  },
);

it("JSON of every command names its version, the edition with its hash, and the day", async () => {
  for (const words of ["place o3 --json", "explain-error - --json", "matrix --json", "check - --format json"]) {
    const stdin = words.startsWith("check") ? '{"steps":[],"config":{}}' : "InvalidResourceProperties";
    const { version, edition, asOf } = JSON.parse((await cli(words.split(" "), stdin)).stdout);
    expect([version, edition.id, edition.date, asOf]).toEqual([1, "2025-06-16", "2025-06-16", "2025-07-01"]);
    expect(edition.hash).toMatch(/^[0-9a-f]{64}$/);
  }
});

describe("an edition whose names are hostile", () => {
  const dir = mkdtempSync(join(tmpdir(), "aog-names-"));
  const hostile = join(dir, "hostile.json");
  writeFileSync(hostile, editionText(hostileEdition()));
  afterAll(() => rmSync(dir, { recursive: true }));

  it.each([
    "place gpt-4o --top 99",
    "place gpt-4o:nope",
    "place gpt-4o:nope o3 --json",
    "place gpt-4o --format pulumi",
    "explain-error -",
    "explain-error - --json",
    "explain gpt-4o",
    "explain gpt-4o --json",
    "explain gpt-4o nope",
    "explain gpt-4o nope --json",
    "explain gpt-4o --region eastus",
    "explain gpt-4o --region eastus --json",
    "explain --batch -",
    "matrix",
    "matrix --json",
    "matrix --model-version nope",
  ])("%s prints no control characters", async (words) => {
    const stdin = words.includes("batch")
      ? '{"model":"gpt-4o","region":"eastus"}'
      : "The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'westus'.";
    const { stdout, stderr } = await cli([...words.split(" "), "--edition", hostile], stdin);
    expect(stdout + stderr).not.toMatch(/[\p{Cf}]|[^\P{Cc}\n]/u);
  });

  it.each(["place gpt-4o:nope", "explain-error -", "explain gpt-4o"])("%s neither, in colours", async (words) => {
    const stdin =
      "The specified SKU 'Standard' for model 'gpt-4o 2024-05-13' is not supported in this region 'westus'.";
    const { stdout } = await cli([...words.split(" "), "--color", "--edition", hostile], stdin);
    expect(stdout).toContain("\\u{1b}");
    expect(stdout).not.toMatch(/\p{Cf}/u);
  });
});
