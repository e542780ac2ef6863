/** Reports for testing the formats, and hostile texts that a plan can put into one. */
import type { Citation } from "../../../../catalog/query";
import type { FileFinding, FileResult, Report } from "../../../../cli/check/report";
import type { FindingText } from "../../../../policy/words/finding";
import { waivedLine } from "../../../../policy/words/waivers";

const WAIVER = { rule: "known-model", urn: "*", reason: "moving in May", owner: "Ann", expires: "2025-12-31" } as const;

export function urnOf(name: string, stack = "dev"): string {
  return `urn:pulumi:${stack}::shop::azure-native:cognitiveservices:Deployment::${name}`;
}

/** The text of a finding: a headline, a way out and the citations by default. */
export function text(over: Partial<FindingText> = {}): FindingText {
  return {
    headline: "gpt-4.1-nano cannot be deployed in eastus.",
    details: [],
    waysOut: [{ label: "To pass", phrases: ["region eastus2"] }],
    changes: ["region eastus2"],
    remedies: [],
    notes: [],
    citations: CITATIONS,
    ...over,
  };
}

const CITATIONS: readonly Citation[] = [
  { document: "The document", date: "2025-06-16", section: "A", table: "T", row: "R", column: "C", says: "-" },
];

/** A finding, by default mandatory and at a place of the program. */
export function finding(over: Partial<FileFinding> = {}): FileFinding {
  const { waiver, citations = CITATIONS } = over;
  return {
    rule: "model-availability",
    about: "deployment",
    level: "mandatory",
    urn: urnOf("chat"),
    stack: "shop/dev",
    asked: { model: "gpt-4.1-nano", version: "2025-04-14", sku: "GlobalStandard", region: "eastus" },
    reason: "region-not-listed",
    facts: { kind: "preview" },
    text: text({ citations, ...(waiver ? { waived: waivedLine(waiver) } : {}) }),
    citations,
    waysOut: [{ changes: [{ field: "region", values: ["eastus2"] }] }],
    notes: [],
    place: { file: "index.ts", line: 5, column: 1 },
    fingerprint: "0123456789abcdef0123456789abcdef",
    ...over,
  };
}

/** Another text of a finding: a headline, and a way out if given. */
export function saying(headline: string, wayOut?: string): Pick<FileFinding, "text" | "waysOut"> {
  const phrases = wayOut === undefined ? [] : [wayOut];
  return {
    text: text({ headline, waysOut: phrases.length === 0 ? [] : [{ label: "To pass", phrases }], changes: phrases }),
    waysOut: phrases.map((value) => ({ changes: [{ field: "unverified", value, fix: value }] })),
  };
}

/** A file of the stack shop/dev with a deployment. */
export function file(over: Partial<FileResult> = {}): FileResult {
  return {
    file: "plan.json",
    kind: "pulumi preview --json",
    stacks: ["shop/dev"],
    deployments: 1,
    findings: [],
    notes: [],
    ...over,
  };
}

export function report(over: Partial<Report> = {}): Report {
  return {
    tool: { name: "azure-openai-guard", version: "0.1.0" },
    edition: { id: "2025-06-16", document: "The document", date: "2025-06-16", hash: "0123456789abcdef" },
    asOf: "2025-07-01",
    failOn: "mandatory",
    files: [],
    general: [],
    ...over,
  };
}

export const EMPTY = report();
export const CLEAN = report({ files: [file()] });

/** A report with one of everything. */
export const EVERYTHING = report({
  settings: "azure-openai-guard.yaml",
  files: [
    file({
      stacks: ["shop/dev", "shop/prod"],
      deployments: 5,
      notes: ["1 entry is not a resource and was skipped: steps[3]"],
      findings: [
        finding(),
        finding({
          level: "advisory",
          rule: "pinned-version",
          text: text({ headline: "It upgrades by itself.", waysOut: [], changes: [], citations: [] }),
          waysOut: [],
          citations: [],
          asked: {},
          fingerprint: "1".repeat(32),
        }),
        finding({ rule: "known-model", waiver: { ...WAIVER, ticket: "OPS-7" }, fingerprint: "2".repeat(32) }),
        finding({ urn: urnOf("known", "prod"), stack: "shop/prod", inBaseline: true, fingerprint: "3".repeat(32) }),
        finding({ urn: urnOf("nowhere", "prod"), stack: "shop/prod", place: undefined, fingerprint: "4".repeat(32) }),
        finding({
          level: "advisory",
          rule: "catalog-age",
          about: "edition",
          urn: undefined,
          stack: undefined,
          place: undefined,
          text: text({ headline: "The edition is old." }),
          fingerprint: "5".repeat(32),
        }),
      ],
    }),
    file({
      file: "-",
      findings: [finding({ place: { file: "infra/index.ts", line: 9 } }), finding({ place: undefined })],
    }),
    file({
      file: "/tmp/other plan.json",
      stacks: [],
      findings: [finding({ urn: "odd", stack: undefined, place: undefined })],
    }),
    file({
      file: "./nope.json",
      kind: undefined,
      stacks: [],
      deployments: 0,
      error: "cannot be read: there is no such file",
    }),
  ],
  general: [
    finding({
      level: "advisory",
      rule: "known-model",
      about: "run",
      urn: undefined,
      stack: undefined,
      place: undefined,
      text: text({ headline: "The waiver 3 matches nothing." }),
      fingerprint: "6".repeat(32),
    }),
  ],
  baseline: {
    file: "known.json",
    gone: [
      { fingerprint: "7".repeat(32), rule: "known-model", urn: urnOf("gone"), message: "No such model." },
      { fingerprint: "8".repeat(32), rule: "a-rule-of-old", message: "It was so." },
    ],
  },
});

