/** `explain-error`: logs of tools, forms of input, exit codes; and nothing else of a log is shown. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import { ERROR_KINDS, KIND_OF_CODE, WORDINGS, type Wording } from "../../../policy/errors/wordings";
import { nested } from "../../policy/errors/messages";
import { cli, fixture } from "../support";

const log = (name: string) => fixture(join("logs", name));
const LOGS = readdirSync(fixture("logs"));
const REFUSED =
  "The specified SKU 'GlobalStandard' for model 'gpt-4.1-nano 2025-04-14' is not supported in this region 'eastus'.";

/** Errors of a run with --json. */
async function json(args: readonly string[], stdin: string | Uint8Array = "") {
  const { stdout, stderr, exitCode } = await cli(["explain-error", ...args, "--json"], stdin);
  return { exitCode, stderr, ...JSON.parse(stdout) };
}

describe("logs", () => {
  it.each<[string, readonly (readonly [line: number, times: number, kind: string, asked: string, blame: string])[]]>([
    [
      "terraform.txt",
      [
        [5, 1, "sku-not-for-model", "gpt-4.1 2025-04-14 Standard", "sku"],
        [13, 1, "quota", "text-embedding-ada-002", "quota"],
      ],
    ],
    [
      "azd.txt",
      [
        [11, 1, "sku-not-in-region", "gpt-4.1-nano 2025-04-14 GlobalStandard eastus", "region"],
        [12, 1, "deprecated", "gpt-35-turbo 0613 eastus", "version"],
      ],
    ],
    [
      "bicep.json",
      [
        [1, 1, "model-not-supported", "gpt-35-turbo 2024-05-13", "version"],
        [1, 1, "no-model-access", "gpt-image-1 2025-04-15", "access"],
      ],
    ],
    ["pulumi.txt", [[5, 2, "scale-type", "gpt-4o 2024-05-13 Standard", "region"]]],
    [
      "github.txt",
      [
        [4, 2, "capacity-range", "", "capacity"],
        [7, 1, "deprecating", "gpt-4o-mini 2024-07-18", "version"],
      ],
    ],
  ])("%s", async (name, expected) => {
    const { errors, exitCode } = await json([log(name)]);
    const rows = errors.map((e: Record<string, string>) => [
      e.line,
      e.times,
      e.kind,
      [e.model, e.version, e.sku, e.region].filter(Boolean).join(" "),
      e.blame,
    ]);
    expect([exitCode, rows.sort()]).toEqual([0, [...expected].sort()]);
  });

  it("has a test above for each", () => {
    expect([...LOGS].sort()).toEqual(["azd.txt", "bicep.json", "github.txt", "pulumi.txt", "terraform.txt"]);
  });

  it.each(LOGS)("shows only names, codes and lines of %s", async (name) => {
    expect(readFileSync(log(name), "utf8")).toContain("topsecret");
    for (const args of [[], ["--json"]]) {
      const { stdout, stderr } = await cli(["explain-error", log(name), ...args]);
      expect(stdout + stderr.replaceAll(log(name), "")).not.toMatch(/topsecret|5ec7e700/);
    }
  });

  it("names file and line of each error", async () => {
    const { stdout } = await cli(["explain-error", log("azd.txt"), log("pulumi.txt")]);
    expect(stdout).toMatch(/azd\.txt, line 11: .+pulumi\.txt, line 5 \(2 times\): /s);
  });
});

