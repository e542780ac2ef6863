/** `catalog`: makes an edition from Azure's lists, lists, shows, compares and verifies it; bad lists make nothing. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EMBEDDED } from "../../../catalog/edition/embedded";
import { contentHash } from "../../../catalog/edition/provenance";
import { compareReports } from "../../../cli/catalog/impact";
import { writeFiles } from "../../../cli/shell/output-files";
import type { Finding } from "../../../policy/finding";
import { azShape, EASTUS2, entry, JAPANEAST } from "../../catalog/support";
import { cli as run } from "../support";

let dir = "";
const at = (name: string) => join(dir, name);
const cli = (words: string, stdin = "") =>
  run(
    words.split(" ").map((w) => (/\.json$|^lists$|^empty$/.test(w) ? w.replace(/[^=:]+$/, at) : w)),
    stdin,
    { writeFiles: (files) => writeFiles(files, "/"), today: () => "2026-02-01" },
  );
const save = (name: string, value: unknown) =>
  writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
const json = (name: string) => JSON.parse(readFileSync(at(name), "utf8"));

/** The warning about a list that is too short to be complete. */
const few = (name: string, models: number, region: string) =>
  `azure-openai-guard: warning: ${name}: only ${models} OpenAI models in the list of ${region}, and all others count as not offered there; if the list was filtered, import it with --partial\n`;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "aog-catalog-"));
  save("eastus2.json", azShape(EASTUS2));
  save("japaneast.json", { value: JAPANEAST });
  mkdirSync(at("empty"));
  const { stderr, exitCode } = await cli("catalog import --arm eastus2.json japaneast.json --id a --out a.json");
  expect([exitCode, stderr]).toEqual([
    0,
    `${few("eastus2.json", 5, "eastus2")}${few("japaneast.json", 2, "japaneast")}`,
  ]);
  await cli("catalog import --arm eastus2.json --id b --base a.json --retrieved 2026-01-31 --out no.json");
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe("import", () => {
  it("says what it read, what it left out and why", async () => {
    const value = [...EASTUS2, entry("eastus2", "llama", "3", ["GlobalStandard"], { format: "Meta" }, "MaaS")];
    save("more.json", [...value, entry("eastus2", "gpt-9", "x", ["Provisioned"])]);
    const { stdout, exitCode } = await cli("catalog import --arm more.json --id summary --out summary.json");
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`eastus2: 9 entries in more.json, of 2026-02-01
  Read: 5 models in 7 versions, merged from account kinds: OpenAI 8
  Offered, in model versions: Standard 3, GlobalStandard 6, DataZoneStandard 3, ProvisionedManaged 1
  Offered for fine-tuned models: GlobalStandard 1, DeveloperTier 1
  Left out: 1 entries of other formats than OpenAI: Meta 1
  Left out: SKUs that no deployment can have, by model versions: Provisioned 1
  Left out: model versions without a SKU that a deployment can have: gpt-9 x

Day of retrieval of ${at("more.json")}: today, 2026-02-01, since it states none; give another as in 2026-01-31:FILE, or in the name: eastus2.2026-01-31.json

Edition summary of 2026-02-01, sha256 ${json("summary.json").hash.slice(0, 12)}, on top of 2025-06-16: ${at("summary.json")}
Closed regions, where only the list decides (1): eastus2
See what it changes: azure-openai-guard catalog diff 2025-06-16 ${at("summary.json")}
`);
  });

  it("says the same as JSON", async () => {
    const { stdout } = await cli("catalog import --arm eastus2.json --id as-json --out as-json.json --json");
    const { file, edition, lists } = JSON.parse(stdout);
    expect([file, edition.id, edition.hash]).toEqual([at("as-json.json"), "as-json", json("as-json.json").hash]);
    expect(lists[0]).toMatchObject({ region: "eastus2", entries: 7, models: 5, versions: 7 });
  });

  it("takes tables of the documentation together with lists", async () => {
    const page =
      "---\ntitle: Datazone standard model availability\nms.date: 1/5/2026\n---\n\n| **Region** | **gpt-9**, **1** |\n|---|---|\n| eastus | ✅ |\n| westus | - |\n";
    save("datazone-standard.md", page);
    save("zone.md", page);
    const words = `catalog import --docs ${at("datazone-standard.md")} GlobalBatch=${at("zone.md")} --arm japaneast.json --id docs --out docs.json`;
    const { stdout, exitCode, stderr } = await cli(words);
    expect([exitCode, stderr]).toEqual([0, few("japaneast.json", 2, "japaneast")]);
    expect(stdout).toContain(
      'datazone-standard.md of 2026-01-05, "Datazone standard model availability"\n' +
        "  DataZoneStandard: 2 rows, 2 cells, 1 tick (line 6)\n",
    );
    expect(stdout).toContain("  GlobalBatch: 2 rows, 2 cells, 1 tick (line 6)\n");
    const verified = await cli(
      `catalog verify docs.json --source ${at("datazone-standard.md")} ${at("zone.md")} japaneast.json`,
    );
    // Two files of one content are one file.
    expect(verified.stdout).toMatch(/ok: sources: importing \d files again gives the same\n$/);
    expect((await cli("catalog diff docs.json a.json")).stdout).toContain(
      "- gpt-9 1 GlobalBatch: available -> unknown: eastus\n",
    );
  });

  it("takes dates, ids, standard input and regions from the user", async () => {
    const bare = azShape(EASTUS2);
    const words = "catalog import --arm eastus2=- --retrieved 2026-01-30 --date 2026-01-31 --out stdin.json";
    expect((await cli(words, JSON.stringify(bare))).exitCode).toBe(0);
    const { id, date, sources, base } = json("stdin.json");
    expect([id, date, base.id]).toEqual(["2026-01-31", "2026-01-31", "2025-06-16"]);
    expect(sources["arm:eastus2"]).toMatchObject({ date: "2026-01-30", files: [{ name: "standard input" }] });
  });

  it.each([
    ["2026-01-30:eastus2.json", "2026-01-30"],
    ["eastus2=2026-01-30:eastus2.json", "2026-01-30"],
    ["2026-01-30:eastus2=eastus2.json", "2026-01-30"],
    ["eastus2.2026-01-29.json", "2026-01-29"],
    ["2026-01-30:eastus2.2026-01-29.json", "2026-01-30"],
    ["eastus2.json --retrieved 2026-01-28", "2026-01-28"],
    ["eastus2.2026-01-29.json --retrieved 2026-01-28", "2026-01-29"],
    ["eastus2.json", "2026-02-01"],
  ])("the list %s is of %s", async (words, day) => {
    save("eastus2.2026-01-29.json", azShape(EASTUS2));
    const { stdout, exitCode } = await cli(`catalog import --arm ${words} --id dated --out dated.json --force`);
    expect(exitCode).toBe(0);
    const { date, sources } = json("dated.json");
    expect([date, sources["arm:eastus2"].date]).toEqual([day, day]);
    expect(stdout.includes("since it states none")).toBe(day === "2026-02-01");
    rmSync(at("dated.json"));
    rmSync(at("eastus2.2026-01-29.json"));
  });

  it("takes a filtered list as additions, and says so", async () => {
    const { stdout, stderr, exitCode } = await cli(
      "catalog import --arm eastus2.json --partial --id partial --out partial.json",
    );
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(
      "eastus2: 7 entries in eastus2.json, of 2026-02-01, filtered: they only add to the edition\n",
    );
    expect(stdout).not.toContain("Closed regions");
    expect((await cli("catalog verify partial.json --source eastus2.json")).stdout).toMatch(
      /ok: sources: importing 1 file again gives the same\n$/,
    );
    // It adds its models, and the document's other models stay. A whole list would close the region.
    await cli("catalog import --arm eastus2.json --id whole --out whole.json");
    const ask = async (edition: string, words: string) =>
      (await cli(`explain ${words} --region eastus2 --edition ${edition}`)).exitCode;
    const [nine, nano] = ["gpt-9 2026-01-01 --sku DataZoneStandard", "gpt-4.1-nano 2025-04-14 --sku GlobalStandard"];
    expect([await ask("partial.json", nine), await ask("partial.json", nano)]).toEqual([0, 0]);
    expect([await ask("whole.json", nine), await ask("whole.json", nano)]).toEqual([0, 1]);
    for (const name of ["partial.json", "whole.json"]) rmSync(at(name));
  });

  it("counts regions that offer nothing, and the lists that a newer one overrides", async () => {
    const llama = entry("x", "llama", "3", ["GlobalStandard"], { format: "Meta" }, "MaaS");
    save("japanwest.json", azShape([llama]));
    save("eastus2.2026-01-29.json", azShape(EASTUS2));
    const words = "catalog import --arm japanwest.json eastus2.json eastus2.2026-01-29.json --id none --out none.json";
    const { stdout, exitCode } = await cli(words);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "japanwest: 1 entries in japanwest.json, of 2026-02-01\n  No OpenAI model: the region is closed and offers none\n",
    );
    expect(stdout).toContain("  Left out: eastus2.2026-01-29.json of 2026-01-29: the list of 2026-02-01 is newer\n");
    expect(stdout).toContain("Closed regions that offer no OpenAI model (1): japanwest\n");
    const verified = await cli("catalog verify none.json --source japanwest.json eastus2.json");
    expect(verified.stdout).toMatch(/ok: sources: importing 2 files again gives the same\n$/);
    rmSync(at("eastus2.2026-01-29.json"));
  });

  it("shows progress with many files", async () => {
    const names = ["a", "b", "c", "d", "e", "f"].map((n, i) => {
      save(`part-${n}.json`, [entry("westus", `gpt-${i}`, "1", ["Standard"])]);
      return `part-${n}.json`;
    });
    const { stderr } = await cli(`catalog import --arm ${names.join(" ")} --id many --out many.json`);
    const read = stderr.split("\n").filter((line) => line.includes("reading"));
    expect(read).toHaveLength(6);
    expect(read.at(-1)).toMatch(/reading 6 of 6: ".*part-f\.json"$/);
  });

  it("replaces a file only when told to", async () => {
    const before = readFileSync(at("a.json"), "utf8");
    const words = "catalog import --arm japaneast.json --id a --out a.json";
    const refused = await cli(words);
    expect([refused.exitCode, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(/a\.json: exists already: give --force/);
    expect(readFileSync(at("a.json"), "utf8")).toBe(before);
    mkdirSync(at("forced"));
    save("forced/a.json", before);
    expect((await cli("catalog import --arm japaneast.json --id a --out forced/a.json --force")).exitCode).toBe(0);
    expect(Object.keys(json("forced/a.json").lists)).toEqual(["japaneast"]);
  });

  describe("writes nothing of", () => {
    const whole = JSON.stringify(EASTUS2);
    it.each<[string, unknown, string, RegExp]>([
      [
        "a login page",
        "<!DOCTYPE html>\n<html><title>Sign in</title></html>",
        "",
        /bad\.json: is an HTML page, perhaps of a login: expected JSON/,
      ],
      [
        "half a file",
        whole.slice(0, whole.length / 2),
        "",
        /bad\.json: line 1, column \d+: is not JSON: .*the end of the file \(was it cut off\?\)/,
      ],
      [
        "a page of the documentation",
        "---\ntitle: Models\n---\n\n# Models\n",
        "",
        /bad\.json: is a page in Markdown, and no models list: give pages of the documentation with --docs$/m,
      ],
      ["an empty file", "", "", /bad\.json: line 1, column 1: is not JSON: .*an empty file/],
      [
        "another service's list",
        [{ name: "Standard_B1s", memoryInMB: 1024 }],
        "",
        /bad\.json: is not a models list: \[0\] has no model with its format$/m,
      ],
      ["a list without region", azShape(EASTUS2), "", /give it as eastus2=FILE/],
      ["the edition's own id", EASTUS2, "--id 2025-06-16", /2025-06-16: is the id of the edition it starts from/],
      ["an id that is taken beside it", EASTUS2, "--id a", /[\\/]a\.json is already an edition with the id "a"/],
      ["an id that is no id", EASTUS2, "--id ../a", /--id "\.\.\/a": expected letters, digits/],
      ["an invalid base", EASTUS2, "--base eastus2.json", /eastus2\.json: is not an edition/],
      [
        "an unknown base",
        EASTUS2,
        "--base 2024-01-01",
        /2024-01-01: cannot be read: there is no such file; the embedded editions are 2025-06-16/,
      ],
      ["a date to come", EASTUS2, "--retrieved 2026-02-02", /--retrieved 2026-02-02: is after today/],
      [
        "a list older than the base's",
        EASTUS2,
        "--base a.json --retrieved 2026-01-31 --id older",
        /is of 2026-01-31, and a has a newer one of 2026-02-01: Models list of Azure Resource Manager, eastus2/,
      ],
    ])("%s", async (_, content, words, message) => {
      save("bad.json", content);
      const { exitCode, stdout, stderr } = await cli(
        `catalog import --arm bad.json japaneast.json --out bad-out.json ${words}`.trim(),
      );
      expect(stderr).toMatch(message);
      expect([exitCode, stdout, existsSync(at("bad-out.json"))]).toEqual([2, "", false]);
    });

    it.each([
      ["<html><body>Sign in</body></html>", /bad\.md: is an HTML page: expected the Markdown/],
      [JSON.stringify(EASTUS2), /bad\.md: is JSON, and no page in Markdown: give models lists with --arm$/m],
      [
        "| **Region** | **gpt-9**, **1** |\n|---|---|\n| eastus | ✅ | - |\n",
        /bad\.md: line 3: expected 2 cells, as the head has, found 3: a column is shifted/,
      ],
      ["# Quota\n", /bad\.md: no table of availability/],
    ])("a page %j", async (page, message) => {
      save("bad.md", page);
      const { exitCode, stdout, stderr } = await cli(
        `catalog import --docs Standard=${at("bad.md")} --arm japaneast.json --out bad-out.json`,
      );
      expect(stderr).toMatch(message);
      expect([exitCode, stdout, existsSync(at("bad-out.json"))]).toEqual([2, "", false]);
    });

    it.each([
      ["catalog import", /needs --arm FILE or --docs FILE/],
      ["catalog import --arm - eastus2=-", /read only once/],
      ["catalog import --arm nope.json", /nope\.json: cannot be read: there is no such file/],
      [
        "catalog import --arm estus2=-",
        /--arm "estus2=-": "estus2" is not an Azure region; did you mean .*eastus2.*\?/,
      ],
      ["catalog import --docs mars=-", /--docs "mars=-": "mars" is not a deployment type$/m],
      ["catalog import --arm --out", /--arm needs a file, found "--out"/],
      ["catalog import --arm eastus2.json --date 2026-02-30", /Expected a date/],
      ["catalog import --arm 2026-02-30:eastus2.json", /--arm ".*": 2026-02-30 is not a calendar day/],
      [
        "catalog import --arm 2026-02-02:eastus2.json",
        /eastus2\.json: its day, 2026-02-02, is after today, 2026-02-01/,
      ],
      ["catalog import --arm eastus2.json --out empty/no/x.json", /cannot write .*there is no such directory/],
    ])("%s", async (words, message) => {
      const before = readdirSync(dir);
      const { exitCode, stderr } = await cli(words);
      expect(stderr).toMatch(message);
      expect(exitCode).toBe(2);
      expect(readdirSync(dir)).toEqual(before);
    });
  });
});

