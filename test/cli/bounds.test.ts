/** Inputs made to run for ever or to fill the memory: each ends with one clear error, in bounded memory. */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(__dirname, "../..");
const MAIN = join(ROOT, "dist/cli/main.js");
const MB = 1024 * 1024;
/** A bound for the whole process, in kilobytes: Node.js takes about 45 MB, and a file is held at most once. */
const MOST_MEMORY = 300 * 1024;

const dir = mkdtempSync(join(tmpdir(), "aog-bounds-"));
afterAll(() => rmSync(dir, { recursive: true }));
const at = (name: string) => join(dir, name);

/** Runs the program, and measures its peak memory. */
function run(...args: string[]) {
  const hook = at("memory.cjs");
  const memory = at("memory.txt");
  writeFileSync(
    hook,
    `process.on("exit", () => require("node:fs").writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)));`,
  );
  const command = ["--require", hook, MAIN, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: dir,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, stdout, stderr, memory: Number(readFileSync(memory, "utf8")) };
}

function expectError(args: readonly string[], message: string | RegExp): void {
  const { status, stderr, memory } = run(...args);
  const [line, ...others] = stderr.trimEnd().split("\n");
  expect(line).toMatch(message);
  expect(line?.startsWith("azure-openai-guard: ")).toBe(true);
  expect(others).toEqual([]);
  expect(status).toBe(2);
  expect(line?.length).toBeLessThan(500);
  expect(memory).toBeLessThan(MOST_MEMORY);
}

const RESOURCE = '{"urn":"urn:pulumi:dev::p::a:b:C::x","type":"a:b:C","inputs":{}},';

beforeAll(() => {
  copyFileSync(join(ROOT, "examples/plans/blocked.preview.json"), at("plan.json"));
  const brackets = openSync(at("brackets.json"), "w");
  for (let i = 0; i < 300; i += 1) writeSync(brackets, Buffer.alloc(MB, "["));
  closeSync(brackets);
  mkdirSync(at("long"));
  writeFileSync(join(at("long"), `${"a".repeat(200)}.json`), "{}");
  // Blanks compress to a thousandth, so that 15 MB contain 15 GB.
  const start = '{"version":3,"deployment":{"resources":[';
  const blanks = gzipSync(Buffer.alloc(40 * MB, " "), { level: 9 });
  writeFileSync(at("blanks.json.gz"), Buffer.concat([gzipSync(start), ...Array(370).fill(blanks)]));
  // Resources with some chance in their names become a hundredth.
  const names = (i: number) => RESOURCE.replace("::x", `::${(i * 2_654_435_761) % 4_294_967_296}`);
  const entries = Array.from({ length: 40_000 }, (_, i) => (i % 15 === 0 ? names(i) : RESOURCE)).join("");
  const packed = gzipSync(entries);
  const members = Math.ceil((513 * MB) / entries.length);
  writeFileSync(at("entries.json.gz"), Buffer.concat([gzipSync(start), ...Array(members).fill(packed)]));
});

describe("a pattern", () => {
  it("that takes too long is given up", () => {
    expectError(
      ["check", "long/*a*a*a*a*a*a*a*a*a*a*a*a*a*a*ab"],
      /as a glob it takes too long to match: use fewer \*$/,
    );
  });

  it("of 70,000 stars is refused, and not printed", () => {
    expectError(
      ["check", "*".repeat(70_000)],
      /^azure-openai-guard: \*{77}\.\.\.: is not a file, and as a glob it has more than 1000 characters$/,
    );
  });
});

describe("an endless file", () => {
  const tooLarge = "/dev/zero: cannot be read: it is larger than 64 MB, which is more than such a file needs";
  it.each<[string, string[], string | RegExp]>([
    ["settings", ["check", "plan.json", "--config", "/dev/zero"], tooLarge],
    ["settings to validate", ["config", "validate", "--config", "/dev/zero"], tooLarge],
    ["a baseline", ["check", "plan.json", "--baseline", "/dev/zero"], tooLarge],
    ["an edition", ["check", "plan.json", "--edition", "/dev/zero"], tooLarge],
    ["an edition to show", ["catalog", "show", "/dev/zero"], tooLarge],
    ["editions to compare", ["catalog", "diff", "/dev/zero", "2025-06-16"], tooLarge],
    ["an edition of an impact", ["catalog", "impact", "/dev/zero", "2025-06-16", "plan.json"], tooLarge],
    ["a models list", ["catalog", "import", "--arm", "/dev/zero"], tooLarge],
    ["a page", ["catalog", "import", "--docs", "/dev/zero"], tooLarge],
    ["requests", ["place", "--file", "/dev/zero"], tooLarge],
    ["a plan", ["check", "/dev/zero"], "/dev/zero: is not text: expected JSON in UTF-8, found other bytes"],
    ["a plan to place", ["place", "--from", "/dev/zero"], "/dev/zero: is not text"],
    ["a log", ["explain-error", "/dev/zero"], "/dev/zero: is not text"],
  ])("is refused as %s", (_, args, message) => {
    expectError(args, message);
  });

  it.each([
    [
      "overlay",
      "overlay: /dev/zero\n",
      /settings\.yaml:1:10: overlay: \/dev\/zero: cannot be read: it is larger than 64 MB/,
    ],
    [
      "edition",
      "catalog: { edition: /dev/zero }\n",
      /settings\.yaml:1:21: catalog\.edition: \/dev\/zero: cannot be read: it is larger/,
    ],
  ])("is refused as the %s of settings", (_, text, message) => {
    writeFileSync(at("settings.yaml"), text);
    expectError(["check", "plan.json", "--config", "settings.yaml"], message);
  });
});

