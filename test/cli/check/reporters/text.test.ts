import { beforeAll, describe, expect, it } from "vitest";
import { REPORTERS } from "../../../../cli/check/reporters";
import type { Reporter } from "../../../../cli/check/reporters/reporter";
import { CLEAN, EMPTY, EVERYTHING, file, finding, report, saying, urnOf } from "./reports";

let reportText: Reporter;
beforeAll(async () => {
  reportText = await REPORTERS.text();
});

const text = (of: typeof EMPTY, color = false, columns?: number) =>
  reportText(of, { color, ...(columns === undefined ? {} : { columns }) });

describe("text", () => {
  it.each([
    ["nothing", EMPTY, "0 files, no deployments: nothing to check\n"],
    ["a clean run", CLEAN, "1 file, 1 deployment: nothing to report\n"],
  ])("%s is one line", (_, of, line) => {
    expect(text(of)).toBe(line);
  });

  it("has stacks, resources with their places, and a summary line", () => {
    expect(text(report({ files: [file({ findings: [finding()] })] }))).toBe(
      [
        "shop/dev  plan.json",
        "  chat  index.ts:5:1",
        `  ${urnOf("chat")}`,
        "    mandatory  model-availability",
        "      gpt-4.1-nano cannot be deployed in eastus.",
        "      To pass: region eastus2.",
        "      Written in [1]",
        "",
        "where it is written",
        '  [1] Document: "The document" of 2025-06-16, section A, T table, row R, column C: -',
        "",
        "1 file, 1 deployment: 1 blocked",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["stacks of one file apart", /^shop\/prod {2}plan\.json\n {2}nowhere\n/m],
    ["files of one stack", /^shop\/dev {2}standard input$/m],
    ["a file of no stack", /^\/tmp\/other plan\.json\n {2}odd$/m],
    ["what is about a whole file", /^plan\.json\n {2}the whole file\n {4}advisory {2}catalog-age$/m],
    [
      "a waiver",
      /waived {2}known-model\n {6}gpt-4\.1-nano cannot.*\n {6}Waived until 2025-12-31 by Ann: moving in May \(OPS-7\)\.$/m,
    ],
    ["what is about the run", /^the whole run\n {4}advisory {2}known-model(?: {2}\S+)?$/m],
    [
      "what is gone",
      /^no longer found {2}write the baseline anew .*--write-baseline known\.json\n {2}known-model {2}urn:.*::gone\n {2}a-rule-of-old {2}It was so\.$/m,
    ],
    [
      "the sum",
      /^4 files, 2 stacks, 7 deployments: 4 blocked, 3 advice, 1 waived, 1 known, 2 no longer found, 1 file could not be checked$/m,
    ],
  ])("shows %s", (_, shown) => {
    expect(text(EVERYTHING)).toMatch(shown);
  });

  it("does not show known findings", () => {
    expect(text(EVERYTHING)).not.toContain("::known");
  });

  it("groups files of one stack", () => {
    const of = (name: string, stack: string) =>
      file({ file: name, stacks: [stack], findings: [finding({ stack, urn: urnOf(name) })] });
    const output = text(report({ files: [of("a", "shop/dev"), of("b", "shop/prod"), of("c", "shop/dev")] }));
    expect(output.match(/^shop\/.*$/gm)).toEqual(["shop/dev  a", "shop/dev  c", "shop/prod  b"]);
  });

  it("says the same about many resources once, and suggests a baseline for many findings", () => {
    const findings = [...Array(1000).keys()].map((i) => finding({ urn: urnOf(`d${i}`) }));
    const output = text(report({ files: [file({ findings })] }));
    expect(output).toContain("  d9  index.ts:5:1\n  and 990 more resources\n    mandatory  model-availability\n");
    expect(output.split("\n").length).toBeLessThan(25);
    expect(output).toMatch(/1000 blocked\nTo fail on new findings only, .*--write-baseline FILE/);
  });

  it("prints each distinct citation once, numbered, and says where to find more", () => {
    const at = (row: string) => ({ document: "D", date: "2025-06-16", section: "S", row, says: "-" });
    const of = (name: string, ...rows: string[]) =>
      finding({ urn: urnOf(name), ...saying(name), text: { ...saying(name).text, citations: rows.map(at) } });
    const findings = [of("a", "x"), of("b", "y", "x"), of("c", "z", "y", "v", "w", "u")];
    const output = text(report({ files: [file({ findings })] }));
    expect(output.match(/^ {6}Written.*$/gm)).toEqual([
      "      Written in [1]",
      "      Written in [1], [2]",
      "      Written in [2], [3], [4] (and 2 more places in the document)",
    ]);
    expect(output.match(/^ {2}\[\d\] .*$/gm)).toEqual(
      ["x", "y", "z", "v"].map((row, i) => `  [${i + 1}] Document: "D" of 2025-06-16, S, row ${row}: -`),
    );
  });

  it("wraps at the width of a terminal, with the same indent, and nowhere else", () => {
    const long = "one two three four five six seven eight nine ten eleven twelve";
    const of = report({ files: [file({ findings: [finding(saying(long))] })] });
    const output = text(of, false, 50);
    expect(output).toContain(
      "\n      one two three four five six seven eight nine\n      ten eleven twelve\n      Written in [1]\n",
    );
    expect(output).toContain(
      '\n  [1] Document: "The document" of 2025-06-16,\n      section A, T table, row R, column C: -\n',
    );
    expect(text(of)).toContain(`\n      ${long}\n`);
  });

  it("has colour only on request", () => {
    expect(text(EVERYTHING, true)).toContain("\u001b[31mmandatory");
    expect(text(EVERYTHING)).not.toContain("\u001b");
  });
});
