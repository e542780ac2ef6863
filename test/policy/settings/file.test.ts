/** Settings files of every kind: all errors are reported at once, with line and column. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSettings, SettingsError } from "../../../policy/settings";
import { readSettings } from "../../../policy/settings/file";

const read = (text: string | Uint8Array) =>
  readSettings("guard.yaml", typeof text === "string" ? Buffer.from(text) : text);

/** The lines of the error, without the name of the file. */
function problems(text: string | Uint8Array): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map((p) => p.replace(/^guard\.yaml:( )?/, ""));
  }
}

const WAIVER = "{rule: known-model, urn: '*::x', reason: r, owner: o, expires: 2026-01-31}";
const lines = (count: number, line: (i: number) => string) =>
  `${Array.from({ length: count }, (_, i) => line(i)).join("\n")}\n`;
const ALIASES = "1:1: holds more aliases than settings can need (a YAML bomb?): write them out";
const ENTRIES = "1:1: has more than 20,000 entries, which no settings need";
const bomb = `a: &a [${"x,".repeat(9)}]\n${[..."bcdefghi"]
  .map((c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)},`.repeat(9)}]\n`)
  .join("")}`;

describe("is read:", () => {
  it.each<[string, string | Uint8Array, Record<string, unknown>]>([
    ["YAML", "all: advisory\nknown-model: mandatory\n", { level: "mandatory" }],
    ["JSON", '{"all": "advisory", "known-model": {"enforcementLevel": "mandatory"}}', { level: "mandatory" }],
    ["JSON with tabs", '{\n\t"known-model":\t"advisory"\n}', { level: "advisory" }],
    [
      "a byte order mark and Windows line ends",
      "\ufeffall: advisory\r\nknown-model: disabled\r\n",
      { level: "disabled" },
    ],
    ["UTF-16", Buffer.from("\ufeffknown-model: disabled\n", "utf16le"), { level: "disabled" }],
    ["all", "all: disabled", { level: "disabled", isLevelGiven: true, repairs: false }],
    ["all as Pulumi writes it", '{"all": {"enforcementLevel": "disabled"}}', { level: "disabled" }],
    ["remediate, which what is left makes mandatory", "known-model: remediate", { level: "mandatory", repairs: true }],
    ["an empty file", "", { level: "mandatory", isLevelGiven: false }],
    ["comments alone", "# nothing\n", { level: "mandatory", isLevelGiven: false }],
    ["an anchor and its alias", "all: &l advisory\nknown-model: *l\n", { level: "advisory" }],
  ])("%s", (_, text, expected) => {
    expect(read(text).settings.rules.get("known-model")).toMatchObject(expected);
  });

  it("distinguishes an empty file from one without a rule", () => {
    expect([read("").isEmpty, read("# x").isEmpty, read("all: advisory").isEmpty, read("{}").isEmpty]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("accounts, granted and waivers, at the top and in a rule", () => {
    const { settings } = read(
      `accounts: {A: {region: eastus}}
granted: [gpt-image-1]
waivers:
- ${WAIVER}
limited-access: {granted: [computer-use-preview, gpt-image-1]}
known-model: {accounts: {b: {region: East US 2}}, waivers: [${WAIVER}]}
`,
    );
    expect([...settings.accounts]).toEqual([
      ["a", { region: "eastus" }],
      ["b", { region: "East US 2" }],
    ]);
    expect(settings.granted).toEqual(["gpt-image-1", "computer-use-preview"]);
    expect(settings.waivers.map((w) => w.expires)).toEqual(["2026-01-31", "2026-01-31"]);
  });
});

describe("is refused:", () => {
  it.each<[string, string | Uint8Array, string[]]>([
    [
      "a misspelt rule",
      "model-availabilty: advisory\n",
      ['1:1: model-availabilty: unknown rule or setting; did you mean "model-availability"?'],
    ],
    [
      "a misspelt key at the top",
      "all: advisory\nacounts: {}\n",
      ['2:1: acounts: unknown rule or setting; did you mean "accounts"?'],
    ],
    [
      "a misspelt setting",
      "catalog-age:\n  maxAgeDay: 9\n",
      ['2:3: catalog-age.maxAgeDay: unknown setting; did you mean "maxAgeDays"?'],
    ],
    [
      "a misspelt key of an account",
      "accounts:\n  a:\n    region: eastus\n    knd: x\n",
      ['4:5: accounts.a.knd: unknown setting; did you mean "kind"?'],
    ],
    [
      "a misspelt level",
      "known-model: advisry",
      ['1:14: known-model: "advisry" is not known; did you mean "advisory"?'],
    ],
    ["an invalid level", "known-model: warn", ['1:14: known-model: "warn" is not known; write advisory']],
    [
      "a level in the object",
      "known-model: {enforcementLevel: 1}",
      ["1:33: known-model.enforcementLevel: expected advisory, mandatory, remediate or disabled, found 1"],
    ],
    [
      "a rule without a value",
      "known-model:\n",
      ["1:13: known-model: expected a level or a mapping of settings, found nothing"],
    ],
    ["a number for all", "all: 7", ["1:6: all: expected a level or a mapping of settings, found 7"]],
    ["a list", "- a\n", ["1:1: expected a mapping, found a list"]],
    ["plain words", "hello", ['1:1: expected a mapping, found "hello"']],
    ["a wrong type", "catalog-age: {maxAgeDays: '9'}", ['1:27: catalog-age.maxAgeDays: expected a number, found "9"']],
    [
      "half a day",
      "catalog-age: {maxAgeDays: 1.5}",
      ["1:27: catalog-age.maxAgeDays: expected a whole number, found 1.5"],
    ],
    ["no days", "catalog-age: {maxAgeDays: 0}", ["1:27: catalog-age.maxAgeDays: expected 1 or more, found 0"]],
    [
      "an unknown region",
      "accounts: {a: {region: estus}}",
      ['1:24: accounts.a.region: expected an Azure region, found "estus"; did you mean "eastus"?'],
    ],
    ["an account without a region", "accounts: {a: {kind: OpenAI}}", ["1:15: accounts.a: region is missing"]],
    ["accounts as a list", "accounts: []", ["1:11: accounts: expected a mapping, found a list"]],
    [
      "an odd purpose",
      "accounts: {a: {region: eastus, purpose: training}}",
      [
        '1:41: accounts.a.purpose: expected inference, fine-tuning, assistants, or several separated by a space, found "training"',
      ],
    ],
    ["a grant of nothing", "granted:\n- ''\n", ["2:3: granted[0]: expected an id, found none"]],
    [
      "a file that names another",
      "known-model: {settingsFile: /x.yaml}",
      ["1:29: known-model.settingsFile: counts only in the configuration of the policy pack: give the file itself"],
    ],
    [
      "a waiver of which everything is missing",
      "waivers:\n- {}\n",
      [
        "2:3: waivers[0]: rule is missing",
        "2:3: waivers[0]: reason is missing",
        "2:3: waivers[0]: owner is missing",
        "2:3: waivers[0]: expires is missing",
        "2:3: waivers[0]: expected a pattern of what it covers: urn, stack or both",
      ],
    ],
    [
      "a blank reason",
      `waivers:\n- ${WAIVER.replace("reason: r", "reason: ' '")}\n`,
      ["2:44: waivers[0].reason: expected some text, found none"],
    ],
    [
      "an impossible date",
      `waivers:\n- ${WAIVER.replace("01-31", "02-30")}\n`,
      ['2:66: waivers[0].expires: expected a date, YYYY-MM-DD, found "2026-02-30"'],
    ],
    [
      "a date with a time",
      `waivers:\n- ${WAIVER.replace("01-31", "01-31T00:00:00Z")}\n`,
      ['2:66: waivers[0].expires: expected a date, YYYY-MM-DD, found "2026-01-31T00:00:00Z"'],
    ],
    [
      "a waiver of an unknown rule",
      `waivers:\n- ${WAIVER.replace("known-model", "known-modle")}\n`,
      ['2:10: waivers[0].rule: "known-modle" is not known; did you mean "known-model"?'],
    ],
    [
      "a waiver of an unused waiver",
      `waivers:\n- ${WAIVER.replace("known-model", "unused-waiver")}\n`,
      [expect.stringContaining('2:10: waivers[0].rule: "unused-waiver" is not known; expected')],
    ],
    [
      "a pattern that no URN can match",
      `waivers:\n- ${WAIVER.replace("*::x", "chat")}\n`,
      [expect.stringContaining("waivers[0].urn: no URN can match")],
    ],
    [
      "a stack with its organisation",
      `waivers:\n- ${WAIVER.replace("urn: '*::x'", "stack: a/b/c")}\n`,
      [expect.stringContaining("waivers[0].stack: no stack can match")],
    ],
    ["waivers without a value", "waivers:\n", ["1:9: waivers: expected a list, found nothing"]],
    ["a waiver that is none", "waivers: [x]", ['1:11: waivers[0]: expected a mapping, found "x"']],
    [
      "several things at once, all of them",
      "all: loud\nknown-modle: advisory\ncatalog-age: {maxAgeDays: x}\n",
      [
        '1:6: all: "loud" is not known; expected advisory, mandatory, remediate or disabled',
        '2:1: known-modle: unknown rule or setting; did you mean "known-model"?',
        '3:27: catalog-age.maxAgeDays: expected a number, found "x"',
      ],
    ],
    ["broken JSON", '{"all":', ["1:8: is not YAML: Flow map must end with a }"]],
    ["a key twice", "all: advisory\nall: mandatory\n", ["2:1: this key is given twice"]],
    ["two documents", "all: advisory\n---\nall: mandatory\n", ["2:1: expected one YAML document, found a second one"]],
    [
      "a tag",
      "all: !secret advisory\n",
      [expect.stringMatching(/^1:6: Unresolved tag: !secret: settings need no tags$/)],
    ],
    ["a JavaScript tag", 'all: !!js/function "x"\n', [expect.stringContaining("settings need no tags")]],
    [
      "a date of YAML 1.1",
      "%YAML 1.1\n---\nall: !!timestamp 2020-01-01\n",
      [expect.stringContaining("settings need no tags")],
    ],
    [
      "a merge key",
      "accounts:\n  a: &a {region: eastus}\n  b:\n    <<: *a\n",
      ["4:5: merge keys are not read: write the settings out"],
    ],
    [
      "an alias of nothing",
      "all: *x\n",
      ["1:6: nothing is named &x before this; put a pattern that begins with * in quotes"],
    ],
    [
      "a pattern that YAML takes for an alias",
      "waivers:\n- urn: *:Deployment::titles\n",
      ['2:8: "*:Deployment::titles" is an alias in YAML: put a pattern that begins with * in quotes'],
    ],
    [
      "an unknown kind of account",
      "accounts: {a: {region: eastus, kind: OpenAi}}",
      ['1:38: accounts.a.kind: "OpenAi" is not known; did you mean "OpenAI"?'],
    ],
    [
      "a misspelt key, once",
      "placement: {limits: [{name: n, regions: {alowed: [eastus]}}]}",
      ['1:42: placement.limits[0].regions.alowed: unknown setting; did you mean "allowed"?'],
    ],
    [
      "an empty list",
      "placement: {limits: [{name: n, regions: {allowed: []}}]}",
      ["1:51: placement.limits[0].regions.allowed: expected at least one, found none"],
    ],
    [
      "too many days",
      "catalog-age: {maxAgeDays: 1e300}",
      [expect.stringMatching(/maxAgeDays: expected .* found 1e\+300$/)],
    ],
    ["a part of itself", "accounts: &a {x: *a}\n", ["1:18: is a part of itself"]],
    ["a key that is a list", "? [a]\n: advisory\n", ["1:3: expected a plain key"]],
    ...(
      [
        ["200,000 aliases", `a: &a [1]\nb: [${"*a,".repeat(200_000)}]\n`, ALIASES],
        ["2,000 aliases", `a: &a 1\n${lines(2000, (i) => `b${i}: *a`)}`, ALIASES],
        ["4,000,000 brackets", "[".repeat(4_000_000), "1:1: is nested more than 64 levels deep"],
        ["100,000 keys", lines(100_000, (i) => `k${i}: 1`), ENTRIES],
        ["300,000 colons", ": ".repeat(300_000), ENTRIES],
        ["200,000 anchors", `a: [${"&a 1,".repeat(200_000)}]`, ENTRIES],
        ["500,000 documents", "---\n".repeat(500_000), ENTRIES],
        ["1,500,000 comments", "#\n".repeat(1_500_000), "1:1: has more than 100,000 lines, which no settings need"],
      ] as [string, string, string][]
    ).map(([name, text, message]): [string, string, string[]] => [name, text, [message]]),
    ["a YAML bomb", bomb, ["1:1: holds more aliases than settings can need (a YAML bomb?): write them out"]],
    ["a thousand brackets", "[".repeat(1000), ["1:1: is nested more than 64 levels deep"]],
    ["a hundred thousand of them", "- ".repeat(100_000), [ENTRIES]],
    ["binary", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 0xff]), ["is not text: expected YAML or JSON in UTF-8"]],
    ["a zero byte", "all: advisory\0", ["is not text: expected YAML or JSON in UTF-8"]],
    ["five megabytes", Buffer.alloc(5 << 20, "#"), ["is larger than any settings file (4 MB)"]],
    [
      "the name of every object's prototype",
      '{"__proto__": {"a": 1}}',
      [expect.stringContaining("1:2: __proto__: unknown rule")],
    ],
    [
      "what a terminal acts on",
      '"a\\e[31mb": advisory',
      [expect.stringMatching(/^1:1: a\\u\{1b\}\[31mb: unknown rule or setting; expected/)],
    ],
  ])("%s", (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it("names the first ten of many problems of the text, and counts the rest", () => {
    const found = problems("@a: 1\n".repeat(30));
    expect(found).toHaveLength(11);
    expect(found.at(-1)).toMatch(/and \d+ more of this kind$/);
  });
});

describe("any file gives settings or a list of problems:", () => {
  const word = fc.constantFrom(
    ..."all known-model waivers accounts granted limited-access rule urn expires enforcementLevel advisory".split(" "),
    ..."& * &a *a ! !!map <<: ? : - | > ' \" # % @ [ ] { } , --- ... \n \t ~ null 2026-01-31 __proto__".split(" "),
    "\n",
    "\n  ",
    ": ",
  );
  const given = fc.dictionary(
    fc.constantFrom("all", "known-model", "limited-access", "accounts", "granted", "waivers", "x"),
    fc.jsonValue({ maxDepth: 3 }),
  );
  it.each([
    ["words of YAML", fc.array(word, { maxLength: 40 }).map((words) => words.join(""))],
    ["any text", fc.string({ unit: "binary", maxLength: 100 })],
    ["any JSON", given.map((value) => JSON.stringify(value))],
  ])("%s", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const problem of problems(text)) expect(problem).toMatch(/^(\d+:\d+: .|is not text)[^\n\p{Cc}]*$/u);
      }),
      { numRuns: 500 },
    );
  });
});

it("the library gives the same errors without places", () => {
  expect(() => parseSettings({ "model-availabilty": "advisory" })).toThrow(
    /^model-availabilty: unknown rule or setting; did you mean "model-availability"\?$/,
  );
  expect(() => parseSettings({ granted: ["gpt-image-2"] })).toThrow(
    /^granted\[0\]: "gpt-image-2" is not known; did you mean "gpt-image-1"\?$/,
  );
  expect(() => parseSettings([])).toThrow(/^expected a mapping, found a list$/);
  expect(() => parseSettings(null)).toThrow(/^expected a mapping, found nothing$/);
});

it("names the first hundred problems of a file that has thousands, and counts the rest", () => {
  const found = problems(lines(5000, (i) => `k${i}: 1`));
  expect([found.length, found[0]?.slice(0, 8), found.at(-1)]).toEqual([101, "1:1: k0:", "and 4900 more"]);
});

it("reads an alias as the last value before it with its name", () => {
  const text = "all: &l advisory\nknown-model: *l\npinned-version: &l disabled\nplacement: *l\n";
  const { rules } = read(text).settings;
  expect(["known-model", "placement"].map((name) => rules.get(name as "placement")?.level)).toEqual([
    "advisory",
    "disabled",
  ]);
});
