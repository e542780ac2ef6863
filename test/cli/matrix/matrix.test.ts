/** `matrix` in the terminal and as data; the page's data agree with the verdict on every cell. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Edition } from "../../../catalog/edition/edition";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { withOverlay } from "../../../catalog/edition/overlay";
import { editionText } from "../../../catalog/edition/provenance";
import type { VerdictOptions } from "../../../catalog/query";
import { decideCell } from "../../../catalog/verdict/cell";
import { queryOf } from "../../../catalog/verdict/use";
import { verdict } from "../../../catalog/verdict/verdict";
import { encodeEdition } from "../../../cli/matrix/encode";
import { decode } from "../../../cli/matrix/encoded";
import { matrixOf } from "../../../cli/matrix/live";
import { escapeTerminal } from "../../../policy/escape";
import { because } from "../../../policy/words/reasons";
import { HOSTILE, hostileEdition, refreshed } from "../../catalog/support";
import { cli as run } from "../support";

const dir = mkdtempSync(join(tmpdir(), "aog-matrix-"));
const newer = join(dir, "newer.json");
const hostile = join(dir, "hostile.json");
const settings = join(dir, "settings.yaml");
beforeAll(() => {
  writeFileSync(newer, editionText(refreshed().data));
  writeFileSync(hostile, editionText(hostileEdition()));
  writeFileSync(
    settings,
    `granted: [gpt-image-1]
overlay:
  - { effect: available, model: gpt-x, regions: [westus], reason: "=1+1", expires: "2026-12-31" }
  - { effect: unavailable, regions: [eastus], reason: closed, expires: "2026-12-31" }
`,
  );
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Words are separated by blanks; N means a newer edition, H one with hostile names, E the embedded one. */
const cli = (words: string, over: Parameters<typeof run>[2] = {}) => {
  const names: Readonly<Record<string, string>> = { N: newer, H: hostile, E: "2025-06-16", "~": "" };
  const args = words.split(" ").flatMap((w) => (w === "" ? [] : [(names[w] ?? w).replaceAll("_", " ")]));
  return run(["matrix", "--no-config", ...args], "", {
    today: () => "2026-02-01",
    ...over,
  });
};
const table = async (words: string) => (await cli(words)).stdout;
/** The rows of a table by their names, without its head and its legend. */
const rows = async (words: string) =>
  (await cli(words, { columns: 2000 })).stdout
    .split("\n")
    .flatMap((line) => /^([a-z]\S*(?: \S+)?) {2,}\S/.exec(line)?.[1] ?? []);

