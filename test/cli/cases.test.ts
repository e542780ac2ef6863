/** One line per case: arguments, standard input, exit code, standard output, standard error. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cli, fixture } from "./support";

type Case = readonly [args: string, stdin: string | Uint8Array, exit: number, stdout: RegExp, stderr: RegExp];
const NONE = /^$/;
const ANY = /[\s\S]*/;
const f = (name: string) => fixture(name);
const preview = readFileSync(f("preview.json"), "utf8");
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(preview, "utf16le")]);
const expected = /expected the output of "pulumi preview --json" or "pulumi stack export"/;

const bad = (stdin: string | Uint8Array, stderr: RegExp): Case => [
  "check -",
  stdin,
  2,
  /1 file could not be checked/,
  stderr,
];

const CASES: Record<string, readonly Case[]> = {
  usage: [
    ["--version", "", 0, /^azure-openai-guard \d+\.\d+\.\d+ \(edition 2025-06-16, sha256 [0-9a-f]{12}\)\n$/, NONE],
    ["--help", "", 0, /check.+explain.+Exit codes/s, NONE],
    ["check --help", "", 0, /Examples:/, NONE],
    ["explain --help", "", 0, /Batch:/, NONE],
    ["", "", 2, NONE, /Usage:/],
    ["chek x", "", 2, NONE, /unknown command 'chek'\n\(Did you mean check\?\)/],
    ["--bogus", "", 2, NONE, /unknown option/],
    ["check", "", 2, NONE, /missing required argument/],
    ["check - --format xml", "", 2, NONE, /Unknown format/],
    ["check - --as-of 2025-02-30", "", 2, NONE, /Expected a date/],
    ["check - --as-of today", "", 2, NONE, /Expected a date/],
    ["check - -", "", 2, NONE, /only once/],
  ],
  check: [
    [`check ${f("clean.json")}`, "", 0, /^1 file, 1 deployment: nothing to report\n$/, NONE],
    [
      `check ${f("preview.json")}`,
      "",
      1,
      /bad {2}index\.ts:5:1[\s\S]+mandatory {2}model-availability[\s\S]+1 blocked\n$/,
      NONE,
    ],
    [`check ${f("state.json")}`, "", 0, /nothing to report/, NONE],
    [`check ${f("saved-plan.json")}`, "", 1, /1 blocked/, /1 resource exists already/],
    [
      `check nope.json ${f("preview.json")} ${f("clean.json")}`,
      "",
      2,
      /3 files, 3 deployments: 1 blocked, 1 file could not/,
      /nope\.json: cannot be read: there is no such file/,
    ],
    ["check -", preview, 1, /^p\/dev {2}standard input\n/, NONE],
    ["check -", `\ufeff${preview.replaceAll("\n", "\r\n")}`, 1, /1 blocked/, NONE],
    ["check -", utf16, 1, /1 blocked/, NONE],
    ["check -", '{"version":3,"deployment":{"manifest":{}}}', 0, /no deployments: nothing/, NONE],
    ["check -", '{"version":3,"deployment":null}', 0, /no deployments: nothing/, NONE],
    ["check -", '{"steps":[],"changeSummary":{"same":3}}', 0, ANY, /leaves out 3 unchanged resources/],
    ["check -", '{"diagnostics":[{"severity":"error"}],"duration":1}', 2, /1 plan incomplete/, /ended in an error/],
    [
      "check -",
      '{"steps":[null,{"op":"create","newState":{"type":"x"}},{"op":"delete"}]}',
      0,
      ANY,
      /2 entries are not resources.+steps\[0\], steps\[1\]\.newState\n$/,
    ],
    ["check - --config nope.json", preview, 2, NONE, /nope\.json: cannot be read/],
    [`check - --config ${f("advisory.json")}`, preview, 0, /1 advice/, NONE],
    [`check - --config ${f("misspelt.json")}`, preview, 2, NONE, /did you mean "model-availability"/],
  ],
  "check, files that are not plans": [
    bad("", /is empty: expected the output/),
    bad(" \n", /found an empty file/),
    bad(
      preview.slice(0, 700),
      /line \d+, column \d+: is not JSON: expected .+, found the end of the file \(was it cut off\?\)/,
    ),
    bad('{\n "steps": [\n  {"op":"create",}\n]}', /line 3, column 18: .+expected a key in quotes, found "}"/),
    bad(`${preview}\nDone`, /nothing after the JSON value, found "Done"/),
    bad("name: x\nruntime: yaml\n", /found a project file of Pulumi: run pulumi preview --json/),
    bad('{"a":"\\x"}', /an escape sequence/),
    bad("[".repeat(100_000), /column 100001/),
    bad(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 0xff]), /is not text/),
    bad('{"sequence":1,"timestamp":2}\n{}\n', /PULUMI_ENABLE_STREAMING_JSON_PREVIEW/),
    bad("{}", /found an empty object/),
    bad("[1]", /found an array of 1/),
    bad("null", /found null/),
    bad('{"format_version":"1.0","resource_changes":[]}', expected),
    bad('{"steps":{}}', /expected "steps" to be an array/),
    bad('{"deployment":"x"}', /expected "deployment" to be an object/),
    bad('{"deployment":{"resources":{}}}', /expected "deployment.resources" to be an array/),
    bad('{"resourcePlans":[]}', /expected "resourcePlans" to be an object/),
  ],
  explain: [
    [
      "explain gpt-4o",
      "",
      0,
      /gpt-4o 2024-11-20[\s\S]+Context window: 128,000 tokens[\s\S]+Standard \(\d+ regions\) \[1\]\n[\s\S]+\nwhere it is written\n {2}\[1\] Standard \(regional\), chat completions table, column gpt-4o 2024-11-20 \(/,
      NONE,
    ],
    ["explain GPT-4O 2024-08-06 --sku Standard --json", "", 0, /"model": "gpt-4o"/, NONE],
    ["explain dall-e-2", "", 0, /no version[\s\S]+No regions/, NONE],
    ["explain gpt4o", "", 1, /Did you mean gpt-4o\?/, NONE],
    ["explain gpt-4o 2099", "", 1, /it names 2024-11-20/, NONE],
    ["explain gpt-4o --sku GlobalStandart", "", 1, /Did you mean GlobalStandard/, NONE],
    [
      "explain gpt-4.1-nano 2025-04-14 --sku GlobalStandard --region eastus",
      "",
      1,
      /: unavailable\n.+\(region-not-listed\)[\s\S]+Would pass: region eastus2[\s\S]+Document: /,
      NONE,
    ],
    ["explain gpt-4o-mini 2024-07-18 --region eastus", "", 0, /Standard: available: /, NONE],
    ["explain gpt-image-1 2025-04-15 --sku GlobalStandard --region westus3", "", 0, /: restricted\n/, NONE],
    [
      "explain gpt-image-1 2025-04-15 --sku GlobalStandard --region westus3 --granted gpt-image-1",
      "",
      0,
      /: available\n/,
      NONE,
    ],
    ["explain whisper --region eastus --json", "", 0, /"status": "undocumented"/, NONE],
    ["explain gpt-4o --region eastus --granted gpt-image", "", 2, NONE, /did you mean "gpt-image-1"/],
    [
      "explain gpt-4o --region eastus --purpose finetuning",
      "",
      2,
      NONE,
      /unknown purpose "finetuning"; did you mean "fine-tuning"/,
    ],
    [
      "explain gpt-4o --region eastus --training x",
      "",
      2,
      NONE,
      /unknown training "x"; expected standard, data-zone, global or developer/,
    ],
    ["explain gpt-4o --region eastus --training global", "", 0, ANY, /has an effect only with --purpose fine-tuning/],
    ["explain", "", 2, NONE, /needs a MODEL/],
    ["explain gpt-4o --batch -", "", 2, NONE, /not a MODEL as well/],
    ["explain --batch - --region eastus", "", 2, NONE, /--region cannot go with it/],
    ["explain --batch nope.jsonl", "", 2, NONE, /nope\.jsonl: cannot be read: there is no such file/],
    [`explain --batch ${__dirname}`, "", 2, NONE, /it is a directory/],
  ],
};

for (const [group, cases] of Object.entries(CASES)) {
  describe(group, () => {
    it.each(cases.map((c, n) => [`${n + 1}: ${c[0].replaceAll(__dirname, "")}`, c] as const))(
      "%s",
      async (_, [args, stdin, exit, out, err]) => {
        const { exitCode, stdout, stderr } = await cli(args.split(" ").filter(Boolean), stdin);
        expect(stderr).toMatch(err);
        expect(stdout).toMatch(out);
        expect(exitCode).toBe(exit);
      },
    );
  });
}
