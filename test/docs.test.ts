/** The README and the pages of docs/: they show the tool's real output, and their links work. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editionText } from "../catalog/edition/provenance";
import { refreshed } from "./catalog/support";
import { cli } from "./cli/support";

const ROOT = join(__dirname, "..");
const text = (page: string) => readFileSync(join(ROOT, page), "utf8");
const DOCS = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" });
const PAGES = ["README.md", "examples/README.md", ...DOCS.filter((f) => f.endsWith(".md")).map((f) => `docs/${f}`)];

/** Commands of a page with the output below each. */
function shownIn(page: string) {
  const blocks = [...text(page).matchAll(/```text\n([\s\S]*?)```/g)].map((m) => m[1] ?? "");
  return blocks
    .flatMap((block) => block.split(/^(?=\$ )/m))
    .flatMap((part) => {
      const [, command, output] = /^\$ azure-openai-guard (.*)\n([\s\S]*)$/.exec(part) ?? [];
      if (command === undefined || output === undefined) return [];
      const exit = /^exit code (\d)\n*$/m.exec(output);
      return [{ page, command, output: output.slice(0, exit?.index).trimEnd(), exit: exit && Number(exit[1]) }];
    });
}

const shown = PAGES.flatMap(shownIn);

describe("shown output", () => {
  it.each(["README.md", "docs/place.md", "docs/errors.md", "docs/matrix.md", "docs/settings.md"])(
    "is in %s",
    (page) => {
      expect(shown.filter((s) => s.page === page).length).toBeGreaterThan(0);
    },
  );

  it.each(shown)("$page: $command", async ({ command, output, exit }) => {
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? "");
    const { stdout, stderr, exitCode } = await cli(args);
    expect(stderr + stdout.trimEnd()).toBe(output);
    if (exit !== null) expect(exitCode).toBe(exit);
  });
});

describe("commands in the pages run after the build", () => {
  const dir = mkdtempSync(join(tmpdir(), "aog-docs-"));
  beforeAll(() => {
    cpSync(join(ROOT, "examples"), join(dir, "examples"), { recursive: true });
    cpSync(join(ROOT, "examples", "plans", "blocked.preview.json"), join(dir, "plan.json"));
    // The reader makes this file with docs/catalog.md.
    writeFileSync(join(dir, "catalog.json"), editionText(refreshed().data));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const commands = ["README.md", "docs/errors.md", "docs/formats.md", "docs/matrix.md"].flatMap((page) =>
    [...text(page).matchAll(/```sh\n([\s\S]*?)```/g)]
      .flatMap((m) => (m[1] ?? "").split("\n"))
      .filter((line) => line.includes("azure-openai-guard") && !line.startsWith("pulumi "))
      .map((line) => ({ page, line })),
  );
  const guard = `azure-openai-guard() { "${process.execPath}" "${join(ROOT, "dist", "cli", "main.js")}" "$@"; }`;

  it("exist", () => {
    expect(commands.length).toBeGreaterThan(25);
  });

  it.each(commands)("$page: $line", ({ line }) => {
    const script = `set -o pipefail; ${guard}; npx() { "$@"; }; ${line}`;
    const { status, stderr } = spawnSync("bash", ["-c", script], {
      cwd: dir,
      encoding: "utf8",
      input: "",
      env: { ...process.env, GITHUB_STEP_SUMMARY: join(dir, "summary.md") },
    });
    expect(stderr).not.toMatch(/azure-openai-guard: (?!note:)|error:/);
    expect([0, 1]).toContain(status);
  });
});

describe.each(PAGES)("%s", (page) => {
  const links = [...text(page).matchAll(/\]\((?!https?:)([^)#\s]*)(#[^)\s]+)?\)/g)].map((m) => ({
    file: m[1] === "" ? page : join(dirname(page), m[1] ?? ""),
    anchor: m[2]?.slice(1),
  }));

  it("has no broken links", () => {
    const lost = links.filter(({ file, anchor }) => {
      if (!existsSync(join(ROOT, file))) return true;
      return anchor !== undefined && !anchorsOf(file).includes(anchor);
    });
    expect(lost).toEqual([]);
  });
});

/** The anchors that code hosts give to headings. */
function anchorsOf(page: string): string[] {
  const headings = [...text(page).matchAll(/^#+ (.+)$/gm)].map((m) => m[1] ?? "");
  return headings.map((h) =>
    h
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Every key of an object, at any depth; docs/formats.md describes the keys of citations. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...(key === "citations" ? [] : keysOf(inner))]);
}

describe("keys of JSON", () => {
  it.each([
    ["docs/place.md", "place o3 gpt-image-1 --prefer Europe --json"],
    ["docs/place.md", "place --from examples/plans/blocked.preview.json --accounts 1 --json"],
    ["docs/place.md", "place o3:any:GlobalStandard gpt-4o --processing EU --json"],
    ["docs/errors.md", "explain-error examples/logs/pulumi-up.log --json"],
    ["docs/matrix.md", "matrix --sku Standard --model gpt-4o --json"],
    ["docs/matrix.md", "matrix --sku Standard --model gpt-4o --compare 2025-06-16 --all --json"],
  ])("%s names every key of %s", async (page, command) => {
    const { stdout } = await cli(command.split(" "));
    const named = [...text(page).matchAll(/`(\w+)`/g)].map((m) => m[1]);
    const keys = [...new Set(keysOf(JSON.parse(stdout)))];
    expect(keys.filter((key) => !named.includes(key))).toEqual([]);
  });
});