describe("the table", () => {
  it("counts regions by SKU without --sku", async () => {
    expect(await table("--model gpt-4o o1-preview")).toBe(
      `Edition 2025-06-16 of 2025-06-16 (230 days old): in 15 regions

                       Standard  GlobalStandard  standard training  Assistants
gpt-4o 2024-11-20      15        ?               -                  -
gpt-4o 2024-08-06      7         ?               3                  5
gpt-4o 2024-05-13      7         ?               -                  5
o1-preview 2024-09-12  7r        7r              -                  -

A number says in how many of 15 regions it is offered, r to granted or existing customers only
- not offered, ? not stated, x retired
One matrix of regions: --sku NAME
`,
    );
  });

  it("shows whether each SKU is offered in one region", async () => {
    expect(await table("--region East_US_2 --edition N --model gpt-4.1 o1-mini")).toBe(
      `Edition refreshed of 2026-02-02 (0 days old): in eastus2

                    Standard  GlobalStandard  DataZoneStandard  ProvisionedManaged  global training
gpt-4.1 2025-04-14  yes       yes             yes               yes                 yes
o1-mini 2024-09-12  x         x               -                 -                   -

yes offered, r granted or existing customers only, x retired, - not offered, ? not stated
`,
    );
  });

  it("has the regions of each SKU in --sku, and marks changes", async () => {
    expect(
      await table("--sku GlobalStandard global-training --edition N --compare E --changes --model gpt-4.1 gpt-9"),
    ).toBe(
      `Edition refreshed of 2026-02-02 (0 days old) compared with 2025-06-16 of 2025-06-16 (230 days old): GlobalStandard

                    japaneast*  eastus2*
gpt-4.1 2025-04-14  yes>-       ~yes
gpt-9 2026-01-01    .>yes       .>yes
gpt-9 2026-03-03    ?           .>yes

Edition refreshed of 2026-02-02 (0 days old) compared with 2025-06-16 of 2025-06-16 (230 days old): global training

                    japaneast*  eastus2*
gpt-4.1 2025-04-14  yes>-       yes
gpt-9 2026-01-01    -           .>yes

yes offered, r granted or existing customers only, x retired, - not offered, ? not stated
* the models list of the region decides
A>B was A and is B, ~ has another day of retirement, . the edition does not name the model version
`,
    );
  });

  it("counts changes", async () => {
    const text = await table("--edition N --compare E --model gpt-4.1 gpt-9 --purpose inference --changes");
    expect(text).toMatch(/^gpt-4\.1 2025-04-14 +->1 +2>1 +\?>1 +\?>1$/m);
  });

  it("fits the terminal", async () => {
    const { stdout } = await cli("--sku GlobalStandard", { columns: 70 });
    for (const line of stdout.split("\n").slice(1, -2)) expect(line.length).toBeLessThanOrEqual(76);
    expect(stdout.split("\n").filter((l) => l.startsWith("gpt-4.1 ")).length).toBeGreaterThan(3);
  });

  it.each([
    ["--model GPT-4O", ["gpt-4o 2024-11-20", "gpt-4o 2024-08-06", "gpt-4o 2024-05-13"]],
    [
      "--sku Standard_Training --region northcentralus --model gpt-4.1*",
      ["gpt-4.1 2025-04-14", "gpt-4.1-nano 2025-04-14", "gpt-4.1-mini 2025-04-14"],
    ],
    ["--model gpt-4.1-*", ["gpt-4.1-nano 2025-04-14", "gpt-4.1-mini 2025-04-14"]],
    ["--model gpt-4o* --model-version 2024-11*", ["gpt-4o 2024-11-20"]],
    ["--sku Standard --geography japan --status restricted", ["gpt-4 0613", "gpt-4-32k 0613"]],
    [
      "--purpose assistants --region japaneast --model-version 0613 1106",
      ["gpt-35-turbo 1106", "gpt-35-turbo 0613", "gpt-4 0613", "gpt-4-32k 0613", "gpt-35-turbo-16k 0613"],
    ],
    [
      "--sku GlobalStandard --status restricted --granted gpt-image-1",
      ["computer-use-preview 2025-03-11", "o1-preview 2024-09-12"],
    ],
    [
      "--sku standard-training --region northcentralus --status available --model gpt-35* gpt-4",
      ["gpt-35-turbo 0125", "gpt-35-turbo 1106"],
    ],
  ])("%s", async (words, expected) => {
    expect(await rows(words)).toEqual(expected);
  });

  it("leaves out models that are offered nowhere, unless --all or a name asks for them", async () => {
    expect(await rows("--sku Standard")).toHaveLength(15);
    expect(await rows("--sku Standard --all --region eastus")).toHaveLength(49);
    expect(await table("--sku GlobalBatch")).toBe(
      `Edition 2025-06-16 of 2025-06-16 (230 days old): GlobalBatch
The edition has no data on GlobalBatch.
Offered as: GlobalStandard in 24 regions; global training in 21 regions; Standard in 16 regions; Assistants in 11 regions; standard training in 4 regions.
--all shows it anyway.
`,
    );
    expect(await rows("--sku GlobalBatch --model gpt-4.1 --region eastus")).toEqual(["gpt-4.1 2025-04-14"]);
  });

  it("has no column for a training that the edition does not cover", async () => {
    const heads = async (words: string) => (await table(words)).split("\n")[2]?.trim().split(/ {2,}/);
    expect(await heads("--purpose fine-tuning")).toEqual(["standard training", "global training"]);
    expect(await heads("--purpose fine-tuning --edition 2026-10-05")).toEqual([
      "standard training",
      "data zone training",
      "global training",
      "developer training",
    ]);
    expect(await table("--sku data-zone-training --region eastus2")).toBe(
      `Edition 2025-06-16 of 2025-06-16 (230 days old): data zone training
The edition has no data on data zone training.
Offered as: Standard; GlobalStandard; standard training; global training; Assistants.
--all shows it anyway.
`,
    );
  });

  it("says that the SKU has none of several models", async () => {
    expect(await table("--sku assistants --geography Germany")).toBe(
      `Edition 2025-06-16 of 2025-06-16 (230 days old): Assistants
What fits is not offered as Assistants.
Offered as: GlobalStandard in 1 region; global training in 1 region.
--all shows it anyway.
`,
    );
  });

  it("shows the other SKUs of a model that the SKU does not have, and its regions by part of the world", async () => {
    expect(await table("--sku Standard --model gpt-4.1-nano --geography Europe")).toBe(
      `Edition 2025-06-16 of 2025-06-16 (230 days old): in 17 regions
gpt-4.1-nano 2025-04-14 is not offered as Standard.
Offered as: GlobalStandard in 7 regions; standard training in 1 region.

                         Standard  GlobalStandard  standard training
gpt-4.1-nano 2025-04-14  -         7               1

GlobalStandard, 7 regions
  Europe: swedencentral, westeurope, francecentral, germanywestcentral, italynorth, spaincentral,
    switzerlandnorth

standard training, 1 region
  Europe: swedencentral

A number says in how many of 17 regions it is offered, r to granted or existing customers only
- not offered, ? not stated, x retired
One matrix of regions: --sku NAME
`,
    );
    expect(await table("--sku Standard --model gpt-4.1-nano --region northcentralus")).toContain(
      "gpt-4.1-nano 2025-04-14 is not offered as Standard in northcentralus.\nOffered as: GlobalStandard; standard training.\n",
    );
    expect(await table("--sku Standard --model gpt-4.1-nano --region austriaeast")).toContain(
      "gpt-4.1-nano 2025-04-14 is offered with no other SKU either.",
    );
  });

  it("lists the regions of one model with one SKU, if a table would have only ticks", async () => {
    expect(await table("--sku GlobalStandard --model codex-mini")).toBe(
      `Edition 2025-06-16 of 2025-06-16 (230 days old): GlobalStandard

GlobalStandard, 2 regions
  Europe: swedencentral
  US: eastus2

yes offered, r granted or existing customers only, x retired, - not offered, ? not stated
`,
    );
  });

  it("shows the planned date of a retirement that has only passed", async () => {
    const cell = async (day: string) =>
      (await table(`--sku Standard --edition N --model gpt-4.1 --region eastus2 --as-of ${day}`)).match(
        /04-14 +(\S+)/,
      )?.[1];
    expect([await cell("2026-12-31"), await cell("2027-01-01")]).toEqual(["yes", "yes"]);
  });

  it("applies the overlay of the settings", async () => {
    const args = ["matrix", "--config", settings, "--region", "westus", "eastus", "-s", "Standard"];
    const { stdout } = await run(args, "", { today: () => "2026-02-01" });
    expect(stdout).toContain(
      "Edition 2025-06-16 of 2025-06-16 (230 days old) with your organisation's overlay: Standard",
    );
    expect(stdout).toMatch(/^gpt-x +- +yes$/m);
    expect(stdout).toMatch(/^gpt-4o 2024-11-20 +- +yes$/m);
  });

  it("prints no control characters", async () => {
    expect(await table("--edition H --model gpt-4o")).toMatch(
      /^gpt-4o <\/script><img src=x onerror=alert\(1\)>\\u\{1b\} /m,
    );
  });
});