describe("300 MB of brackets", () => {
  const deep =
    /^azure-openai-guard: brackets\.json: is nested more than 500,000 levels deep, which no plan and no state is/;
  const large = /^azure-openai-guard: brackets\.json: cannot be read: it is larger than 64 MB/;
  it.each<[string, string[], RegExp]>([
    ["a plan", ["check", "brackets.json"], deep],
    ["a state", ["check", "brackets.json", "--kind", "state"], deep],
    ["a plan to place", ["place", "--from", "brackets.json"], deep],
    ["settings", ["check", "plan.json", "--config", "brackets.json"], large],
    ["a baseline", ["check", "plan.json", "--baseline", "brackets.json"], large],
    ["an edition", ["check", "plan.json", "--edition", "brackets.json"], large],
    ["a models list", ["catalog", "import", "--arm", "brackets.json"], large],
    ["requests", ["place", "--file", "brackets.json"], large],
    [
      "a log",
      ["explain-error", "brackets.json"],
      /^azure-openai-guard: brackets\.json: is larger than 64 MB: give the part of it that has the error/,
    ],
  ])("are refused as %s", (_, args, message) => {
    expectError(args, message);
  });

  it("are one line of a batch, with its error", () => {
    const { status, stdout, stderr, memory } = run("explain", "--batch", "brackets.json");
    expect([status, stdout, stderr]).toEqual([
      0,
      '{"error":"the line is longer than 1000000 characters","line":1}\n',
      "",
    ]);
    expect(memory).toBeLessThan(MOST_MEMORY);
  });
});

describe("a log", () => {
  it("of more lines than any log has is refused", () => {
    writeFileSync(at("lines.log"), Buffer.alloc(40 * MB, "\n"));
    expectError(
      ["explain-error", "lines.log"],
      /^azure-openai-guard: lines\.log: has more than 4 million lines, as no log has/,
    );
  });

  it("of one line of 30 MB is searched in pieces", () => {
    const message =
      "The specified SKU 'Standard' for model 'gpt-4o 2024-08-06' is not supported in this region 'westus'.";
    writeFileSync(at("line.log"), `${'Code=" '.repeat(2 * MB)} ${message} ${'Code=" '.repeat(2 * MB)}`);
    const { status, stdout, memory } = run("explain-error", "line.log", "--json");
    expect([status, JSON.parse(stdout).errors.map((e: { code: string; line: number }) => [e.code, e.line])]).toEqual([
      0,
      [["InvalidResourceProperties", 1]],
    ]);
    expect(memory).toBeLessThan(2 * MOST_MEMORY);
  });
});

describe("a packed file", () => {
  it("that unpacks to a thousand times its size is refused", () => {
    expectError(
      ["check", "blanks.json.gz"],
      /its gzip data become more than 250 times as large, which no plan and no state does/,
    );
  });

  it("that unpacks to a very large size is refused, at any ratio", () => {
    expectError(["check", "entries.json.gz"], /its gzip data become more than 512 MB: unpack it, and give that file$/);
  });
});

describe("settings", () => {
  const lines = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join("");
  it("of 5,000 keys that nothing knows: the first hundred problems, and how many more", () => {
    writeFileSync(
      at("keys.yaml"),
      lines(5000, (i) => `unknown${i}: 1\n`),
    );
    const { status, stderr, memory } = run("check", "plan.json", "--config", "keys.yaml");
    const problems = stderr.trimEnd().split("\n");
    expect(problems).toHaveLength(101);
    expect(problems[0]).toMatch(/^azure-openai-guard: keys\.yaml:1:1: unknown0: unknown rule or setting; /);
    expect(problems.at(-1)).toMatch(/4,?900 more/);
    expect([status, memory < MOST_MEMORY]).toEqual([2, true]);
  });

  it.each([
    [
      "aliases of aliases, 12 KB",
      `a: &a [${"x,".repeat(9)}]\n${[..."bcdefghi"].map((c, i) => `${c}: &${c} [${`*${"abcdefgh"[i]},`.repeat(9)}]\n`).join("")}${"# \n".repeat(4000)}`,
    ],
    ["200,000 aliases", `a: &a x\nb: [${"*a,".repeat(200_000)}]\n`],
  ])("of %s are refused", (_, text) => {
    writeFileSync(at("aliases.yaml"), text);
    expectError(["config", "validate", "--config", "aliases.yaml"], /holds more aliases than settings can need/);
  });
});