type Reported = readonly [
  file: string,
  args: readonly string[],
  code: string,
  blame: string,
  line: number,
  says: RegExp,
];
it.each<Reported>([
  ["flag-restore", [], "FlagMustBeSetForRestore", "account", 5, /was deleted.+restore: true.+account purge/s],
  ["colon", [], "FlagMustBeSetForRestore", "account", 1, /was deleted/],
  [
    "state-accepted",
    [],
    "AccountProvisioningStateInvalid",
    "order",
    2,
    /not ready.+dependsOn: \[account, deployment\]/s,
  ],
  ["not-in-current-region", [], "DeploymentModelNotSupported", "region", 1, /does not name: .+with --region REGION/s],
  [
    "not-in-current-region",
    ["--region", "italynorth"],
    "DeploymentModelNotSupported",
    "region",
    1,
    /in italynorth.+To blame: the region: by Azure/s,
  ],
  ["already-exists-elsewhere", [], "InvalidResourceLocation", "region", 2, /of this name in westus.+another name/s],
  ["capacity-negative", [], "InvalidCapacity", "capacity", 2, /-1780 is below the minimum of 1.+capacity 1/s],
  ["gpt4-32k-no-version", [], "DeploymentModelNotSupported", "version", 1, /default version .+Pin a version/s],
  ["azd-conflict", [], "RequestConflict", "order", 2, /one deployment of an account at a time.+dependsOn: \[first\]/s],
  ["az-paren", [], "RequestConflict", "order", 1, /one deployment of an account at a time/],
  ["aspire", [], "InvalidModelProviderData", "settings", 1, /Anthropic's models.+modelProviderData/s],
])("the reported error %s with %j is explained", async (file, args, code, blame, line, says) => {
  const path = fixture(`errors/${file}.txt`);
  const { errors, otherCodes, exitCode } = await json([path, ...args]);
  expect([exitCode, otherCodes]).toEqual([0, []]);
  expect(errors).toMatchObject([{ code, blame, line }]);
  const { stdout } = await cli(["explain-error", path, ...args]);
  expect(stdout.replace(/\n {2,4}/g, " ")).toMatch(says);
  expect(stdout).not.toMatch(/does not know of it yet/);
});

it.each([
  ["RequestConflict", `{ dependsOn: [first] } in TypeScript, and in YAML options: { dependsOn: ["$\{first}"] }`],
  [
    "AccountProvisioningStateInvalid",
    `{ dependsOn: [account, deployment] } in TypeScript, and in YAML options: { dependsOn: ["$\{account}", "$\{deployment}"] }`,
  ],
  ["FlagMustBeSetForRestore", "properties: { restore: true }, in TypeScript and in YAML alike"],
  ["CustomDomainInUse", 'in TypeScript and in YAML alike: properties: { customSubDomainName: "NAME" }'],
  [
    "InvalidResourceLocation",
    "in TypeScript the resource option { deleteBeforeReplace: true }; in YAML options: { deleteBeforeReplace: true }",
  ],
])("%s: what to write in Pulumi, in TypeScript and in YAML", async (code, how) => {
  const { stdout } = await cli(["explain-error"], `${code}: something`);
  expect(stdout.replace(/\n {2,4}/g, " ")).toContain(how);
});

it("has every reported error above", () => {
  expect(readdirSync(fixture("errors"))).toHaveLength(10);
});

it.each([
  ["CustomDomainInUse", "account", /customSubDomainName is taken/],
  [
    "RequestDisallowedByPolicy: Resource 'a' was disallowed by policy. 'Allowed locations'",
    "region",
    /a policy of your/,
  ],
  ["RequestDisallowedByPolicy: Resource 'a' was disallowed by policy. 'Require tags'", "policy", /^A policy: /],
  ["RequestDisallowedByAzure", "region", /only some regions/],
])("%s", async (text, blame, why) => {
  const { errors } = await json(["-"], text);
  expect(errors).toMatchObject([{ blame, why: expect.stringMatching(why) }]);
});

it("escapes finished lines: no line break can put a command at the start of one", async () => {
  const filler = "x".repeat(40);
  const model = `a ::error::pwned ##vso[task.complete] ${filler}`;
  for (let shift = 0; shift < 60; shift += 1) {
    const sku = `${"y".repeat(shift)} ::error::b`;
    const text = `The specified SKU '${sku}' for model '${model}' is not supported in this region 'eastus ::error::c'.`;
    for (const columns of [40, 80, 110]) {
      const { stdout } = await cli(["explain-error", "-"], text, { columns });
      expect(stdout).toMatch(/InvalidResourceProperties/);
      expect(stdout).not.toMatch(/^\s*::|##(?:vso)?\[/m);
    }
  }
});

it("reads logs of up to 64 MB, and refuses larger ones", async () => {
  const log = Buffer.alloc(
    64 * 1024 * 1024 - REFUSED.length - 1,
    "a line of a long log of eighty characters, which no message is in, at all......\n",
  );
  const whole = await json(["-"], Buffer.concat([log, Buffer.from(`\n${REFUSED}`)]));
  expect([whole.exitCode, whole.errors.length]).toEqual([0, 1]);
  const { exitCode, stdout, stderr } = await cli(["explain-error", "-"], Buffer.concat([log, Buffer.alloc(200, "x")]));
  expect([exitCode, stdout, stderr]).toEqual([
    2,
    "",
    expect.stringMatching(/^azure-openai-guard: standard input: is larger than 64 MB: give the part/),
  ]);
});

describe("a text", () => {
  it.each<[string, readonly string[], string | Uint8Array]>([
    ["as argument", [REFUSED], ""],
    [
      "as argument, as a shell leaves it that takes the inner quotes",
      REFUSED.split(/(?<=gpt-4\.1-nano) /).map((a) => a.replaceAll("'", "")),
      "",
    ],
    ["on standard input", [], REFUSED],
    ["on standard input, by its name", ["-"], REFUSED],
    ["in UTF-16", [], Buffer.from(`\ufeff${REFUSED}`, "utf16le")],
    ["in UTF-8 with a mark", [], `\ufeff${REFUSED}`],
    ["compressed", [], gzipSync(REFUSED)],
    ["deep in JSON", [], nested(REFUSED, 4)],
    ["among bytes that are no text", [], Buffer.concat([Buffer.from([0xc3, 0x28, 0xff, 0x0a]), Buffer.from(REFUSED)])],
  ])("%s", async (_, args, stdin) => {
    const { errors, exitCode } = await json(args, stdin);
    expect(exitCode).toBe(0);
    expect(errors).toMatchObject([
      { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus", blame: "region" },
    ]);
  });
});

type Case = readonly [args: readonly string[], stdin: string, exit: number, stdout: RegExp, stderr: RegExp];
const NONE = /^$/;
it.each<Case>([
  [
    [REFUSED],
    "",
    0,
    /^line 1: InvalidResourceProperties: gpt-4\.1-nano 2025-04-14 as GlobalStandard in eastus\n {2}To blame: the region: [\s\S]+\n {2}Would pass: region eastus2, [\s\S]+Document: "[\s\S]+: -\n\n1 error explained by edition 2025-06-16\n$/,
    NONE,
  ],
  [
    ["nothing of interest"],
    "",
    1,
    /^no Azure OpenAI error recognised\n {2}Looked for [\s\S]+no file has this name/,
    NONE,
  ],
  [["-"], "", 1, /^standard input: no Azure OpenAI error recognised\n/, NONE],
  [
    ["-"],
    '{"code":"SomethingNew"} CognitiveServices topsecret',
    1,
    /line 1: SomethingNew, without a message that is known\n$/,
    NONE,
  ],
  [["-"], `${REFUSED}\n{"code":"SomethingNew"} CognitiveServices`, 0, /Also named:\n {2}line 2: SomethingNew/, NONE],
  [
    ["-"],
    Array.from({ length: 300 }, (_, i) => REFUSED.replace("nano", `x${i}`)).join("\n"),
    0,
    /\n200 errors explained by edition 2025-06-16; 100 more are not, there are too many\n$/,
    NONE,
  ],
  [
    ["-"],
    "Location: East US\nThe deployment sku name 'S0' is invalid.",
    0,
    /^line 2: InvalidResourceProperties: as S0\n/,
    NONE,
  ],
  [["deploy.lgo"], "", 2, NONE, /"deploy\.lgo": there is no such file; .+in quotes/],
  [[REFUSED, "deploy.lgo"], "", 2, NONE, /there is no such file/],
  [[__dirname, REFUSED], "", 2, /1 error explained/, /it is a directory/],
  [["-"], "\u0000\u0001", 2, NONE, /standard input: is not text: expected a log/],
  [["-", "-"], REFUSED, 2, NONE, /only once/],
  [["-", "--region", "eastuss"], REFUSED, 2, NONE, /unknown region "eastuss" in --region; did you mean "eastus"/],
  [["-", "--region", "atlantis"], REFUSED, 2, NONE, /unknown region "atlantis"/],
  [["-", "--granted", "gpt-image"], REFUSED, 2, NONE, /did you mean "gpt-image-1"/],
  [["-", "--as-of", "soon"], REFUSED, 2, NONE, /Expected a date/],
  [["-", "--edition", "nope.json"], REFUSED, 2, NONE, /nope\.json/],
  [["-", "--color"], REFUSED, 0, /\[31mTo blame:/, NONE],
  [["--help"], "", 0, /Exit codes:/, NONE],
  [
    ["-", "--region", "East US 2"],
    "The model 'Format:OpenAI,Name:gpt-4.1-nano,Version:2025-04-14' of account deployment is not supported.",
    0,
    /in eastus2 \(from --region\)/,
    NONE,
  ],
  [
    ["-"],
    "Location: East US\nThe model 'Format:OpenAI,Name:gpt-4.1-nano,Version:2025-04-14' of account deployment is not supported.",
    0,
    /in eastus \(the one location that the text names, line 1\)/,
    NONE,
  ],
  [
    ["-"],
    "The specified SKU 'A' for model 'gpt-4o\u202e\u0001 1##[error]x' is not supported in this region 'eastus'.",
    0,
    /gpt-4o\\u\{1\} 1\\u\{23\}#\[error\]x as A/,
    NONE,
  ],
])("%j, %j exits with %i", async (args, stdin, exit, out, err) => {
  const { exitCode, stdout, stderr } = await cli(["explain-error", ...args], stdin);
  expect(stderr).toMatch(err);
  expect(stdout).toMatch(out);
  expect(exitCode).toBe(exit);
});

it("does not wait for typing: without an input it is a usage error", async () => {
  const { exitCode, stderr } = await cli(["explain-error"], "", { isInputTerminal: true });
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/needs a FILE, a message in quotes/)]);
});

it("has the same keys in JSON for every error", async () => {
  const { version, edition, asOf, errors, otherCodes } = await json(["-"], REFUSED);
  expect([version, edition, asOf, otherCodes]).toEqual([
    1,
    { id: "2025-06-16", date: "2025-06-16", hash: defaultEdition().data.hash },
    "2025-07-01",
    [],
  ]);
  expect(Object.keys(errors[0]).sort()).toEqual([
    "blame",
    "certain",
    "citations",
    "code",
    "didYouMean",
    "file",
    "kind",
    "line",
    "model",
    "notes",
    "reason",
    "region",
    "regionFrom",
    "sku",
    "status",
    "times",
    "version",
    "waysOut",
    "waysOutUntested",
    "why",
  ]);
});

describe("docs/errors.md", () => {
  const page = readFileSync(join(__dirname, "../../../docs/errors.md"), "utf8");

  it("lists exactly the recognised messages", () => {
    const rows = [...page.matchAll(/^\| `([\w-]+)` +\| (\w+) +\| (.+?) +\| (.+?) +\|$/gm)].map((m) => m.slice(1, 5));
    const expected = ERROR_KINDS.map((kind) => {
      const { code, texts, means } = WORDINGS[kind];
      // The first wording says most; a table cell cannot contain a pipe, and no wording has one.
      return [kind, code, texts[0], means];
    });
    expect(rows).toEqual(expected);
  });

  it.each(["part", "all"] as const)("lists the codes that say %s, and no other", (says) => {
    const [, list = ""] = new RegExp(`<!-- codes: ${says} -->\n([\\s\\S]+?)\n\n`).exec(page) ?? [];
    const expected = [...KIND_OF_CODE].filter(([, kind]) => (WORDINGS[kind] as Wording).codeSays === says);
    expect([...list.matchAll(/`([A-Z]\w+)`/g)].map((m) => m[1])).toEqual(expected.map(([code]) => code));
  });
});