describe("data", () => {
  it("have every shown cell, as JSON", async () => {
    const { version, edition, comparedWith, asOf, matrices } = JSON.parse(
      await table("--sku GlobalStandard --model gpt-4.1 --region eastus2 --edition N --compare E --json"),
    );
    expect([version, edition.id, comparedWith.id, asOf]).toEqual([1, "refreshed", "2025-06-16", "2026-02-01"]);
    expect([Object.keys(edition), edition.hash]).toEqual([["id", "date", "hash"], refreshed().data.hash]);
    expect(matrices).toEqual([
      {
        use: "GlobalStandard",
        rows: [
          {
            model: "gpt-4.1",
            version: "2025-04-14",
            cells: [
              {
                region: "eastus2",
                status: "available",
                reason: "listed",
                retires: "2027-01-01",
                changed: true,
                before: { status: "available", reason: "listed" },
              },
            ],
          },
        ],
      },
    ]);
  });

  it("have citations, and no formulas, as CSV", async () => {
    const { stdout } = await cli("--csv --sku Standard --region westus --edition H --model-version =1+1");
    expect(stdout.split("\r\n")).toEqual([
      "model,version,use,region,region name,geography,status,reason,retires,conditions,citations",
      `gpt-4o,'=1+1,Standard,westus,West US,United States,available,listed,,,"""""${escapeTerminal(`${HOSTILE}\u202e`)}"" of 2025-06-16, Standard (regional), chat completions table, row westus, column gpt-4o 2024-11-20 (${escapeTerminal(HOSTILE)}, ウェストユーエ ス (westus)): ✔"`,
      "",
    ]);
  });

  it("have both editions, as CSV", async () => {
    const text = await table("--csv --sku GlobalStandard --region eastus2 --model o1-mini --edition N --compare E");
    const [head = "", line = ""] = text.split("\r\n");
    expect(head).toMatch(/,changed,status before,reason before,retires before,citations before$/);
    expect(line).toMatch(/,retired,retired,2025-11-17,.*,yes,available,listed,,/);
  });
});

