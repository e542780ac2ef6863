import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileFinding, Report } from "../../../../cli/check/report";
import { REPORTERS } from "../../../../cli/check/reporters";
import type { Reporter } from "../../../../cli/check/reporters/reporter";
import { escapeTerminal } from "../../../../policy/escape";
import { cli } from "../../support";
import { CLEAN, EMPTY, EVERYTHING, file, finding, HOSTILE, report, saying, text, urnOf } from "./reports";
import { type Element, elements, parsePage, textOf } from "./valid";

const PLAN = join(__dirname, "../../../../examples/plans/blocked.preview.json");

let reporter: Reporter;
beforeAll(async () => {
  reporter = await REPORTERS.html();
});
const page = (of: Report) => parsePage(reporter(of, { color: false }));

const isOf = (name: string) => (e: Element) => e.attributes.class?.split(" ").includes(name) === true;
const allOf = (of: Element, name: string) => elements(of).filter(isOf(name));
const texts = (of: Element, name: string) => allOf(of, name).map(words);
/** The text of an element, with one blank between words. */
const words = (of: Element) => textOf(of).replace(/\s+/g, " ").trim();
/** The names and texts of a list of facts. */
const facts = (of: Element | undefined) =>
  Object.fromEntries((of?.children ?? []).map(({ children }) => children.map(words)));
const tag = (of: Element, name: string) => elements(of).filter((e) => e.name === name);
/** The section below a heading. */
const section = (of: Element, id: string) =>
  elements(of).find(({ attributes }) => attributes["aria-labelledby"] === id) ?? { ...of, children: [] };

const advice = (over: Partial<FileFinding> = {}) => finding({ level: "advisory", rule: "pinned-version", ...over });
const WAIVER = { rule: "known-model", urn: "*", reason: "moving", owner: "Ann", expires: "2025-12-31" } as const;
const of = (...findings: FileFinding[]) => report({ files: [file({ findings })] });

