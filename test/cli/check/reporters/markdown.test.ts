import { beforeAll, describe, expect, it } from "vitest";
import type { FileFinding, Report } from "../../../../cli/check/report";
import { REPORTERS } from "../../../../cli/check/reporters";
import type { Reporter } from "../../../../cli/check/reporters/reporter";
import { escapeTerminal } from "../../../../policy/escape";
import { CLEAN, EMPTY, EVERYTHING, file, finding, HOSTILE, report, saying, urnOf } from "./reports";
import { renderMarkdown } from "./valid";

let reporter: Reporter;
beforeAll(async () => {
  reporter = await REPORTERS.markdown();
});
const markdown = (of: Report) => reporter(of, { color: false });

/** The text of the cells of a rendered table, row by row. */
async function cells(of: Report): Promise<string[][]> {
  const html = await renderMarkdown(markdown(of));
  const text = (cell: string) =>
    cell
      .replace(/<[^>]*>/g, "")
      .replaceAll("\u200b", "")
      .replace(/&(lt|gt|quot|amp);/g, (_, name: "lt") => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name]);
  return [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd]>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => text(cell)),
  );
}

describe("markdown", () => {
  it.each([
    ["nothing", EMPTY, "nothing to check"],
    ["a clean run", CLEAN, "passed"],
    ["a blocked run", EVERYTHING, "4 resources blocked"],
    ["an unreadable file", report({ files: [file({ error: "no" })] }), "1 file could not be checked"],
    ["advice", report({ files: [file({ findings: [finding({ level: "advisory" })] })] }), "passed"],
    [
      "advice that fails",
      report({ failOn: "advisory", files: [file({ findings: [finding({ level: "advisory" })] })] }),
      "findings",
    ],
  ])("%s has its verdict first", (_, of, verdict) => {
    expect(markdown(of).split("\n")[0]).toBe(`### azure-openai-guard: ${verdict}`);
  });

  it("shows blocking findings, and folds the rest", () => {
    const output = markdown(EVERYTHING);
    expect(output.match(/^(#### .*|<details>.*)$/gm)).toEqual([
      "#### Blocked (5)",
      "#### Could not be checked (1)",
      "<details><summary>Advice (3)</summary>",
      "<details><summary>Waived (1)</summary>",
      "<details><summary>No longer found; write the baseline anew to forget them (2)</summary>",
      "<details><summary>Passed over (1)</summary>",
    ]);
    expect(output).toContain(
      "| `chat` of `shop/dev` | `index.ts:5:1` | **model-availability**: gpt-4.1-nano cannot be deployed in eastus. | region eastus2 |",
    );
    expect(output).toMatch(/Waived until 2025-12-31 by Ann: moving in May \(OPS-7\)\. \|$/m);
  });

  it.each(HOSTILE)("shows %s unchanged, in code and in sentences", async (_, text) => {
    const [, row] = await cells(
      report({
        files: [file({ findings: [finding({ urn: urnOf(`x${text}`), ...saying(`y${text}`, `z${text}`) })] })],
      }),
    );
    const short = (t: string) => (t.length > 400 ? `${t.slice(0, 397)}...` : t);
    const inCode = (t: string) => t.replace(/[`|]/g, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);
    expect(row?.[0]).toBe(`${inCode(short(escapeTerminal(`x${text}`)))} of shop/dev`);
    expect(row?.[2]).toBe(`model-availability: ${short(escapeTerminal(`y${text}`))}`.trimEnd());
    expect(row?.[3]).toBe(short(escapeTerminal(`z${text}`)).trimEnd());
  });

  it.each([250, 1000, 20_000])(
    "fits %i findings into a comment, blocking ones first, and counts the rest",
    async (n) => {
      const of = (level: FileFinding["level"]) =>
        [...Array(n).keys()].map((i) => finding({ level, urn: urnOf(`${level}${i}${"@".repeat(100)}`) }));
      const output = markdown(report({ files: [file({ findings: [...of("advisory"), ...of("mandatory")] })] }));
      expect(output.length).toBeLessThanOrEqual(65_536);
      expect(output).toContain(`Blocked (${n})`);
      expect(output).toContain(`Advice (${n})`);
      const shown = output.match(/^\| `mandatory\d/gm)?.length ?? 0;
      const leftOut = Number(/^(\d+) more left out here/m.exec(output)?.[1] ?? 0);
      expect(shown).toBeGreaterThan(100);
      expect(shown + (shown === n ? 0 : leftOut)).toBe(n);
      expect(output).toMatch(/left out here; the other formats have/);
      expect(output).toMatch(/<sub>Edition/);
    },
  );
});
