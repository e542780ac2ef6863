import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toResource } from "../../../cli/inputs/resource";
import { wantsColor } from "../../../cli/shell/color";
import { escapeTerminal } from "../../../policy/escape";
import { nameIn } from "../../../policy/plan/urn";
import { cli, fixture } from "../support";

const preview = readFileSync(fixture("preview.json"), "utf8");

/** No escape characters, no bidirectional overrides. */
function expectTame(text: string): void {
  expect(["\u001b", "\u202e"].filter((c) => text.includes(c))).toEqual([]);
}

describe("text from plans", () => {
  it.each([
    ["plain 日本語 text", "plain 日本語 text"],
    ["\u001b[31mred", "\\u{1b}[31mred"],
    ["a\u202eb\u2066c", "a\\u{202e}b\\u{2066}c"],
    ["a\nb\tc\r\u0085\u2028", "a\\u{a}b\\u{9}c\\u{d}\\u{85}\\u{2028}"],
    ["\ud800x\u{e0041}", "\\u{d800}x\\u{e0041}"],
    ["a##vso[b##[c##d", "a\\u{23}#vso[b\\u{23}#[c##d"],
    ["::error::a", "\\u{3a}:error::a"],
    ["  ::a", "  \\u{3a}:a"],
    ["urn:pulumi::a", "urn:pulumi::a"],
  ])("%j is shown as %j", (text, shown) => {
    expect(escapeTerminal(text)).toBe(shown);
  });

  it("reaches no terminal unescaped, in any format, on either stream", async () => {
    const evil = "\u001b[2J\u202e";
    const plan = JSON.parse(preview.replaceAll("::bad", `::${JSON.stringify(evil).slice(1, -1)}\\n::error::`));
    plan.steps[1].newState.inputs.properties.model.name = evil;
    plan.steps.push({ op: "create", newState: { [evil]: evil } });
    for (const format of ["text", "json"]) {
      const { stdout, stderr } = await cli(["check", "-", "--format", format], JSON.stringify(plan));
      expectTame(stderr);
      expect(stdout).not.toContain("\u001b");
      if (format === "json") continue;
      expectTame(stdout);
      expect(stdout).not.toMatch(/^::error/m);
    }
    const named = await cli(["check", `nope${evil}.json`]);
    expectTame(named.stdout + named.stderr);
    const asked = await cli(["explain", evil, evil, "--sku", evil, "--region", evil]);
    expectTame(asked.stdout);
  });
});

describe("JSON", () => {
  it("has the promised shape", async () => {
    const { stdout } = await cli(["check", "-", "nope.json", "--format", "json"], preview);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      tool: { name: "azure-openai-guard" },
      edition: { id: "2025-06-16", date: "2025-06-16" },
      asOf: "2025-07-01",
      summary: { files: 2, deployments: 2, blocked: 1, mandatory: 1, errors: 1 },
      files: [
        {
          file: "-",
          deployments: 2,
          findings: [
            { level: "mandatory", rule: "model-availability", place: { file: "index.ts", line: 5, column: 1 } },
          ],
        },
        { file: "nope.json", deployments: 0, findings: [], error: expect.stringContaining("no such file") },
      ],
    });
  });
});

describe("colour", () => {
  it.each([
    [undefined, {}, true, true],
    [undefined, {}, false, false],
    [undefined, { TERM: "dumb" }, true, false],
    [undefined, { NO_COLOR: "1" }, true, false],
    [undefined, { NO_COLOR: "" }, true, true],
    [undefined, { FORCE_COLOR: "1" }, false, true],
    [undefined, { FORCE_COLOR: "0" }, true, false],
    [undefined, { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    [true, { NO_COLOR: "1" }, false, true],
    [false, { FORCE_COLOR: "1" }, true, false],
  ])("flag %s, %o, terminal %s: %s", (flag, env, isTerminal, colored) => {
    expect(wantsColor({ flag, env, isTerminal })).toBe(colored);
  });

  it("reaches the report", async () => {
    const colored = await cli(["check", "-", "--color"], preview);
    expect(colored.stdout).toContain("\u001b[31mmandatory");
  });
});

describe("resources of a file", () => {
  it.each([
    ["urn:pulumi:dev::p::a:b:C::name", "name"],
    ["urn:pulumi:dev::p::a:b:C::na::me", "na::me"],
    ["odd", "odd"],
  ])("%s is named %s", (urn, name) => {
    expect(nameIn(urn)).toBe(name);
  });

  it("keeps the valid parts of odd dependencies", () => {
    const entry = { urn: "u", type: "t", propertyDependencies: { a: ["x"], b: 5, c: [1] }, external: "yes" };
    expect(toResource(entry)).toMatchObject({ propertyDependencies: { a: ["x"] }, external: false, inputs: {} });
  });
});
