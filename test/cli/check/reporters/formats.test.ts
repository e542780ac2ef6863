/** Promises of every format: it is documented, valid for any report, and safe for any names. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../../../cli/check/report";
import { FORMATS, type Format, REPORTERS } from "../../../../cli/check/reporters";
import type { Reporter } from "../../../../cli/check/reporters/reporter";
import { cli } from "../../support";
import { CLEAN, EMPTY, EVERYTHING, file, finding, HOSTILE, hostileReport, report, saying, urnOf } from "./reports";
import { VALID } from "./valid";

const ROOT = join(__dirname, "..", "../../..");
const reporters = new Map<Format, Reporter>();
beforeAll(async () => {
  for (const format of FORMATS) reporters.set(format, await REPORTERS[format]());
});

function write(format: Format, of: Report): string {
  const reporter = reporters.get(format);
  if (!reporter) throw new Error(`no reporter for ${format}`);
  return reporter(of, { color: false });
}

/** Parts of commands, markup and quotes; their mixtures make bad names. */
const PIECES = "# ## [ vso[ : :: error ]] > ]]> % %0A %3B \\ | ` `` * _ ~ < > & ; , @ a 1 / // www. http { } $ ! - +"
  .split(" ")
  .concat([" ", "\n", "\r", "\t", "\u001b[", "\u202e", "\ud83e", "\udd84", "\ufffe", "\u0000", "\u2028", "\u200b"]);

async function expectSafe(format: Format, text: string): Promise<void> {
  const output = write(format, hostileReport(text));
  await VALID[format](output);
  // No control characters except line breaks, and no halves of characters.
  expect(output).not.toMatch(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[^\P{Cc}\n]/u);
  // No unintended command of a runner, in any format, since any of them may be in a log.
  const meant = MEANT[format] ?? /$^/;
  const lines = output.split("\n").map((line) => line.replace(meant, ""));
  expect(lines.filter((line) => /^\s*::|##(vso)?\[/i.test(line))).toEqual([]);
}

const MEANT: Partial<Record<Format, RegExp>> = {
  github: /^::(error|warning) file=/,
  "azure-pipelines": /^##vso\[task\.logissue /,
};

const PAGE = readFileSync(join(ROOT, "docs/formats.md"), "utf8");

describe.each(FORMATS)("%s", (format) => {
  it("has a file, a page and a place in the help", async () => {
    expect(readdirSync(join(ROOT, "cli/check/reporters"))).toContain(`${format}.ts`);
    expect(PAGE).toMatch(new RegExp(`^## ${format}$`, "m"));
    expect((await cli(["check", "--help"])).stdout).toContain(format);
  });

  it("has a sample on its page that is the real output, except what ... leaves out", async () => {
    const sample = /```sh\nazure-openai-guard (check .*--format (\S+))\n```\n\n```\w+\n([\s\S]*?)\n```\n/g;
    const [, args = "", , shown = ""] = [...PAGE.matchAll(sample)].find(([, , name]) => name === format) ?? [];
    let rest = `\n${(await cli(args.split(" "))).stdout}`;
    for (const part of `\n${shown}\n`.split("...\n")) {
      expect(rest).toContain(part);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
    expect(shown.endsWith("...") || rest === "").toBe(true);
  });

  it.each([
    ["nothing at all", EMPTY],
    ["a clean run", CLEAN],
    ["everything there is", EVERYTHING],
  ])("is valid for %s", async (_, of) => {
    await VALID[format](write(format, of));
  });

  it.each(HOSTILE)("is valid and safe with %s in every name", async (_, text) => {
    await expectSafe(format, text);
  });

  it("is valid and safe with mixtures of bad names", async () => {
    const pieces = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 3 }));
    const names = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((all) => all.join(""));
    await fc.assert(
      fc.asyncProperty(names, (name) => expectSafe(format, name)),
      { numRuns: 60 },
    );
  });

  it("gives the same output twice, and has no colour unless asked", () => {
    expect(write(format, EVERYTHING)).toBe(write(format, EVERYTHING));
    expect(write(format, EVERYTHING)).not.toContain("\u001b");
  });

  it("ends with a line break, as files of text do", () => {
    expect(write(format, EVERYTHING)).toMatch(/[^\n]\n$/);
  });

  it("is valid for ten thousand findings", async () => {
    const findings = [...Array(10_000).keys()].map((i) =>
      finding({ urn: urnOf(`d${i}`), fingerprint: i.toString(16), ...saying(`message ${i % 100}`) }),
    );
    await VALID[format](write(format, report({ files: [file({ findings, deployments: 10_000 })] })));
  });
});