it("an import that cannot be written does not say that it succeeded", async () => {
  const { stdout, stderr, exitCode } = await cli("catalog import --arm eastus2.json --id lost --out nowhere/lost.json");
  expect([stdout, exitCode]).toEqual(["", 2]);
  expect(stderr).toMatch(/cannot write .*: there is no such directory\n$/);
});

describe("list and validate", () => {
  it("list the embedded editions and those of a directory", async () => {
    mkdirSync(at("lists"));
    save("lists/a.json", readFileSync(at("a.json"), "utf8"));
    const { stdout, exitCode } = await cli("catalog list lists");
    const rows = stdout.split("\n").map((l) => l.split(/ {2,}/));
    expect(rows[0]).toEqual(["EDITION", "ID", "DATE", "SHA256", "ON TOP OF", "CLOSED REGIONS"]);
    expect(rows[1]).toEqual(["2025-06-16", "2025-06-16", "2025-06-16", expect.stringMatching(/^[0-9a-f]{12}$/), "0"]);
    expect(rows.slice(1, -2).map(([id]) => id)).toEqual(EMBEDDED);
    expect(rows.at(-2)).toEqual([
      at("lists/a.json"),
      "a",
      "2026-02-01",
      json("a.json").hash.slice(0, 12),
      "2025-06-16",
      "2",
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse((await cli("catalog list lists --json")).stdout).at(-1)).toMatchObject({
      id: "a",
      base: "2025-06-16",
      closed: ["eastus2", "japaneast"],
    });
  });

  it("report files that are not editions, and go on", async () => {
    const { stdout, stderr, exitCode } = await cli("catalog list eastus2.json a.json");
    expect(stderr).toMatch(/eastus2\.json: is not an edition/);
    expect(stdout).toContain(at("a.json"));
    expect(exitCode).toBe(2);
  });

  it("tell valid editions from others", async () => {
    const good = await cli("catalog validate a.json");
    expect([good.exitCode, good.stdout, good.stderr]).toEqual([
      0,
      `${at("a.json")}: edition a of 2026-02-01, 2 closed regions\n`,
      "",
    ]);
    save("changed.json", { ...json("a.json"), date: "2026-01-01" });
    const bad = await cli("catalog validate a.json changed.json");
    expect(bad.stderr).toMatch(/changed\.json: its content has the hash/);
    expect(bad.exitCode).toBe(1);
    save("twin.json", readFileSync(at("a.json"), "utf8"));
    const twins = await cli("catalog validate a.json twin.json");
    expect(twins.stderr).toMatch(/twin\.json: has the id a, as .*a\.json has/);
    expect(twins.exitCode).toBe(1);
  });

  it("go on after a useless argument, and take each file once", async () => {
    mkdirSync(at("void"));
    const valid = await cli(`catalog validate nowhere.json ${at("void")} a.json ./a.json`);
    expect([valid.exitCode, valid.stdout]).toEqual([1, `${at("a.json")}: edition a of 2026-02-01, 2 closed regions\n`]);
    expect(valid.stderr).toMatch(/void: holds no \.json file, expected editions\n/);
    expect(valid.stderr).toMatch(/nowhere\.json: cannot be read: /);
    const listed = await cli(`catalog list ${at("void")} a.json`);
    // A head, the embedded editions, a.json, and the end of the last line.
    expect([listed.exitCode, listed.stdout.split("\n").length]).toEqual([2, EMBEDDED.length + 3]);
  });
});

describe("show", () => {
  const show = async (words: string, columns?: number) =>
    (
      await run(
        `catalog show ${words}`.split(" ").map((w) => (w.endsWith(".json") ? at(w) : w)),
        "",
        { columns },
      )
    ).stdout;

  it("is a table of model versions by regions", async () => {
    expect(
      await show("a.json --sku GlobalStandard --model gpt-9 o1-mini gpt-image-1 --region eastus2 japaneast westus"),
    ).toBe(
      `Edition a of 2026-02-01: GlobalStandard

                        eastus2*  japaneast*  westus
gpt-9 2026-01-01        yes       yes         ?
gpt-9 2026-03-03        yes       ?           ?
o1-mini 2024-09-12      x         -           x
gpt-image-1 2025-04-15  r         -           -

yes offered, r granted or existing customers only, x retired, - not offered, ? not stated
* the models list of the region decides
`,
    );
  });

  it("says with which SKUs a model is offered that none of the regions has with this one", async () => {
    expect(await show("--model gpt-4.1-nano")).toBe(
      "Edition 2025-06-16 of 2025-06-16: Standard\ngpt-4.1-nano 2025-04-14 is not offered as Standard.\nOffered as: GlobalStandard in 19 regions; standard training in 2 regions.\n",
    );
  });

  it("fits the terminal, and loses no region", async () => {
    const wide = await show("--sku GlobalStandard --model gpt-4.1", 1000);
    const narrow = await show("--sku GlobalStandard --model gpt-4.1", 60);
    const regions = (text: string) =>
      text
        .split("\n")
        .filter((l) => l.startsWith("   "))
        .flatMap((l) => l.trim().split(/ +/));
    expect(regions(narrow)).toEqual(regions(wide));
    expect(regions(wide).length).toBeGreaterThan(20);
    for (const line of narrow.split("\n").slice(1, -2)) expect(line.length).toBeLessThanOrEqual(60);
  });

  it("has every cell as JSON", async () => {
    const { use, rows } = JSON.parse(
      await show("a.json --sku globalstandard --model gpt-4.1 --region eastus2 westus --json"),
    );
    expect(use).toBe("GlobalStandard");
    expect(rows).toEqual([
      {
        model: "gpt-4.1",
        version: "2025-04-14",
        cells: [
          { region: "eastus2", status: "available", retires: "2027-01-01" },
          { region: "westus", status: "available" },
        ],
      },
    ]);
  });

  it.each([
    ["catalog show --sku GlobalBtch", /did you mean "GlobalBatch"\?/],
    ["catalog show --sku nothing-of-the-kind", /expected one of Standard, /],
    ["catalog show --model gpt5o", /unknown model "gpt5o" in --model; /],
    ["catalog show --region eastus22", /unknown region "eastus22" in --region; did you mean "eastus2"/],
  ])("%s is wrong usage", async (words, message) => {
    const { exitCode, stderr } = await cli(words);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });

  it("says if nothing is offered", async () => {
    expect(await show("--sku GlobalBatch")).toMatch(/Nothing is offered\.\n$/);
  });
});

describe("diff", () => {
  it("shows gains, losses, retirements and defaults, and exits with 1", async () => {
    const { stdout, exitCode } = await cli("catalog diff 2025-06-16 a.json");
    expect(exitCode).toBe(1);
    for (const line of [
      "Regions that a models list decides now (2):\n  eastus2, japaneast\n",
      "Models added (1):\n  gpt-9\n",
      "  + gpt-9 2026-01-01 GlobalStandard: unknown -> available: japaneast, eastus2\n",
      "  + gpt-4.1 2025-04-14 DataZoneStandard: undocumented -> available: eastus2\n",
      "  - o3-mini 2025-01-31 GlobalStandard: available -> unavailable: japaneast, eastus2\n",
      "  - gpt-4o 2024-05-13 Standard: available -> retired: eastus, swedencentral, eastus2, southcentralus, westus3, northcentralus, westus\n",
      "  undocumented -> unavailable: ",
      "  gpt-4.1 2025-04-14 Standard, GlobalStandard, ProvisionedManaged: none -> 2027-01-01: eastus2\n",
      "  gpt-4.1 2025-04-14 GlobalStandard (fine-tuned): none -> 2028-01-01: eastus2\n",
      "  gpt-4o: not stated -> 2024-11-20: eastus2\n",
    ]) {
      expect(stdout).toContain(line);
    }
  });

  it("shows the reverse for swapped editions", async () => {
    const forth = JSON.parse((await cli("catalog diff 2025-06-16 a.json --json")).stdout);
    const back = JSON.parse((await cli("catalog diff a.json 2025-06-16 --json")).stdout);
    const turned = (changes: { from?: string; to?: string }[]) =>
      changes.map(({ from, to, ...rest }) => JSON.stringify({ ...rest, from: to, to: from })).sort();
    const plain = (changes: { from?: string; to?: string }[]) =>
      changes.map(({ from, to, ...rest }) => JSON.stringify({ ...rest, from, to })).sort();
    expect(turned(back.cells)).toEqual(plain(forth.cells));
    expect(turned(back.retirements)).toEqual(plain(forth.retirements));
    expect([back.models.removed, back.closed.removed]).toEqual([forth.models.added, forth.closed.added]);
  });

  it("finds nothing between an edition and itself", async () => {
    for (const name of ["2025-06-16", "a.json"]) {
      const { stdout, exitCode } = await cli(`catalog diff ${name} ${name}`);
      expect([stdout.split("\n").slice(1), exitCode]).toEqual([["No differences.", ""], 0]);
    }
  });

  it("needs two editions", async () => {
    const { exitCode, stderr } = await cli("catalog diff 2025-06-16 eastus2.json");
    expect(stderr).toMatch(/eastus2\.json: is not an edition/);
    expect(exitCode).toBe(2);
  });
});

describe("impact", () => {
  const plan = (model: string, version: string, sku: string, location: string) => ({
    version: 3,
    deployment: {
      manifest: {},
      resources: [
        {
          urn: "urn:pulumi:dev::app::azure-native:cognitiveservices:Account::ai",
          custom: true,
          type: "azure-native:cognitiveservices:Account",
          id: "/subscriptions/0/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai",
          inputs: { accountName: "ai", resourceGroupName: "rg", location, kind: "OpenAI" },
          outputs: {},
        },
        {
          urn: "urn:pulumi:dev::app::azure-native:cognitiveservices:Deployment::chat",
          custom: true,
          type: "azure-native:cognitiveservices:Deployment",
          id: "/subscriptions/0/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai/deployments/chat",
          inputs: {
            accountName: "ai",
            resourceGroupName: "rg",
            deploymentName: "chat",
            sku: { name: sku, capacity: 1 },
            properties: { model: { format: "OpenAI", name: model, version } },
          },
          outputs: {},
        },
      ],
    },
  });

  it("shows what is newly blocked, no longer blocked, and unchanged", async () => {
    save("lost.json", plan("o3-mini", "2025-01-31", "GlobalStandard", "eastus2"));
    save("gained.json", plan("gpt-9", "2026-01-01", "GlobalStandard", "eastus2"));
    save("same.json", plan("gpt-4.1", "2025-04-14", "GlobalStandard", "swedencentral"));
    const { stdout, exitCode } = await cli("catalog impact 2025-06-16 a.json lost.json gained.json same.json");
    const [, lost = "", gained = "", same = ""] = stdout.split("\n\n");
    expect(lost).toMatch(
      /lost\.json\n {2}chat \(app\/dev\): (clean|advice) -> blocked\n {4}\+ mandatory model-availability: /,
    );
    expect(gained).toMatch(
      /gained\.json\n {2}chat \(app\/dev\): blocked -> (clean|advice)\n {4}- mandatory known-model: /,
    );
    expect(same).toMatch(/same\.json\n {2}Nothing changes\.\n$/);
    expect(exitCode).toBe(1);
    const json = JSON.parse((await cli("catalog impact a.json 2025-06-16 gained.json --json")).stdout);
    expect(json.files[0].changes[0]).toMatchObject({ to: "blocked", added: [{ rule: "known-model" }] });
  });

  it.each([
    ["other reasons", [["known-model", "a"]], [["known-model", "b"]], 0],
    [
      "a finding more",
      [["known-model", "a"]],
      [
        ["known-model", "b"],
        ["known-model", "c"],
      ],
      1,
    ],
    ["another rule", [["known-model", "a"]], [["model-availability", "a"]], 1],
    ["another level", [["known-model", "a"]], [["known-model", "a", "advisory"]], 1],
  ] as const)("%s", (_, before, after, changes) => {
    const report = (all: readonly (readonly string[])[]) => ({
      findings: all.map(([rule, reason, level = "mandatory"]) => ({ urn: "u", rule, reason, level }) as Finding),
    });
    expect(compareReports(report(before), report(after))).toHaveLength(changes);
  });

  it("exits with 0 if nothing changes, with 2 if a file cannot be read", async () => {
    expect((await cli("catalog impact a.json a.json lost.json")).exitCode).toBe(0);
    const { stdout, stderr, exitCode } = await cli("catalog impact 2025-06-16 a.json nope.json lost.json");
    expect(stderr).toMatch(/nope\.json: cannot be read/);
    expect(stdout).toContain("-> blocked");
    expect(exitCode).toBe(2);
  });

  it.each([
    ["catalog impact 2025-06-16 a.json", /missing required argument 'file'/],
    ["catalog impact 2025-06-16 lost.json lost.json", /lost\.json: is not an edition/],
    ["catalog impact 2025-06-16 a.json lost.json --config eastus2.json", /eastus2\.json:\d+:\d+: /],
    ["catalog impact 2025-06-16 a.json - -", /read only once/],
  ])("%s is wrong usage", async (words, message) => {
    const { exitCode, stderr } = await cli(words);
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });
});

describe("verify", () => {
  it("compiles the embedded editions from their documents", async () => {
    const { stdout, exitCode } = await cli("catalog verify");
    const editions = stdout.trimEnd().split("\n\n");
    expect(editions).toEqual(
      EMBEDDED.map((id) =>
        expect.stringMatching(
          new RegExp(
            `^${id}, sha256 [0-9a-f]{64}\\n  ok: hash: .*\\n  ok: document: compiling catalog/documents/${id} gives the same$`,
          ),
        ),
      ),
    );
    expect(exitCode).toBe(0);
  });

  it("imports an edition again from its files, in any order and with any names", async () => {
    save("renamed.json", readFileSync(at("japaneast.json"), "utf8"));
    const { stdout, exitCode } = await cli("catalog verify a.json --source renamed.json eastus2.json");
    expect(stdout).toMatch(
      /ok: hash: of the content\n {2}ok: base: 2025-06-16\n {2}ok: sources: importing 2 files again gives the same\n$/,
    );
    expect(exitCode).toBe(0);
  });

  it("verifies an edition from a list that was given with its region", async () => {
    save(
      "bare.json",
      EASTUS2.map(({ location: _, id: __, ...rest }) => rest),
    );
    await cli("catalog import --arm eastus2=bare.json --id bare --out from-bare.json");
    expect((await cli("catalog verify from-bare.json --source bare.json")).stdout).toMatch(
      /ok: sources: importing 1 file again gives the same\n$/,
    );
  });

  it("verifies an edition based on another", async () => {
    save("again.json", [entry("japaneast", "gpt-9", "2026-01-01", ["Standard"])]);
    await cli("catalog import --arm again.json --base a.json --id second --out second.json");
    const without = await cli("catalog verify second.json --source again.json");
    expect(without.stdout).toMatch(/not checked: base: it starts from a, sha256 .*: give it with --base/);
    const { stdout, exitCode } = await cli("catalog verify second.json --source again.json --base a.json");
    expect(stdout).toMatch(/ok: base: a\n {2}ok: sources: importing 1 file again gives the same\n$/);
    expect(exitCode).toBe(0);
    const other = await cli("catalog verify second.json --base 2025-06-16");
    expect(other.stdout).toMatch(/WRONG: base: it starts from sha256/);
    expect(other.exitCode).toBe(1);
  });

  it("says which files it lacks", async () => {
    const { stdout, exitCode } = await cli("catalog verify a.json --source eastus2.json");
    expect(stdout).toMatch(/not checked: sources: give with --source: japaneast\.json \(sha256 [0-9a-f]{64}\)\n$/);
    expect(exitCode).toBe(0);
  });

  it("says which files are not sources, and which were changed", async () => {
    const all = await cli("catalog verify a.json --source eastus2.json japaneast.json lost.json");
    expect(all.stderr).toMatch(/lost\.json: note: is not a source of a verified edition, and was not used\n$/);
    expect(all.exitCode).toBe(0);
    mkdirSync(at("newer"));
    save("newer/japaneast.json", []);
    const changed = await cli("catalog verify a.json --source eastus2.json newer/japaneast.json");
    expect(changed.stdout).toMatch(
      /WRONG: sources: .*japaneast\.json has sha256 .*, and what was imported [0-9a-f]{64}\n$/,
    );
    expect(changed.exitCode).toBe(1);
  });

  it("detects a changed edition, even with a matching hash", async () => {
    const forged = json("a.json");
    forged.lists.japaneast.models["gpt-9"]["2026-01-01"].skus.Standard = {};
    save("changed.json", forged);
    const changed = await cli("catalog verify changed.json");
    expect(changed.stdout).toMatch(/WRONG: hash: the content has [0-9a-f]{64}/);
    expect(changed.exitCode).toBe(1);
    save("forged.json", { ...forged, hash: contentHash(forged) });
    const { stdout, exitCode } = await cli("catalog verify forged.json --source eastus2.json japaneast.json --json");
    expect(JSON.parse(stdout)[0].checks.map((c: { ok: boolean }) => c.ok)).toEqual([true, true, false]);
    expect(exitCode).toBe(1);
  });
});
