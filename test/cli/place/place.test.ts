/** `place`: what it finds, why, and its errors about arguments and files. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { REGIONS } from "../../../catalog/names/regions";
import { account, deployment, UNKNOWN } from "../../policy/plans";
import { cli } from "../support";

const directory = mkdtempSync(join(tmpdir(), "aog-place-"));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
/** A file with a text. */
function saved(text: string, name = "needs.yaml"): string {
  files += 1;
  const file = join(directory, `${files}-${name}`);
  writeFileSync(file, text);
  return file;
}

const place = (args: string, ...more: string[]) => cli(["place", ...args.split(" ").filter(Boolean), ...more]);
/** Layouts by their regions, the best first. */
async function regions(args: string, ...more: string[]): Promise<string[]> {
  const { stdout, stderr } = await place(`${args} --format json --top 999`, ...more);
  expect(stderr).toBe("");
  const found = JSON.parse(stdout);
  return found.layouts.map((l: { regions: { region: string }[] }) => l.regions.map((r) => r.region).join("+"));
}

const IMAGES = "gpt-image-1 --granted gpt-image-1";

describe("layouts", () => {
  it.each<[string, string[]]>([
    ["o3", ["eastus2", "swedencentral"]],
    ["o3 --prefer Europe", ["swedencentral", "eastus2"]],
    ["o3 --prefer swedencentral", ["swedencentral", "eastus2"]],
    ["o3 --prefer japaneast,US,Europe", ["eastus2", "swedencentral"]],
    ["o3 --region eastus*", ["eastus2"]],
    ["o3 --geography Sweden", ["swedencentral"]],
    ["o3 --data-zone eu", ["swedencentral"]],
    // Global Standard processes data anywhere.
    ["o3 --processing EU", []],
    ["gpt-4o:2024-11-20:Standard --processing Japan", ["japaneast"]],
    ["gpt-4o:2024-11-20 --sku Standard --processing Japan", ["japaneast"]],
    ["gpt-4o-mini --purpose fine-tuning --training standard", ["northcentralus", "swedencentral"]],
    [IMAGES, ["uaenorth", "westus3"]],
    ["gpt-image-1", []],
    ["o3 gpt-4o:2024-11-20:Standard", ["eastus2", "swedencentral"]],
    [`o3 ${IMAGES}`, ["eastus2+uaenorth", "eastus2+westus3", "swedencentral+uaenorth", "swedencentral+westus3"]],
    [
      `o3 ${IMAGES} --prefer Europe,US`,
      ["swedencentral+westus3", "swedencentral+uaenorth", "eastus2+westus3", "eastus2+uaenorth"],
    ],
    [
      `o3 ${IMAGES} --accounts 2`,
      ["eastus2+uaenorth", "eastus2+westus3", "swedencentral+uaenorth", "swedencentral+westus3"],
    ],
    [`o3 ${IMAGES} --accounts 1`, []],
  ])("%s: %j", async (args, expected) => {
    expect(await regions(args)).toEqual(expected);
  });

  it("say why, and cite the document for each choice", async () => {
    const { stdout, exitCode } = await place(`o3 ${IMAGES} --prefer Europe --top 1`);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`No region serves all (2 deployments); 2 regions do, in 4 ways.

1. swedencentral + uaenorth
   1 of 2 in Europe, as preferred
   swedencentral (Sweden Central, Sweden)
     - o3 2025-04-16 as GlobalStandard
   uaenorth (UAE North, UAE)
     - gpt-image-1 2025-04-15 as GlobalStandard

3 more like it: --top shows them.

No region has all of these:
  - o3 of any version as any SKU: eastus2, swedencentral
  - gpt-image-1 of any version as any SKU: uaenorth, westus3

2 requests, edition 2025-06-16 (Azure OpenAI models in Azure AI Foundry, 2025-06-16), as of 2025-07-01
`);
  });

  it("as JSON has each choice with its citations", async () => {
    const { stdout } = await place("chat=o3@20 o3 o3 --format json");
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      version: 1,
      edition: { id: "2025-06-16" },
      asOf: "2025-07-01",
      regions: 1,
      total: 2,
      isTotal: true,
      isSmallest: true,
      requests: [
        { names: ["chat"], model: "o3", capacity: 20, count: 1, regions: ["eastus2", "swedencentral"] },
        { names: [], model: "o3", count: 2, regions: ["eastus2", "swedencentral"] },
      ],
      contradictions: { sets: [], total: 0 },
    });
    const [first] = found.layouts[0].regions[0].placed;
    expect(first).toMatchObject({ request: 0, model: "o3", version: "2025-04-16", sku: "GlobalStandard", count: 1 });
    expect(first.citations[0]).toMatchObject({ table: "Global Standard", column: "o3、2025-04-16" });
  });
});

