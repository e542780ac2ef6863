/** Pages in a real browser, opened from a file; everything else that they do is recorded. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

/** A page in the browser. */
export interface Opened {
  readonly page: Page;
  /** The address of its file. */
  readonly url: string;
  /**
   * What a page must not do: other requests than for its file, messages in the console, script errors, and violations of
   * its content security policy.
   */
  readonly problems: readonly string[];
}

/** Turns off the browser's own requests, since every request counts as the page's. */
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a browser for the tests of a file.
 * @returns opens a page of the given HTML. Nothing may be left in `problems` at the end; `quiet` says so.
 *   The hash is that of the address, with its `#`.
 */
export function browser(): (html: string, options?: BrowserContextOptions, hash?: string) => Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "aog-pages-"));
  let started: Browser;
  const contexts: BrowserContext[] = [];
  let count = 0;
  beforeAll(async () => {
    const isRoot = process.getuid?.() === 0;
    started = await chromium.launch({ executablePath: inject("chromium"), chromiumSandbox: !isRoot, args: FLAGS });
  });
  // An open page would go on using the machine.
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await started?.close();
    rmSync(folder, { recursive: true });
  });
  return async (html, options = {}, hash = "") => {
    count += 1;
    const file = join(folder, `page-${count}.html`);
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const context = await started.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    contexts.push(context);
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("request", (request) => {
      const asked = request.url();
      if (asked.split("#")[0] !== url && !/^(data|blob):/.test(asked)) problems.push(`request: ${asked}`);
    });
    // The console reports a violation of the policy as an error.
    page.on("console", (message) => problems.push(`console ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("popup", (popup) => problems.push(`window: ${popup.url()}`));
    await page.goto(`${url}${hash}`);
    return { page, url, problems };
  };
}

/** Expects that a page did nothing forbidden. */
export function quiet({ problems }: Opened): void {
  expect(problems).toEqual([]);
}

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds wrong with a page: WCAG 2.2 A and AA, and best practices. */
export async function accessibility({ page }: Opened): Promise<string[]> {
  // Through the debugger, since the page's policy allows no other script.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{
    violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
  }>(`axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ["violations"] })`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ""}`),
  );
}
