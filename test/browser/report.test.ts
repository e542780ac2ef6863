/** The report of a run, in a browser. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../cli/check/report";
import { FORMATS, REPORTERS } from "../../cli/check/reporters";
import type { Reporter } from "../../cli/check/reporters/reporter";
import { escapeTerminal } from "../../policy/escape";
import {
  CLEAN,
  EVERYTHING,
  file,
  finding,
  HOSTILE,
  hostileReport,
  report,
  saying,
  urnOf,
} from "../cli/check/reporters/reports";
import { accessibility, browser, type Opened, quiet } from "./support/browser";

const ROOT = join(__dirname, "../..");

let reporter: Reporter;
beforeAll(async () => {
  reporter = await REPORTERS.html();
});
const page = (of: Report) => reporter(of, { color: false });
const open = browser();

/** Two stacks, with findings of each level and of two rules. */
const WAIVER = { rule: "known-model", urn: "*", reason: "moving", owner: "Ann", expires: "2025-12-31" } as const;
const STACKS = report({
  files: [
    file({
      findings: [
        finding({ urn: urnOf("nano") }),
        finding({ urn: urnOf("nano"), rule: "pinned-version", level: "advisory", ...saying("It upgrades by itself.") }),
        finding({ urn: urnOf("odd"), rule: "known-model", waiver: WAIVER, ...saying("No such model.") }),
      ],
    }),
    file({
      file: "prod.json",
      stacks: ["shop/prod"],
      findings: [..."abc"].map((name) => finding({ urn: urnOf(name, "prod"), stack: "shop/prod" })),
    }),
  ],
});

/** The rule of each finding that is shown, and the names of its resources. */
async function shown({ page }: Opened): Promise<string[]> {
  const findings = await page.locator(".finding:visible").all();
  const texts = findings.map(async (finding) => {
    const rule = await finding.locator("xpath=..").locator(".rule").textContent();
    return `${rule}: ${(await finding.locator(".place-of:visible b").allTextContents()).join(", ")}`;
  });
  return Promise.all(texts);
}

const status = ({ page }: Opened) => page.locator("#shown");
/** The part of the address after the page. */
const hash = async ({ page }: Opened) => decodeURIComponent(new URL(page.url()).hash);

/** Waits until so many findings are said to be shown. */
async function expectShown(opened: Opened, text: string): Promise<void> {
  await status(opened).getByText(text, { exact: true }).waitFor();
}

describe.each(["light", "dark"] as const)("in the %s scheme", (colorScheme) => {
  it.each([
    ["everything there is", EVERYTHING],
    ["a clean run", CLEAN],
  ])("a page of %s does nothing that it must not, and axe finds nothing wrong with it", async (_, of) => {
    const opened = await open(page(of), { colorScheme });
    expect(await accessibility(opened)).toEqual([]);
    quiet(opened);
  });

  it("passes axe with filters set, citations folded, and nothing left to show", async () => {
    const opened = await open(page(STACKS), { colorScheme });
    await opened.page.getByRole("button", { name: "Fold citations" }).click();
    await opened.page.getByRole("checkbox", { name: /mandatory/i }).check();
    expect(await accessibility(opened)).toEqual([]);
    await opened.page.getByRole("searchbox").fill("no such text");
    await opened.page.getByText("No finding is left by these filters.").waitFor();
    expect(await accessibility(opened)).toEqual([]);
    quiet(opened);
  });
});

