import { describe, expect, it } from "vitest";
import type { Report } from "../../../../cli/check/report";
import { reportJunit } from "../../../../cli/check/reporters/junit";
import { cli } from "../../support";
import { CLEAN, EMPTY, EVERYTHING, file, finding, HOSTILE, hostileReport, report } from "./reports";
import { type Element, parseXml } from "./valid";

const parse = (of: Report) => parseXml(reportJunit(of));
const outcome = ({ children }: Element) => children.map((c) => c.name).filter((n) => n !== "system-out")[0] ?? "passed";
const outcomes = (of: Report) =>
  parse(of).children.map((suite) => [
    suite.attributes.name,
    ...suite.children.map((c) => `${c.attributes.name}: ${outcome(c)}`),
  ]);

describe("junit", () => {
  it.each([
    ["nothing", EMPTY, "the whole run"],
    ["a clean run", CLEAN, "shop/dev (plan.json)"],
  ])("%s is one case that passes", (_, of, suite) => {
    expect(outcomes(of)).toEqual([[suite, "nothing to report: passed"]]);
  });

  it("has a suite per stack and file, and a case per finding", () => {
    expect(outcomes(EVERYTHING)).toEqual([
      [
        "shop/dev (plan.json)",
        "model-availability: chat: failure",
        "pinned-version: chat: passed",
        "known-model: chat: skipped",
        "catalog-age: the whole stack: passed",
      ],
      ["shop/prod (plan.json)", "model-availability: known: skipped", "model-availability: nowhere: failure"],
      ["shop/dev (standard input)", "model-availability: chat: failure", "model-availability: chat (2): failure"],
      ["/tmp/other plan.json", "model-availability: odd: failure"],
      ["./nope.json", "can be checked: error"],
      ["the whole run", "known-model: the whole stack: passed"],
      ["baseline known.json", "2 findings no longer found: passed"],
    ]);
    expect(parse(EVERYTHING).attributes).toMatchObject({ tests: "12", failures: "5", errors: "1", skipped: "2" });
  });

  it.each([
    ["mandatory", "failure", "passed"],
    ["advisory", "failure", "failure"],
    ["none", "passed", "passed"],
  ] as const)("fails what --fail-on %s fails", (failOn, mandatory, advisory) => {
    const findings = [finding(), finding({ level: "advisory" })];
    const [suite] = parse(report({ failOn, files: [file({ findings })] })).children;
    expect(suite?.children.map(outcome)).toEqual([mandatory, advisory]);
  });

  it("says what is wrong, with which resource, and where", () => {
    const [failure] = parse(EVERYTHING).children[0]?.children[0]?.children ?? [];
    expect(failure?.attributes).toEqual({ message: "gpt-4.1-nano cannot be deployed in eastus.", type: "mandatory" });
    expect(failure?.text).toMatch(
      /\nTo pass: region eastus2\.\nDocument: .*\nResource: chat of shop\/dev\nPlace: index\.ts:5:1$/,
    );
    const skipped = parse(EVERYTHING).children[0]?.children[2];
    expect(skipped?.children.find((c) => c.name === "system-out")?.text).toContain("Waived until 2025-12-31 by Ann");
  });

  it.each(HOSTILE)("preserves %s in attributes and in text", (_, text) => {
    const [failure] = parse(hostileReport(text)).children[0]?.children[0]?.children ?? [];
    expect(failure?.text.startsWith(failure?.attributes.message ?? "?")).toBe(true);
  });
});

it.each<[string, object, string]>([
  ["no deployments", { steps: [], changeSummary: {} }, "nothing to check"],
  [
    "a preview that failed",
    { steps: [], changeSummary: {}, diagnostics: [{ severity: "error", message: "x" }] },
    "not all was checked",
  ],
])("has no case that passes for %s", async (_, plan, name) => {
  const { stdout } = await cli(["check", "-", "--format", "junit", "--no-config"], JSON.stringify(plan));
  expect(stdout).toMatch(new RegExp(`name="${name}">\\s*<skipped/>`));
  expect(stdout).not.toMatch(/<testcase [^>]*\/>/);
});