describe("if nothing fits", () => {
  it.each<[string, RegExp]>([
    [
      "gpt-5",
      /name\.\n {2}The model gpt-5 is newer than the edition of 2025-06-16, .*\n {2}Edition \S+ of this package names it: .*\n {2}Document/,
    ],
    [
      "gpt-4.1:2026-01-01",
      /this one\.\n {2}The version 2026-01-01, .* is newer than the edition .*\n {2}Get a newer edition: .*\n {2}Document/,
    ],
    ["gpt-4oo", /names no model of that name\.\n {2}Did you mean gpt-4o\?\n {2}Document: "Azure OpenAI models/],
    ["gpt-4o:any:Standrad", /knows no deployment SKU of that name\.\n {2}Did you mean Standard\?/],
    ["gpt-4o:2024-11-21", /names other versions of this model, and not this one\.\n {2}Did you mean 2024-11-20\?/],
    ["whisper", /The document does not say that it is offered anywhere: .* does not say where it is offered\./],
    ["gpt-image-1", /In uaenorth, westus3, only customers .*\n {2}If .* --granted gpt-image-1\./],
    [
      "codex-mini --edition 2026-10-05",
      /\n {2}If your subscription has deployed it before, say so with --granted codex-mini-2025-05-16\./,
    ],
    [
      "o3 --region westus",
      /\n {2}Not offered in westus: the document does not offer it in this region\.\n {2}The catalog has it in 2 other regions, which --region leaves out\.\n/,
    ],
    [
      "gpt-4o --region japanwest",
      /\n {2}The document does not say that it is offered in japanwest: .*\n.* 15 other regions,/,
    ],
    [
      "o3:any:GlobalStandard --processing EU",
      /--processing rules out 2 of them \(GlobalStandard processes data in any/,
    ],
    [
      "gpt-4.1-nano:any:Standard",
      /\n {2}To pass: gpt-4\.1-nano 2025-04-14 as GlobalStandard, in .* \(and \d+ more regions\)\.\n/,
    ],
    ["gpt-4o:2024-11-21:Standard", /\n {2}To pass: gpt-4o 2024-11-20 as Standard, in /],
    ["o3:any:Standard --processing EU", /^(?![\s\S]*To pass)/],
    ["whisper o3", /\n\nWithout it: the other request in eastus2\.\n/],
    [
      `o3 ${IMAGES} --accounts 1`,
      /^No layout in 1 account: 2 deployments need 2 regions\.\n\nNo region has all of these:/,
    ],
  ])("%s: %s", async (args, says) => {
    const { stdout, exitCode, stderr } = await place(args);
    expect(stdout).toMatch(says);
    expect([exitCode, stderr]).toEqual([1, ""]);
  });

  it.each<[string, string[]]>([
    ["gpt-4o --region japanwest", ["japanwest"]],
    ["gpt-4o --region japanwest --edition latest", ["japanwest"]],
    ["o3 --region westus", ["westus"]],
    ["o3:any:Standard --geography Japan --edition latest", ["japaneast", "japanwest"]],
    ["gpt-4o:2024-05-13:Standard --region westus,norwayeast --edition latest", ["westus", "norwayeast"]],
  ])("%s: names only regions that pass the filter", async (args, allowed) => {
    const { stdout, exitCode } = await place(args);
    const named = REGIONS.map(({ id }) => id).filter((id) => new RegExp(`\\b${id}\\b`).test(stdout));
    expect([exitCode, named.filter((id) => !allowed.includes(id))]).toEqual([1, []]);
  });

  const leastBad = async (args: string, ...more: string[]) => {
    const { stdout, exitCode } = await place(`${args} --format json`, ...more);
    const { leastBad: found, layouts } = JSON.parse(stdout);
    expect([exitCode, layouts]).toEqual([1, []]);
    if (!found) return undefined;
    const placed = found.regions.flatMap((r: { region: string; placed: Record<string, string>[] }) =>
      r.placed.map((p) => [p.model, p.sku, r.region, ...(p.status ? [p.status, p.reason] : [])].join(" ")),
    );
    return [found.why, ...placed, ...found.leftOut.map((index: number) => `left out ${index}`)];
  };

  it.each<[string, string[] | undefined]>([
    [
      "gpt-4o:2024-05-13:ProvisionedManaged gpt-4.1:any:GlobalStandard",
      [
        "doubt",
        "gpt-4o ProvisionedManaged australiaeast undocumented sku-not-covered",
        "gpt-4.1 GlobalStandard australiaeast",
      ],
    ],
    ["gpt-image-1", ["doubt", "gpt-image-1 GlobalStandard uaenorth restricted limited-access"]],
    // A deployment that needs access is offered; an undocumented one may not be.
    ["gpt-image-1 --region westus3,eastus", ["doubt", "gpt-image-1 GlobalStandard westus3 restricted limited-access"]],
    [
      "whisper gpt-4oo",
      ["doubt", "whisper GlobalStandard australiacentral undocumented no-region-table", "left out 1"],
    ],
    // A deployment that is ruled out is in no layout.
    ["gpt-4oo", undefined],
    ["o3:any:Standard", undefined],
    [`o3 ${IMAGES} --accounts 1`, ["accounts", "o3 GlobalStandard eastus2", "gpt-image-1 GlobalStandard uaenorth"]],
    // One account is enough for doubtful choices.
    [
      "o3:any:GlobalStandard gpt-4o-mini:any:GlobalStandard --accounts 1 --region eastus2,westus",
      ["doubt", "o3 GlobalStandard eastus2", "gpt-4o-mini GlobalStandard eastus2 undocumented table-not-reproduced"],
    ],
  ])("%s: the least bad is %j", async (args, expected) => {
    expect(await leastBad(args)).toEqual(expected);
  });

  it("the least bad layout breaks a limit of the capacity if every layout does", async () => {
    const limits = saved("placement:\n  limits:\n    - name: sum\n      capacity: { total: 50 }\n", "settings.yaml");
    expect(await leastBad("a=o3@40 b=o3@20", "--config", limits)).toEqual([
      "totals",
      "o3 GlobalStandard eastus2",
      "o3 GlobalStandard eastus2",
    ]);
  });

  it("the least bad layout says what is in doubt, and why", async () => {
    const { stdout } = await place("gpt-4o:2024-05-13:ProvisionedManaged gpt-4.1 gpt-4oo");
    expect(stdout).toContain(
      [
        "Least bad: australiaeast; nothing rules it out, and not all of it is certain.",
        "   - gpt-4o 2024-05-13 as ProvisionedManaged: undocumented, the document has no region table for this SKU",
        "   - gpt-4.1 2025-04-14 as GlobalStandard",
        "   Left out, since it is ruled out: gpt-4oo of any version as any SKU",
        "",
      ].join("\n"),
    );
  });

  it("writes no program to standard output", async () => {
    const { stdout, stderr, exitCode } = await place("whisper --format pulumi");
    expect([stdout, exitCode]).toEqual(["", 1]);
    expect(stderr).toContain("whisper of any version as any SKU: no region.");
  });
});

describe("the organisation's limits", () => {
  const settings = (limit: string) => saved(`placement:\n  limits:\n${limit}`, "settings.yaml");
  it.each<[string, string, string[]]>([
    ["o3", "    - name: eu\n      dataZones: { allowed: [EU] }\n", ["swedencentral"]],
    ["o3", "    - name: no global\n      skus: { denied: [Global*] }\n", []],
    ["o3@50", "    - name: small\n      capacity: { deployment: 40 }\n", []],
    ["o3@40", "    - name: small\n      capacity: { deployment: 40 }\n", ["eastus2", "swedencentral"]],
    ["a=o3@40 b=o3@20", "    - name: sum\n      capacity: { total: 50 }\n", []],
    ["a=o3@30 b=o3@20", "    - name: sum\n      capacity: { total: 50 }\n", ["eastus2", "swedencentral"]],
    [
      "o3 --stack app/dev",
      "    - name: prod\n      for: { stacks: [prod] }\n      regions: { allowed: [eastus2] }\n",
      ["eastus2", "swedencentral"],
    ],
    [
      "o3 --stack app/prod",
      "    - name: prod\n      for: { stacks: [prod] }\n      regions: { allowed: [eastus2] }\n",
      ["eastus2"],
    ],
  ])("%s under %s: %j", async (args, limit, expected) => {
    expect(await regions(args, "--config", settings(limit))).toEqual(expected);
  });

  it("are named if they rule out a region", async () => {
    const file = settings("    - name: no global\n      skus: { denied: [Global*] }\n");
    const { stdout } = await place("o3", "--config", file);
    expect(stdout).toContain('Limit "no global" rules out 2 of them (sku GlobalStandard is denied).');
    const sum = settings("    - name: sum\n      capacity: { total: 50 }\n");
    const over = await place("a=o3@40 b=o3@20", "--config", sum);
    expect(over.stdout).toContain('limit "sum" allows o3 50 in a region over the stack; in eastus2 it would have 60');
    expect(over.exitCode).toBe(1);
  });

  it("apply if it is not known whether they do, with a note", async () => {
    const file = settings("    - name: prod\n      for: { stacks: [prod] }\n      regions: { allowed: [eastus2] }\n");
    const { stdout, stderr } = await place("o3", "--config", file);
    expect(stdout).toContain("1. eastus2 ");
    expect(stderr).toContain('limit "prod" applies only to some stacks or tags; it counts here');
  });

  it("use the tags in a file", async () => {
    const file = settings(
      "    - name: eu\n      for: { tags: { data: personal } }\n      dataZones: { allowed: [EU] }\n",
    );
    const asked = (tags: string) => saved(`- model: o3\n  tags: ${tags}\n`);
    expect(await regions("", "--config", file, "--file", asked("{ Data: personal }"))).toEqual(["swedencentral"]);
    expect(await regions("", "--config", file, "--file", asked("{}"))).toEqual(["eastus2", "swedencentral"]);
  });
});

const preview = (resources: readonly object[]) =>
  saved(JSON.stringify({ steps: resources.map((newState) => ({ op: "create", newState })) }), "plan.json");

describe("--from", () => {
  it("takes the settings of the plan's program, wherever the command runs", async () => {
    const program = join(directory, "apps", "app");
    mkdirSync(program, { recursive: true });
    writeFileSync(join(program, "Pulumi.yaml"), "name: app\nruntime: yaml\n");
    writeFileSync(join(program, "azure-openai-guard.yaml"), "accounts: { openai: { region: eastus2 } }\n");
    const file = preview([deployment({ model: "o3", version: "2025-04-16", sku: "GlobalStandard" })]);
    const read = async (...more: string[]) => {
      const { stdout } = await cli(["place", "--from", file, ...more], "", { cwd: directory });
      return stdout;
    };
    expect(await read()).toContain("all stay as it is");
    expect(await read("--no-config")).toContain("the present region of 1 is not known");
    rmSync(join(directory, "apps"), { recursive: true });
  });

  const one = (name: string, model: string, version: unknown, sku: unknown, of = "openai") => {
    const made = deployment({ model, version, sku }, name);
    return { ...made, inputs: { ...(made.inputs as object), accountName: of } };
  };

  it("leaves deployments where they can stay", async () => {
    const file = preview([
      account("eastus2"),
      account("swedencentral", undefined, "second"),
      one("a", "o3", "2025-04-16", "GlobalStandard"),
      one("b", "gpt-4o", "2024-11-20", "Standard", "second"),
      one("c", "gpt-4o", "2024-11-20", "Standard", "second"),
    ]);
    expect(await regions("", "--from", file)).toEqual(["swedencentral", "eastus2"]);
    const { stdout } = await place("", "--from", file);
    expect(stdout).toContain("2 of 3 stay as they are; 1 changes its region");
    expect(stdout).toContain("- b, c: gpt-4o 2024-11-20 as Standard with capacity 1, 2 times");
    expect(stdout).toContain("- a: o3 2025-04-16 as GlobalStandard with capacity 1 (now in eastus2)");
  });

  it("knows a region by its display name", async () => {
    const file = preview([
      account("East US 2"),
      account("eastus2", undefined, "second"),
      one("a", "o3", "2025-04-16", "GlobalStandard"),
      one("b", "o3", "2025-04-16", "GlobalStandard", "second"),
    ]);
    const { stdout } = await place("--top 1", "--from", file);
    expect(stdout).toContain("Where it is now, as it is now, 2 of 2 would do.");
    expect(stdout).toContain("all stay as they are\n   - a, b: o3");
  });

  it("moves a deployment to the nearest region", async () => {
    const file = preview([account("northeurope"), one("a", "o3", "2025-04-16", "GlobalStandard")]);
    expect(await regions("", "--from", file)).toEqual(["swedencentral", "eastus2"]);
  });

  it("changes version and SKU only if it may and must", async () => {
    const file = preview([
      account("eastus2"),
      one("a", "gpt-4.1-nano", "2025-04-14", "Standard"),
      one("b", "gpt-4o", "2024-08-06", "Standard"),
    ]);
    expect(await regions("", "--from", file)).toEqual([]);
    const { stdout } = await place("--change version,sku --top 1", "--from", file);
    expect(stdout).toContain("1. eastus2 ");
    expect(stdout).toContain("- a: gpt-4.1-nano 2025-04-14 as GlobalStandard");
    expect(stdout).toContain("- b: gpt-4o 2024-08-06 as Standard");
    expect(stdout).toContain("1 of 2 stays as they are; 1 changes its SKU");
  });

  it("leaves out deployments with unknown values, and says what to do", async () => {
    const file = preview([
      account(UNKNOWN),
      one("a", "o3", "2025-04-16", "GlobalStandard"),
      one("b", "o3", UNKNOWN, "GlobalStandard"),
      {
        ...one("c", "llama", "1", "GlobalStandard"),
        inputs: { accountName: "openai", properties: { model: { format: "Meta", name: "llama" } } },
      },
    ]);
    const { stdout, stderr, exitCode } = await place("", "--from", file);
    expect(stdout).toContain("(1 deployment)");
    expect(stderr).toContain(
      "b is left out: its version is not known before the update. Set it to a version of the model",
    );
    expect(stderr).toContain("the region of a does not count: it is ");
    expect(stderr).toContain("1 of another vendor's models left out");
    expect(exitCode).toBe(0);
  });

  it("reads a purpose from the tag", async () => {
    const tuned = {
      ...deployment({
        model: "gpt-4o-mini",
        version: "2024-07-18",
        sku: "Standard",
        tags: { "aoai-purpose": "fine-tuning", "aoai-training": "standard" },
      }),
    };
    expect(await regions("", "--from", preview([account("eastus"), tuned]))).toEqual([
      "northcentralus",
      "swedencentral",
    ]);
  });

  it("reads a state from standard input", async () => {
    const resources = [account("eastus2"), one("a", "o3", "2025-04-16", "GlobalStandard")];
    const state = JSON.stringify({ version: 3, deployment: { manifest: {}, resources } });
    const { stdout } = await cli(["place", "--from", "-"], state);
    expect(stdout).toContain("all stay as it is");
  });

  it("has nothing to place without deployments", async () => {
    const { stdout, stderr, exitCode } = await place("", "--from", preview([account("eastus2")]));
    expect([stdout, exitCode]).toEqual(["", 0]);
    expect(stderr).toContain("there is nothing to place");
  });

  it("prints names of a plan as text", async () => {
    const name = "x\u001b[31m\n##[error]y\u202e";
    const file = preview([
      account("eastus2"),
      one(name, "o3", "2025-04-16", "GlobalStandard"),
      one("z", "\u001b[2J", "1", "Standard"),
    ]);
    for (const format of ["text", "json", "pulumi"]) {
      const { stdout, stderr } = await place("--format", format, "--from", file);
      for (const raw of ["\u001b", "\u202e", "##[error]"]) expect(stdout + stderr).not.toContain(raw);
    }
  });
});

describe("bad input", () => {
  it.each<[string, string]>([
    ["", "place needs a MODEL, --file FILE or --from PLAN"],
    ["gpt-4o:1:2:3", '"gpt-4o:1:2:3": expected [NAME=]MODEL[:VERSION[:SKU]][@CAPACITY], as in chat=gpt-4o:'],
    [":2024-11-20", '":2024-11-20": expected [NAME=]MODEL'],
    ["=gpt-4o", '"=gpt-4o": expected a name before the ='],
    ["gpt-4o@0", '"gpt-4o@0": expected a capacity after the @: a whole number'],
    ["gpt-4o@1.5", "expected a capacity after the @"],
    ["gpt-4o:standard", '"gpt-4o:standard": expected a version, found the SKU "standard": write gpt-4o:any:standard'],
    ["gpt-4o --region eastus22", 'unknown region "eastus22" in --region; did you mean "eastus2"?'],
    ["gpt-4o --region x*", 'unknown region "x*" in --region; expected an id or a display name: eastus2'],
    ["gpt-4o --region ,", "Expected names with commas between."],
    ["gpt-4o --geography Japn", 'unknown geography "Japn" in --geography; did you mean "Japan"?'],
    ["gpt-4o --data-zone UK", 'unknown data zone "UK" in --data-zone; expected EU, US or APAC'],
    [
      "gpt-4o --processing Erde",
      'unknown place of processing "Erde" in --processing; expected EU, US, APAC or a geography',
    ],
    ["gpt-4o --prefer Europ", 'unknown region or geography "Europ" in --prefer; did you mean "Europe"?'],
    ["gpt-4o --purpose tuning", "expected inference, fine-tuning or assistants"],
    ["gpt-4o --granted gpt-image", 'did you mean "gpt-image-1"?'],
    ["gpt-4o --from plan.json", "--from places the deployments of a plan: MODEL cannot go with it"],
    ["--from plan.json --sku Standard", "--sku is for requests that name none"],
    ["--from plan.json --purpose fine-tuning", "--purpose is for requests that name none"],
    ["--from plan.json --training global", "--training is for requests that name none"],
    ["--from plan.json --stack app/prod", "--stack is for requests that name none"],
    ["gpt-4o --json --format pulumi", "--json and --format pulumi exclude each other"],
    ["gpt-4o --change version", "--change has an effect only with --from"],
    ["gpt-4o --pick 2", "--pick has an effect only with --format pulumi"],
    ["o3 --pick 3 --format pulumi", "--pick 3: there are 2 layouts to pick from"],
    ["gpt-4o --accounts 0", "Expected a whole number from 1 to 999."],
    ["gpt-4o --format yaml", "Allowed choices are text, json, pulumi"],
    ["--file nowhere.yaml", "nowhere.yaml: cannot be read: there is no such file"],
    ["--from nowhere.json", "nowhere.json: cannot be read: there is no such file"],
    ["gpt-4o --edition nowhere.json", "nowhere.json: "],
  ])("%s: %s", async (args, says) => {
    const { stdout, stderr, exitCode } = await place(args);
    expect(stderr).toContain(says);
    expect([stdout, exitCode]).toEqual(["", 2]);
  });

  it.each<[string, string]>([
    ["- model: gpt-4o\n  sku: Standard\n  regoin: eastus\n", ":3:3: [0].regoin: unknown setting;"],
    ["- model: gpt-35-turbo\n  version: 0613\n", ":2:12: [0].version: expected text, found 613"],
    ["- sku: Standard\n", ":1:3: [0]: model is missing"],
    ["- model: o3\n  capacity: 0\n", ":2:13: [0].capacity: expected 1 or more, found 0"],
    ["- model: o3\n  purpose: tuning\n", ":2:12: [0].purpose: "],
    ["- o3\n", ':1:3: [0]: expected a mapping, found "o3"'],
    ["model: o3\n", ":1:1: expected a list, found a mapping"],
    ["[]\n", ":1:1: expected at least one"],
    ["", ":1:1: expected a list, found nothing"],
    ["- model: [\n", "is not YAML"],
    [`[${'{"model":"o3"},'.repeat(1000)}{"model":"o3"}]`, ":1:1: expected 1000 requests at most"],
    ['[{"model": "o3", "count": 1e9}]', ": [0].count: expected 1000 or less"],
  ])("a file of %j: %s", async (text, says) => {
    const { stdout, stderr, exitCode } = await place("", "--file", saved(text));
    expect(stderr).toContain(says);
    expect([stdout, exitCode]).toEqual(["", 2]);
  });

  it.each([
    ["o3 --training global", "note: --training has an effect only with --purpose fine-tuning"],
    ["gpt-4o --purpose fine-tuning --training global", ""],
  ])("%s: %j", async (args, note) => {
    const { stderr } = await place(args);
    expect(stderr).toBe(note === "" ? "" : `azure-openai-guard: ${note}\n`);
  });

  it("a file may come from standard input, as JSON", async () => {
    const { stdout, exitCode } = await cli(
      ["place", "--file", "-"],
      '[{"model":"o3","sku":"any","version":"any","count":3}]',
    );
    expect(stdout).toContain("(3 deployments)");
    expect(exitCode).toBe(0);
  });

  it("help has examples and exit codes", async () => {
    const { stdout, exitCode } = await place("--help");
    expect(stdout).toMatch(/Examples:[\s\S]*Exit codes:\n {2}0 {2}a layout was found/);
    expect(exitCode).toBe(0);
  });
});