describe("filters", () => {
  it.each<[string, (opened: Opened) => Promise<unknown>, string, string[], string]>([
    [
      "a level",
      ({ page }) => page.getByRole("checkbox", { name: /advisory/i }).check(),
      "1 of 6 findings",
      ["pinned-version: nano"],
      "#level=advisory",
    ],
    [
      "two levels",
      async ({ page }) => {
        await page.getByRole("checkbox", { name: /waived/i }).check();
        await page.getByRole("checkbox", { name: /advisory/i }).check();
      },
      "2 of 6 findings",
      ["pinned-version: nano", "known-model: odd"],
      "#level=advisory&level=waived",
    ],
    [
      "a rule",
      ({ page }) => page.getByLabel("Rule", { exact: true }).selectOption("known-model"),
      "1 of 6 findings",
      ["known-model: odd"],
      "#rule=known-model",
    ],
    [
      "a stack",
      ({ page }) => page.getByLabel("Stack or file").selectOption("stack:shop/prod"),
      "3 of 6 findings",
      ["model-availability: a, b, c"],
      "#in=stack:shop/prod",
    ],
    [
      "a file",
      ({ page }) => page.getByLabel("Stack or file").selectOption("file:plan.json"),
      "3 of 6 findings",
      ["model-availability: nano", "pinned-version: nano", "known-model: odd"],
      "#in=file:plan.json",
    ],
    [
      "a text, in any case and of several words",
      ({ page }) => page.getByRole("searchbox").fill("Upgrades NANO"),
      "1 of 6 findings",
      ["pinned-version: nano"],
      "#q=upgrades+nano",
    ],
    ["what is in no finding", ({ page }) => page.getByRole("searchbox").fill("<b>"), "0 of 6 findings", [], "#q=<b>"],
  ])("by %s, which the address keeps", async (_, filter, said, left, kept) => {
    const opened = await open(page(STACKS));
    await filter(opened);
    await expectShown(opened, said);
    expect(await shown(opened)).toEqual(left);
    expect(await hash(opened)).toBe(kept);
    await opened.page.reload();
    await expectShown(opened, said);
    expect(await shown(opened)).toEqual(left);
    await opened.page.getByRole("button", { name: "Clear filters" }).click();
    await expectShown(opened, "All 6 findings");
    expect(opened.page.url()).toBe(opened.url);
    expect(await shown(opened)).toHaveLength(3);
    quiet(opened);
  });

  it("come from an address that somebody sent, without values that the page does not have", async () => {
    const opened = await open(page(STACKS));
    await opened.page.goto(`${opened.url}#level=mandatory&rule=nope&in=stack:nope&level=nope&x=y`);
    await expectShown(opened, "4 of 6 findings");
    quiet(opened);
  });

  it("stay in the address when a link within the page is followed", async () => {
    const opened = await open(page(STACKS));
    await opened.page.getByRole("checkbox", { name: /mandatory/i }).check();
    await expectShown(opened, "4 of 6 findings");
    await opened.page.getByRole("link", { name: "model-availability" }).first().click();
    expect(await hash(opened)).toBe("#level=mandatory");
    expect(await opened.page.evaluate("document.activeElement.id")).toBe("rule-model-availability");
    await opened.page.getByRole("button", { name: "Clear filters" }).click();
    await opened.page.getByRole("link", { name: "pinned-version" }).first().click();
    expect(await hash(opened)).toBe("#rule-pinned-version");
    expect(await shown(opened)).toHaveLength(3);
    quiet(opened);
  });

  it("are hidden if there is nothing to choose", async () => {
    const opened = await open(page(report({ files: [file({ findings: [finding()] })] })));
    expect(await opened.page.getByRole("search").count()).toBe(0);
    quiet(opened);
  });
});

it("can be used by the keyboard alone", async () => {
  const opened = await open(page(STACKS));
  const { keyboard } = opened.page;
  const focused = () => opened.page.evaluate("document.activeElement.name || document.activeElement.textContent");
  await keyboard.press("Tab");
  expect(await focused()).toBe("Skip to the content");
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  expect(await focused()).toBe("q");
  await keyboard.type("shop");
  await keyboard.press("Enter");
  await expectShown(opened, "6 of 6 findings");
  for (const name of ["rule", "in", "Fold citations"]) {
    await keyboard.press("Tab");
    expect(await focused()).toBe(name);
  }
  await keyboard.press("Enter");
  expect(await opened.page.locator(".citation:visible").count()).toBe(0);
  expect(await focused()).toBe("Unfold citations");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expectShown(opened, "All 6 findings");
  expect(await focused()).toBe("q");
  quiet(opened);
});

