import { describe, expect, it } from "vitest";
import { reportGitlab } from "../../../../cli/check/reporters/gitlab";
import { EMPTY, EVERYTHING, file, finding, report } from "./reports";

const entries = (of: typeof EMPTY) => JSON.parse(reportGitlab(of));

describe("gitlab", () => {
  it("is an empty list without findings", () => {
    expect(entries(EMPTY)).toEqual([]);
  });

  it("has place, rule, severity and the whole message in one line", () => {
    expect(entries(EVERYTHING)[0]).toEqual({
      description:
        'gpt-4.1-nano cannot be deployed in eastus. To pass: region eastus2. Document: "The document" of 2025-06-16, section A, T table, row R, column C: - Resource: chat of shop/dev',
      check_name: "model-availability",
      fingerprint: "0123456789abcdef0123456789abcdef",
      severity: "blocker",
      location: { path: "index.ts", lines: { begin: 5 } },
    });
    const said = entries(EVERYTHING).map(
      (e: ReturnType<typeof entries>) => `${e.severity} ${e.check_name} ${e.location.path}`,
    );
    expect(said).toEqual([
      "blocker model-availability index.ts",
      "minor pinned-version index.ts",
      "info known-model index.ts",
      "info model-availability index.ts",
      "blocker model-availability plan.json",
      "minor catalog-age plan.json",
      "blocker model-availability infra/index.ts",
      "blocker model-availability Pulumi.yaml",
      "blocker model-availability /tmp/other plan.json",
      "minor known-model azure-openai-guard.yaml",
      "blocker could-not-be-checked nope.json",
    ]);
  });

  it("distinguishes two equal findings, in the same way in every run", () => {
    const of = report({ files: [file({ findings: [finding(), finding(), finding()] })] });
    const fingerprints = entries(of).map((e: { fingerprint: string }) => e.fingerprint);
    expect(new Set(fingerprints).size).toBe(3);
    expect(entries(of)).toEqual(entries(of));
  });
});
