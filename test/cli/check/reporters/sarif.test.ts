import { pathToFileURL } from "node:url";
import type { Log, Result } from "sarif";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../../cli/check/report";
import { reportSarif } from "../../../../cli/check/reporters/sarif";
import { RULE_NAMES } from "../../../../policy/rule-name";
import { EVERYTHING, file, finding, HOSTILE, report, saying, urnOf } from "./reports";

function run(of: Report) {
  const log = JSON.parse(reportSarif(of)) as Log;
  const [first] = log.runs;
  if (!first) throw new Error("no run");
  return first;
}
const results = (of: Report): Result[] => run(of).results ?? [];
const one = (...args: Parameters<typeof finding>): Result => {
  const [result] = results(report({ files: [file({ findings: [finding(...args)] })] }));
  if (!result) throw new Error("no result");
  return result;
};

describe("sarif", () => {
  it("has every rule, with help from its page and no broken links", () => {
    const { driver } = run(EVERYTHING).tool;
    expect(driver.rules?.map((r) => r.id)).toEqual([...RULE_NAMES]);
    for (const rule of driver.rules ?? []) {
      expect(rule.help?.markdown).toMatch(/^## Synopsis\n/);
      expect(rule.help?.markdown).not.toMatch(/\]\((?!https?:)/);
      expect(rule.shortDescription?.text).toMatch(/\.$/);
      expect(rule.helpUri).toMatch(/^https:/);
    }
  });

  it("has a result at the program's own line, with the resource as its logical location", () => {
    expect(one()).toMatchObject({
      ruleId: "model-availability",
      ruleIndex: 0,
      level: "error",
      message: {
        text: expect.stringMatching(
          /^gpt-4\.1-nano cannot be deployed in eastus\.\n[\s\S]*\nResource: chat of shop\/dev$/,
        ),
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "index.ts", uriBaseId: "%SRCROOT%" },
            region: { startLine: 5, startColumn: 1 },
          },
          logicalLocations: [{ name: "chat", fullyQualifiedName: urnOf("chat"), kind: "resource" }],
        },
      ],
      partialFingerprints: { "azureOpenAiGuard/v1": "0123456789abcdef0123456789abcdef" },
    });
  });

  it.each([
    ["mandatory", {}, "error"],
    ["advisory", { level: "advisory" }, "warning"],
    ["waived", { waiver: { rule: "known-model", urn: "*", reason: "r", owner: "o", expires: "2026-01-01" } }, "note"],
    ["known", { inBaseline: true }, "note"],
  ] as const)("%s is of level %s", (_, over, level) => {
    expect(one(over).level).toBe(level);
  });

  it("keeps its fingerprint when lines move, and leaves GitHub's own to GitHub if there is a line", () => {
    const [here, there] = [one(), one({ place: { file: "other.ts", line: 99 } })];
    expect(here.partialFingerprints).toEqual(there.partialFingerprints);
    expect(Object.keys(here.partialFingerprints ?? {})).toEqual(["azureOpenAiGuard/v1"]);
  });

  it("points to the whole plan file if the plan has no place, with a separate fingerprint", () => {
    const result = one({ place: undefined });
    expect(result.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "plan.json", uriBaseId: "%SRCROOT%" },
    });
    expect(result.partialFingerprints?.primaryLocationLineHash).toBe(
      result.partialFingerprints?.["azureOpenAiGuard/v1"],
    );
  });

  it.each([
    ["-", "Pulumi.yaml"],
    ["./plans/a b.json", "plans/a%20b.json"],
    ["a:b.json", "a%3Ab.json"],
    ["100%.json", "100%25.json"],
    ["plän/東京.json", "pl%C3%A4n/%E6%9D%B1%E4%BA%AC.json"],
    ["a\ud800.json", "a%EF%BF%BD.json"],
    ["../up.json", "../up.json"],
    ["/tmp/plan x.json", "file:///tmp/plan%20x.json"],
  ])("%s is the address %s", (name, uri) => {
    const [result] = results(report({ files: [file({ file: name, findings: [finding({ place: undefined })] })] }));
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri);
  });

  it.each(HOSTILE)("preserves a file name with %s", (_, text) => {
    const name = text.replace(/\p{Cs}/gu, "\ufffd");
    const uri =
      one({ place: { file: `${name}.ts`, line: 1 } }).locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "";
    const absolute = name.startsWith("/");
    expect(absolute ? uri : uri.split("/").map(decodeURIComponent).join("/")).toBe(
      absolute ? pathToFileURL(`${name}.ts`).href : `${name}.ts`,
    );
  });

  it("has suppressions and baseline states on all results or on none", () => {
    const all = results(EVERYTHING);
    expect(all.filter((r) => r.suppressions?.length)).toHaveLength(1);
    expect(all[2]?.suppressions).toEqual([
      { kind: "external", status: "accepted", justification: "moving in May (Ann, OPS-7, until 2025-12-31)" },
    ]);
    expect(all.map((r) => r.suppressions === undefined)).not.toContain(true);
    expect(all.filter((r) => r.baselineState === "unchanged")).toHaveLength(1);
    expect(all.filter((r) => r.baselineState === "new")).toHaveLength(all.length - 1);
    expect(one()).not.toHaveProperty("suppressions");
    expect(one()).not.toHaveProperty("baselineState");
  });

  it("has files and gone findings as notifications, not as results", () => {
    const { invocations, results: all } = run(EVERYTHING);
    expect(all).toHaveLength(10);
    expect(invocations?.[0]?.executionSuccessful).toBe(false);
    expect(invocations?.[0]?.toolExecutionNotifications).toMatchObject([
      { level: "note", message: { text: expect.stringContaining("skipped") } },
      { level: "error", message: { text: "could not be checked: cannot be read: there is no such file" } },
      { level: "note", message: { text: expect.stringContaining("no longer found: known-model, urn:") } },
      { level: "note", message: { text: expect.stringContaining("no longer found: a-rule-of-old, It was so.") } },
    ]);
  });

  it.each([
    ["a {0} b", "a {{0}} b"],
    ["[a](1)", "[a] (1)"],
  ])("message %s is written %s, since messages have arguments and links", (message, text) => {
    expect(one(saying(message)).message.text?.split("\n")[0]).toBe(text);
  });

  it("says what it was judged by", () => {
    expect(run(EVERYTHING).properties).toMatchObject({
      edition: "2025-06-16",
      asOf: "2025-07-01",
      failOn: "mandatory",
    });
  });
});