describe("names of a plan", () => {
  it("are shown as text, with any content", async () => {
    const findings = HOSTILE.map(([, text], i) =>
      finding({
        urn: urnOf(`${i}${text}`),
        stack: `shop/${text}`,
        asked: { model: text, version: text, sku: text, region: text },
        ...saying(`${i}${text}`, text),
        nested: text,
        place: { file: `javascript:alert(1)//${text}`, line: 1 },
      }),
    );
    const opened = await open(page(report({ files: [file({ file: "javascript:alert(1)", findings })] })));
    const printable = (text: string) =>
      escapeTerminal(text).replace(/[\ufffe\uffff]/g, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);
    expect(await opened.page.locator(".urn").allTextContents()).toEqual(findings.map(({ urn = "" }) => printable(urn)));
    expect(await opened.page.locator("img, svg, iframe, object, embed, form form, body script ~ script").count()).toBe(
      0,
    );
    expect(await opened.page.locator("a:not([href^='#'])").count()).toBe(0);
    // The filters know the stack by its name, markup and all.
    await opened.page.getByLabel("Stack or file").selectOption("stack:shop/<script>alert(1)</script><!-- & &amp; \"'");
    await expectShown(opened, `1 of ${HOSTILE.length} findings`);
    await opened.page.reload();
    await expectShown(opened, `1 of ${HOSTILE.length} findings`);
    quiet(opened);
  });

  it.each([
    ["everything there is", EVERYTHING],
    ["long names", hostileReport("gpt-".repeat(1000))],
    ["long words", hostileReport("MarkupInNames".repeat(100))],
  ])("make a page of %s no wider than a phone", async (_, of) => {
    const opened = await open(page(of), { viewport: { width: 320, height: 640 } });
    expect(await opened.page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    for (const summary of await opened.page.locator("summary:visible").all()) await summary.click();
    expect(await opened.page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    await opened.page.evaluate("document.documentElement.style.fontSize = '200%'");
    expect(await opened.page.evaluate("document.documentElement.scrollWidth")).toBe(320);
    quiet(opened);
  });
});

it("is the whole report without JavaScript", async () => {
  const opened = await open(page(STACKS), { javaScriptEnabled: false });
  expect(await shown(opened)).toHaveLength(3);
  expect(await opened.page.locator("#filters").isVisible()).toBe(false);
  expect(await opened.page.locator(".citation:visible").count()).toBe(3);
  expect(await opened.page.locator("input:visible").count()).toBe(0);
  const [cited] = await opened.page.locator(".cited summary").all();
  await cited?.click();
  expect(await opened.page.locator(".citation:visible").count()).toBe(2);
});

/** Many findings, no two alike. */
const many = (n: number) =>
  report({
    files: [
      file({
        findings: [...Array(n).keys()].map((i) => finding({ urn: urnOf(`d${i}`), ...saying(`message ${i}`) })),
      }),
    ],
  });

describe("on paper", () => {
  it("everything is unfolded, and there are no filters", async () => {
    const opened = await open(page(many(40)), { javaScriptEnabled: false });
    expect(await opened.page.locator(".citation").first().isVisible()).toBe(false);
    await opened.page.emulateMedia({ media: "print" });
    expect(await opened.page.locator(".citation:visible").count()).toBe(40);
  });

  it("says what the filters leave out", async () => {
    const opened = await open(page(many(40)));
    await opened.page.emulateMedia({ media: "print" });
    expect(await opened.page.locator("#filters").isVisible()).toBe(false);
    await opened.page.goto(`${opened.url}#q=d39`);
    await expectShown(opened, "1 of 40 findings");
    expect(await opened.page.getByRole("searchbox").isVisible()).toBe(false);
    quiet(opened);
  });

  it("folds again what was unfolded for printing", async () => {
    const opened = await open(page(many(40)));
    const unfolded = () => opened.page.locator("details[open]").count();
    await opened.page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await unfolded()).toBe(40);
    await opened.page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await unfolded()).toBe(0);
  });
});

it("opens with ten thousand findings, and finds one of them", async () => {
  const opened = await open(page(many(10_000)));
  await opened.page.getByRole("searchbox").fill("d9999");
  await expectShown(opened, "1 of 10000 findings");
  expect(await opened.page.locator(".finding:not([hidden]) .place-of b").allTextContents()).toEqual(["d9999"]);
  quiet(opened);
});

describe("the compiled command", () => {
  const dir = mkdtempSync(join(tmpdir(), "aog-report-"));
  afterAll(() => rmSync(dir, { recursive: true }));
  const check = (args: readonly string[], node: readonly string[] = []) =>
    spawnSync(
      process.execPath,
      [...node, join(ROOT, "dist/cli/main.js"), "check", "--no-config", "--as-of", "2026-02-01", ...args],
      { encoding: "utf8", cwd: dir },
    );

  it("writes a page that opens, beside another format", async () => {
    const plan = join(ROOT, "examples/plans/blocked.preview.json");
    const run = check([plan, "--format", "html=report.html", "--format", "github"]);
    expect([run.status, run.stderr]).toEqual([1, ""]);
    expect(run.stdout).toMatch(/^::error /);
    const opened = await open(readFileSync(join(dir, "report.html"), "utf8"));
    expect(await opened.page.getByRole("heading", { level: 1 }).textContent()).toMatch(/Blocked: 1 resource$/);
    expect(await shown(opened)).toEqual(["model-availability: titles", "catalog-age: the whole run"]);
    quiet(opened);
  });

  it("loads preact for a page, and for no other format", () => {
    const plan = join(ROOT, "examples/plans/clean.preview.json");
    const spy = join(dir, "spy.cjs");
    // preact marks its nodes with this symbol, which it asks for while it loads, bundled or not.
    writeFileSync(
      spy,
      `const marks = [];
      const symbolFor = Symbol.for;
      Symbol.for = (name) => (marks.push(name), symbolFor(name));
      process.on("exit", () => console.error(marks.includes("pv")));`,
    );
    const loads = FORMATS.map((format) => {
      const { status, stderr } = check(["--format", format, plan], ["-r", spy]);
      return [format, status, stderr];
    });
    expect(loads).toEqual(FORMATS.map((format) => [format, 0, `${format === "html"}\n`]));
  });
});