it.each([
  ["--sku GlobalBtch", /unknown SKU "GlobalBtch" in --sku; did you mean "GlobalBatch"\?/],
  ["--model gpt5o", /unknown model "gpt5o" in --model; /],
  ["--model zzz*", /unknown model "zzz\*" in --model; expected a name of the edition, or a pattern/],
  ["--model-version 2024-11-21", /unknown version "2024-11-21" in --model-version; did you mean "2024-11-20"\?/],
  ["--region eastus22", /unknown region "eastus22" in --region; did you mean "eastus2"/],
  ["--region usgovvirginia", /the document covers the public cloud only/],
  ["--geography Jpan", /did you mean "Japan"\?/],
  ["--html ~", /Expected a file name/],
  ["--edition H --model-version </script><img_src=x_onerror=alert(1)>", /did you mean ".*\\u\{1b\}"\?\n$/],
  ["--status avilable", /unknown status "avilable" in --status; did you mean "available"\?/],
  ["--purpose tuning", /unknown purpose "tuning"/],
  ["--granted nothing", /unknown access condition "nothing"/],
  ["--changes", /--changes needs an edition to compare with/],
  ["--json --csv", /--json and --csv exclude each other/],
  ["--html x.html --json", /--html and --json exclude each other/],
  ["--edition nope.json", /nope\.json: .*no such file/],
  ["--edition N --html N", /newer\.json is read by this run/],
  ["--as-of tomorrow", /Expected a date/],
])("%s is wrong usage", async (words, message) => {
  const { exitCode, stderr, files } = await cli(words);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
  expect(files.size).toBe(0);
});

describe("--html", () => {
  it("writes one page, and says so", async () => {
    const { stdout, files, exitCode } = await cli("--html page.html");
    expect([exitCode, stdout]).toEqual([0, "page.html: 49 model versions, 63 regions, edition 2025-06-16\n"]);
    expect([...files.keys()]).toEqual(["page.html"]);
    expect(files.get("page.html")).toMatch(/^<!doctype html>\n<html lang="en">/);
  });

  it("writes it to standard output for -", async () => {
    const { stdout, files } = await cli("--html -");
    expect(stdout).toMatch(/^<!doctype html>/);
    expect(files.size).toBe(0);
  });
});

describe("the data of the page", () => {
  const overlay = withOverlay(
    refreshed(),
    [
      {
        effect: "available",
        model: "gpt-4o",
        version: "2024-08-06",
        regions: ["eastus2"],
        reason: "x",
        expires: "2030-01-01",
        from: "overlay of x",
      },
      { effect: "unavailable", regions: ["westus"], reason: "y", expires: "2030-01-01", from: "overlay of x" },
    ],
    "2026-02-01",
  );
  it.each<[string, Edition, VerdictOptions & { today: string }]>([
    ["the embedded edition", defaultEdition(), { today: "2025-07-01" }],
    ["granted access", defaultEdition(), { today: "2025-07-01", granted: ["gpt-image-1", "o1-preview"] }],
    ["models lists", refreshed(), { today: "2026-12-31" }],
    ["an overlay", overlay, { today: "2026-02-01" }],
  ])("agree with the verdict on every cell: %s", (_, edition, options) => {
    const { rows, regions, uses } = matrixOf(edition, options);
    const encoded = encodeEdition(edition, { rows, regions, uses }, options);
    // What is embedded is JSON.
    const matrix = decode(JSON.parse(JSON.stringify({ rows, regions, uses, edition: encoded })));
    const wrong: unknown[] = [];
    // Of the embedded edition every cell; of the others every fourth region, which is a few thousand cells each.
    const asked =
      edition === defaultEdition() && options.granted === undefined ? regions : regions.filter((_, i) => i % 4 === 0);
    // Above all those closed by a list or an overlay.
    const closed = regions.filter((r) => edition.lists.has(r.id) || r.id === "westus");
    for (const row of matrix.rows) {
      for (const use of uses) {
        for (const region of new Set([...asked, ...closed])) {
          const cell = { model: row.model, version: row.version, use, region: region.id };
          const expected = verdict(edition, queryOf(cell), options);
          const found = matrix.answer(row, use, region);
          const same =
            found?.reason === expected.reason &&
            found.status === decideCell(edition, cell, options).status &&
            found.because === because(expected) &&
            found.retires === expected.offer?.retires &&
            JSON.stringify(sorted(found.citations)) === JSON.stringify(sorted(expected.citations)) &&
            JSON.stringify(found.conditions.map((c) => [c.access, c.text])) ===
              JSON.stringify(expected.conditions.map((c) => [c.access, c.text]));
          if (!same || matrix.state(row, use, region).status !== found?.status) wrong.push([cell, found, expected]);
        }
      }
    }
    expect(matrix.rows.length * uses.length * regions.length).toBeGreaterThan(37_000);
    expect(wrong).toEqual([]);
  });
});

/** Citations with their fields in one order. */
function sorted(citations: readonly object[]) {
  return citations.map((c) => Object.entries(c).sort(([a], [b]) => (a < b ? -1 : 1)));
}
