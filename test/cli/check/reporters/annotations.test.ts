/** The formats for a runner that reads a step's log. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../../cli/check/report";
import { reportAzurePipelines } from "../../../../cli/check/reporters/azure-pipelines";
import { reportGithub } from "../../../../cli/check/reporters/github";
import { escapeTerminal } from "../../../../policy/escape";
import { EVERYTHING, file, finding, HOSTILE, report, saying, urnOf } from "./reports";
import { commands, parseAzure, parseGithub } from "./valid";

const FORMATS = [
  {
    format: "github",
    of: (of: Report) => {
      const output = reportGithub(of);
      return commands(output)
        .map(parseGithub)
        .map(({ level, properties: { file, line, col, title }, message }) => ({
          level,
          file,
          line,
          col,
          title,
          message,
        }));
    },
  },
  {
    format: "azure-pipelines",
    of: (of: Report) => {
      const output = reportAzurePipelines(of);
      return commands(output)
        .map(parseAzure)
        .map(({ properties: p, message }) => ({
          level: p.type,
          file: p.sourcepath,
          line: p.linenumber,
          col: p.columnnumber,
          title: p.code,
          message,
        }));
    },
  },
];

describe.each(FORMATS)("$format", ({ of }) => {
  it("has blocking findings first, then unchecked files, then advice, and no waived or known findings", () => {
    expect(of(EVERYTHING).map(({ level, file, line, title }) => [level, title, file, line])).toEqual([
      ["error", "model-availability", "index.ts", "5"],
      ["error", "model-availability", "plan.json", undefined],
      ["error", "model-availability", "infra/index.ts", "9"],
      ["error", "model-availability", "Pulumi.yaml", undefined],
      ["error", "model-availability", "/tmp/other plan.json", undefined],
      ["error", "could not be checked", "nope.json", undefined],
      ["warning", "pinned-version", "index.ts", "5"],
      ["warning", "catalog-age", "plan.json", undefined],
      ["warning", "known-model", "azure-openai-guard.yaml", undefined],
    ]);
  });

  it("has the whole message, the resource and the column", () => {
    expect(of(EVERYTHING)[0]).toMatchObject({
      col: "1",
      message: [
        "gpt-4.1-nano cannot be deployed in eastus.",
        "To pass: region eastus2.",
        'Document: "The document" of 2025-06-16, section A, T table, row R, column C: -',
        "Resource: chat of shop/dev",
      ].join("\n"),
    });
  });

  const roundTrip = (text: string) => {
    const [issue] = of(
      report({
        files: [
          file({
            findings: [
              finding({
                text: { ...saying(text).text, citations: [] },
                place: { file: text, line: 1 },
                urn: urnOf("x"),
              }),
            ],
          }),
        ],
      }),
    );
    expect(issue).toMatchObject({
      file: escapeTerminal(text),
      message: `${escapeTerminal(text)}\nResource: x of shop/dev`,
    });
  };
  it.each(HOSTILE)("is read back with %s", (_, text) => roundTrip(text));
  it("is read back with any text", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."%25AZPD03B]:;,\r\n#[=ab ") }), roundTrip));
  });
});

describe("github", () => {
  const many = (n: number, level: "mandatory" | "advisory") =>
    [...Array(n).keys()].map((i) => finding({ level, urn: urnOf(`${level}${i}`) }));
  it.each([
    [10, 10, undefined],
    [11, 3, "all 11 and 3"],
    [0, 12, "all 0 and 12"],
  ])("says what GitHub hides of %i errors and %i warnings", (errors, warnings, said) => {
    const findings = [...many(warnings, "advisory"), ...many(errors, "mandatory")];
    const output = reportGithub(report({ files: [file({ findings })] }));
    expect(output.match(/^::error/gm) ?? []).toHaveLength(errors);
    expect(output.match(/GitHub shows the first 10 .*(all \d+ and \d+)/)?.[1]).toBe(said);
  });
});