describe("the page", () => {
  it.each<[string, Report, string]>([
    ["nothing", EMPTY, "Nothing to check: no deployments"],
    ["a clean run", CLEAN, "Clean: nothing to report"],
    ["a blocked run", EVERYTHING, "Blocked: 4 resources, 1 file could not be checked"],
    ["an unreadable file", report({ files: [file({ error: "no" })] }), "Not checked: 1 file"],
    ["advice", of(advice()), "Advice only: 1 finding"],
    ["advice that fails", { ...of(advice()), failOn: "advisory" }, "Advice that fails the run: 1 finding"],
    ["what is waived", of(finding({ waiver: WAIVER })), "Clean: every finding is waived or known"],
    ["what the baseline has", of(finding({ inBaseline: true })), "Clean: every finding is waived or known"],
    [
      "what blocks and is no resource",
      report({ general: [finding({ urn: undefined })] }),
      "Blocked: 1 mandatory finding",
    ],
  ])("of %s has its outcome first, in words and in its title", (_, report, outcome) => {
    const parsed = page(report);
    expect(tag(parsed, "h1").map(words)[0]).toMatch(new RegExp(`^[✕!✓] ${outcome}$`));
    expect(tag(parsed, "title").map(words)).toEqual([`${outcome} – azure-openai-guard`]);
  });

  it("of a clean run says so, and has no finding, no filter and no rule", () => {
    const parsed = page(CLEAN);
    expect(texts(parsed, "lead")).toEqual(["By edition 2025-06-16 , 15 days old on 2025-07-01: 1 file, 1 deployment."]);
    expect(words(section(parsed, "findings"))).toBe("Findings No finding in what was checked.");
    expect([...allOf(parsed, "finding"), ...tag(parsed, "form"), ...allOf(parsed, "rules")]).toEqual([]);
    expect(texts(section(parsed, "files"), "panel")).toEqual([
      "plan.json Kind pulumi preview --json Deployments 1 Findings none shop/dev",
    ]);
  });

  it("counts the findings", () => {
    expect(texts(page(EVERYTHING), "tile")).toEqual([
      "Mandatory 5",
      "Advisory 3",
      "Waived 1",
      "In the baseline 1",
      "No longer found 2",
      "Files not checked 1",
    ]);
    expect(texts(page(EVERYTHING), "lead")[0]).toMatch(
      /Judged as of 2025-07-01 by edition 2025-06-16 , 15 days old\.$/,
    );
  });

  it("shows findings by cause with their places; waived and known findings come last", () => {
    const parsed = page(
      report({
        files: [
          file({ stacks: ["shop/dev"], findings: [advice(), finding({ inBaseline: true, urn: urnOf("z") })] }),
          file({
            file: "prod.json",
            stacks: ["shop/prod"],
            findings: [
              advice({ urn: urnOf("a", "prod"), stack: "shop/prod" }),
              finding({ urn: urnOf("b", "prod"), stack: "shop/prod", waiver: WAIVER }),
              advice({ urn: urnOf("c", "prod"), stack: "shop/prod" }),
              finding({ urn: urnOf("c", "prod"), stack: "shop/prod" }),
            ],
          }),
        ],
        general: [finding({ urn: undefined, stack: undefined, level: "advisory", rule: "unused-waiver" })],
      }),
    );
    const all = section(parsed, "findings");
    expect(tag(all, "h3").map(words)).toEqual([
      "3 × model-availability in 2 stacks",
      "3 × pinned-version in 2 stacks",
      "1 × unused-waiver",
    ]);
    expect(allOf(all, "finding").map((f) => f.attributes["data-state"])).toEqual(
      "mandatory waived known advisory advisory".split(" "),
    );
    expect(texts(all, "in").map((text) => text.replace(/ Place: \S+ \S+/g, ""))).toEqual([
      "shop/prod prod.json c",
      "shop/prod prod.json b",
      "shop/dev plan.json z",
      "shop/dev plan.json chat",
      "shop/prod prod.json a c",
      "the whole run Place: index.ts:5:1".replace(/ Place.*/, " Place: index.ts:5:1"),
    ]);
  });

  it("says once what all findings of a cause share", () => {
    const said = (headline: string) => ({ text: text({ headline, remedies: ["Take it out.", headline] }) });
    const parsed = page(of(advice(said("x")), advice(said("y"))));
    expect(texts(parsed, "cause-head")).toEqual(["2 × pinned-version Take it out."]);
    expect(words(parsed).match(/Take it out\./g)).toHaveLength(1);
  });

  it("shows everything about a finding, and nothing twice", () => {
    const parsed = page(
      of(
        finding({
          nested: "deployment chat of account a",
          limit: "eu-only",
          text: text({
            headline: "It cannot be deployed.",
            template: "In the template: deployment chat of account a.",
            details: ["Did you mean gpt-4?"],
            waysOut: [{ label: "To pass", phrases: ["region eastus2", "version 2"] }],
          }),
          waiver: { ...WAIVER, ticket: "OPS-7" },
        }),
      ),
    );
    const [resource] = allOf(parsed, "finding");
    if (!resource) throw new Error("no finding");
    expect(texts(resource, "place-of")).toEqual([
      `chat Place: index.ts:5:1 In the template: deployment chat of account a. ${urnOf("chat")}`,
    ]);
    const [asked] = allOf(resource, "asked");
    expect(facts(asked)).toEqual({
      Model: "gpt-4.1-nano",
      Version: "2025-04-14",
      SKU: "GlobalStandard",
      Region: "eastus",
    });
    expect(texts(resource, "finding-head")).toEqual(["◦waived mandatory"]);
    expect(texts(resource, "said")[0]?.replace(/Until.*/, "")).toBe(
      "It cannot be deployed. Model gpt-4.1-nano Version 2025-04-14 SKU GlobalStandard Region eastus " +
        "Did you mean gpt-4? To pass, any of these: region eastus2 version 2 ",
    );
    const [ways] = allOf(resource, "ways");
    expect(ways && tag(ways, "li").map(words)).toEqual(["region eastus2", "version 2"]);
    const [waiver] = allOf(resource, "waiver");
    expect(facts(waiver)).toEqual({ Until: "2025-12-31", Owner: "Ann", Reason: "moving", Ticket: "OPS-7" });
    const [citation] = allOf(resource, "citation");
    expect(citation && words(citation)).toBe(
      "Document The document of 2025-06-16 Section A Table T Row R Column C Says -",
    );
  });

  it("names each group of ways out", () => {
    const waysOut = [
      { label: "To pass", phrases: ["region x"] },
      { label: "Replacement", phrases: ["o1", "o3"] },
    ];
    const parsed = page(of(finding({ text: text({ waysOut }) })));
    expect(texts(parsed, "ways")).toEqual(["To pass: region x", "Replacement, any of these: o1 o3"]);
  });

  it("says what each finding is about", () => {
    const asked = { model: "gpt-4o" };
    const parsed = page(of(finding({ asked }), advice({ asked: { model: "o1" } })));
    expect(allOf(parsed, "asked").map(facts)).toEqual([{ Model: "gpt-4o" }, { Model: "o1" }]);
  });

  it("shows the same finding of many resources once, and names them all", () => {
    const urns = [...Array(7).keys()].map((i) => urnOf(`worker-${i}`));
    const parsed = page(of(...urns.map((urn) => finding({ urn })), finding({ urn: urnOf("other"), ...saying("x") })));
    const [many, one] = allOf(parsed, "finding");
    expect(tag(parsed, "h3").map(words)[0]).toBe("8 × model-availability");
    expect(texts(many as Element, "urn")).toEqual(urns);
    expect(texts(one as Element, "urn")).toEqual([urnOf("other")]);
    expect(
      tag(many as Element, "summary")
        .map(words)
        .at(-1),
    ).toBe("2 more with the same finding");
  });

  it("names files that could not be checked, notes, rules, and what is no longer found", () => {
    const parsed = page(EVERYTHING);
    const why = "cannot be read: there is no such file";
    expect(words(section(parsed, "unread"))).toBe(`Could not be checked ./nope.json: ${why}`);
    expect(words(parsed).split(why)).toHaveLength(2);
    expect(tag(section(parsed, "files"), "h3").map(words)).toEqual([
      "plan.json",
      "standard input",
      "/tmp/other plan.json",
      "./nope.json",
    ]);
    expect(words(section(parsed, "files"))).toContain("Note: 1 entry is not a resource and was skipped: steps[3]");
    expect(tag(section(parsed, "gone"), "li").map(words)).toEqual([
      `known-model No such model. ${urnOf("gone")}`,
      "a-rule-of-old It was so. the whole run",
    ]);
    expect(tag(section(parsed, "rules"), "h3").map(words)).toEqual([
      "model-availability 6",
      "known-model 2",
      "pinned-version 1",
      "catalog-age 1",
    ]);
    expect(words(section(parsed, "rules"))).toContain("docs/rules/known-model.md");
  });

  it("says what the run was judged by", () => {
    expect(facts(section(page(EVERYTHING), "judged").children.find(isOf("judged")))).toEqual({
      "As of": "2025-07-01",
      Edition: "2025-06-16",
      Document: "The document, 2025-06-16",
      Address: "https://learn.microsoft.com/azure/ai-services/openai/concepts/models",
      "Catalog age": "15 days on the date of judgement",
      "SHA-256": "0123456789abcdef",
      Settings: "azure-openai-guard.yaml",
      Baseline: "known.json",
      "Fails the run": "mandatory findings",
      "Checked by": "azure-openai-guard 0.1.0",
    });
  });

  it("unfolds citations if there are few findings, and folds them if there are many", () => {
    const many = (n: number) =>
      of(...[...Array(n).keys()].map((i) => finding({ urn: urnOf(`d${i}`), ...saying(`${i}`) })));
    const open = (report: Report) => allOf(page(report), "cited").map((d) => d.attributes.open !== undefined);
    expect(new Set(open(many(3)))).toEqual(new Set([true]));
    expect(new Set(open(many(30)))).toEqual(new Set([false]));
  });

  it.each(HOSTILE)("shows %s unchanged, with numbers for unprintable characters", (_, text) => {
    const parsed = page(of(finding({ urn: urnOf(`x${text}`), ...saying(`y${text}`, `z${text}`) })));
    const shown = (t: string) =>
      escapeTerminal(t).replace(/\p{Noncharacter_Code_Point}/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
    const only = (name: string) => allOf(parsed, name).map(textOf);
    expect(only("urn")).toEqual([shown(urnOf(`x${text}`))]);
    expect(only("says")).toEqual([shown(`y${text}`)]);
    expect(allOf(parsed, "ways").flatMap((ways) => tag(ways, "li").map(textOf))).toEqual([shown(`z${text}`)]);
  });
});

describe("check --format html", () => {
  const dir = mkdtempSync(join(tmpdir(), "aog-html-"));
  afterAll(() => rmSync(dir, { recursive: true }));

  it("goes to standard output, or to a file beside another format", async () => {
    const args = ["check", PLAN, "--no-config", "--format"];
    const piped = await cli([...args, "html"]);
    expect([piped.exitCode, piped.stderr]).toEqual([1, ""]);
    const both = await cli([...args, "html=report.html", "--format", "github", "--color"]);
    expect(both.stdout).toMatch(/^::error /);
    expect(both.files.get("report.html")).toBe(piped.stdout);
    expect(texts(parsePage(piped.stdout), "says")).toEqual([
      "gpt-4.1-nano 2025-04-14 cannot be deployed as GlobalStandard in eastus: the document does not offer it in this region.",
    ]);
  });

  it("shows no finding of a repaired plan", async () => {
    const repaired = join(dir, "repaired.json");
    writeFileSync(repaired, readFileSync(PLAN, "utf8").replaceAll('"location": "eastus"', '"location": "eastus2"'));
    const { exitCode, stdout } = await cli(["check", repaired, "--no-config", "--format", "html"]);
    const parsed = parsePage(stdout);
    expect([exitCode, allOf(parsed, "finding")]).toEqual([0, []]);
    expect(words(parsed)).toContain("Clean: nothing to report");
  });
});