/** Names that could do harm in some format. */
export const HOSTILE: readonly [what: string, text: string][] = [
  ["lines", "a\nb\r\nc\u2028d\u0085e"],
  ["a command of GitHub", "::error file=x::y"],
  ["a command of GitHub behind blanks", "\u00a0 ::stop-commands::y"],
  ["a command of GitHub on a line of its own", "a\n::warning::b"],
  ["an old command of GitHub", "a ##[add-mask]b"],
  ["a command of Azure Pipelines", "##vso[task.setvariable variable=PATH]b"],
  ["a command of Azure Pipelines in a line", "a##VSO[task.complete result=Failed;]b"],
  ["percent signs", "%0A%25%AZP25%3B%%0D 100%"],
  ["the end of CDATA, twice", "a]]>b]]>c<![CDATA["],
  ["HTML", "<script>alert(1)</script><!-- & &amp; \"'"],
  ["a table", "a|b\\|c\\\\|d|"],
  ["backticks", "`a` ``b`` ```c"],
  ["a link", "[a](javascript:x) ![b](c) <http://d.example> www.e.example http://f.example"],
  ["mentions", "@octocat #123 owner/repo#4 a@b.example"],
  ["markup", "**a** _b_ ~~c~~ # d\\ $e$ - f"],
  ["braces", "{0} {{1}}"],
  ["escape sequences", "\u001b[31mred\u001b]0;title\u0007\u009b2J"],
  ["bidi overrides", "a\u202eb\u2066c\u200fd"],
  ["half a character", "a\ud800b\udc00"],
  ["NUL and its like", "a\u0000b\u0008c\u000bd\u007fe\ufffef\uffff"],
  ["commas, colons and brackets", "a,b:c;d]e=f?g&h"],
  ["other scripts", "プラン für 🦄 \u{e0041}"],
  ["slashes and dots", "../..//C:\\x/./y"],
  ["blanks", "  \t "],
  ["much", "x".repeat(5000)],
];

/** A report with some text in every place that a plan, a file name or a person can put it. */
export function hostileReport(hostile: string): Report {
  const waiver = { ...WAIVER, reason: hostile, owner: hostile, ticket: hostile };
  const place = { file: `${hostile}.ts`, line: 5, column: 1 };
  const waysOut = [{ changes: [{ field: "unverified" as const, value: hostile, fix: hostile }] }];
  const says = {
    headline: hostile,
    template: hostile,
    details: [hostile],
    waysOut: [{ label: hostile, phrases: [hostile] }],
    changes: [hostile],
    remedies: [hostile],
    notes: [hostile],
  };
  const own = { urn: urnOf(hostile, hostile), stack: `shop/${hostile}`, text: text(says), waysOut, place };
  const gone = { fingerprint: hostile, rule: hostile, urn: urnOf(hostile), message: hostile };
  return report({
    settings: hostile,
    files: [
      file({
        file: hostile,
        stacks: [`shop/${hostile}`],
        notes: [hostile],
        findings: [
          finding(own),
          finding({ ...own, level: "advisory" }),
          finding({ ...own, waiver, text: text({ ...says, waived: hostile }) }),
          finding({ ...own, inBaseline: true }),
          finding({ ...own, place: undefined }),
          finding({ ...own, urn: hostile, stack: undefined }),
        ],
      }),
      file({ file: hostile, stacks: [], error: hostile }),
    ],
    general: [finding({ ...own, urn: undefined, place: undefined })],
    baseline: { file: hostile, gone: [gone, { ...gone, urn: undefined }] },
  });
}
