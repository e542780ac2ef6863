/** Arguments: files, directories, globs, and files that are not plans, cannot be read, or are repeated. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli, fixture, ROOT } from "../support";

const PREVIEW = readFileSync(fixture("preview.json"));
const CLEAN = readFileSync(fixture("clean.json"));
const STATE = readFileSync(fixture("state.json"));
const CHECKPOINT = JSON.stringify({ version: 3, checkpoint: { latest: JSON.parse(STATE.toString()).deployment } });

const root = mkdtempSync(join(tmpdir(), "aog files é-"));
afterAll(() => rmSync(root, { recursive: true }));
const at = (path: string) => join(root, path);

/** Writes files into a new directory, and returns its path. */
function tree(name: string, files: Record<string, string | Uint8Array>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(at(join(name, path))), { recursive: true });
    writeFileSync(at(join(name, path)), content);
  }
  return at(name);
}

/** Runs `check`; names come back without the directory of all tests. */
async function check(args: readonly string[], stdin: string | Uint8Array = "") {
  const { stdout, stderr, exitCode } = await cli(["check", ...args, "--format", "json"], stdin);
  const files = JSON.parse(stdout).files as { file: string; error?: string }[];
  return {
    exitCode,
    files: files.filter((f) => f.error === undefined).map((f) => relative(root, f.file)),
    errors: files.filter((f) => f.error !== undefined).map((f) => `${relative(root, f.file)}: ${f.error}`),
    stderr: stderr.replaceAll(`${root}/`, "").split("\n").filter(Boolean),
  };
}

describe("a directory", () => {
  it("gives its plans and states, sorted, packed or not; other files are counted", async () => {
    const dir = tree("mixed", {
      "b/plan.json": CLEAN,
      "a.json": CLEAN,
      "B.JSON": STATE,
      "b/state.json.gz": gzipSync(STATE),
      "package.json": '{"name":"x","deployment":"prod","steps":{}}',
      "tsconfig.json": "// with a comment\n{}",
      "build/cloudbuild.json": '{"steps":[{"name":"gcr.io/x"}]}',
      "list.json": "[1]",
      "plan.txt": CLEAN,
      "node_modules/x/plan.json": PREVIEW,
      ".git/plan.json": PREVIEW,
    });
    expect(await check([dir])).toEqual({
      exitCode: 0,
      files: ["mixed/B.JSON", "mixed/a.json", "mixed/b/plan.json", "mixed/b/state.json.gz"],
      errors: [],
      stderr: ["azure-openai-guard: mixed: note: 4 other JSON files skipped"],
    });
  });

  it("keeps the name that the user gave", async () => {
    const dir = relative(ROOT, tree("named", { "x/a.json": CLEAN }));
    for (const given of [dir, `./${dir}`, `${dir}/`]) {
      const { stdout } = await cli(["check", given, "--format", "json"]);
      expect(JSON.parse(stdout).files[0].file).toBe(join(dir, "x/a.json"));
    }
  });

  it("of a self-managed backend gives its stacks, without backups and history", async () => {
    const dir = tree("backend", {
      ".pulumi/meta.yaml": "version: 1",
      ".pulumi/stacks/p/dev.json": CHECKPOINT,
      ".pulumi/stacks/p/dev.json.bak": CHECKPOINT,
      ".pulumi/stacks/p/dev.json.attrs": "{}",
      ".pulumi/stacks/p/dev.pulumi-tags": "{}",
      ".pulumi/stacks/p/prod.json.gz": gzipSync(CHECKPOINT),
      ".pulumi/stacks/p/prod.json.gz.1719800000000000000": gzipSync(CHECKPOINT),
      ".pulumi/stacks/old.json": CHECKPOINT,
      ".pulumi/backups/p/dev/dev.1719800000000000000.json": CHECKPOINT,
      ".pulumi/history/p/dev/dev-1719800000000000000.checkpoint.json": CHECKPOINT,
      ".pulumi/history/p/dev/dev-1719800000000000000.history.json": "{}",
      ".pulumi/workspaces/p-0-workspace.json": "{}",
    });
    const stacks = ["old.json", "p/dev.json", "p/prod.json.gz"].map((f) => `backend/.pulumi/stacks/${f}`);
    for (const given of [dir, join(dir, ".pulumi"), join(dir, ".pulumi/stacks"), join(dir, "**/.pulumi/**/*.json*")]) {
      const { files, errors } = await check([given]);
      expect(errors).toEqual([]);
      expect(files.filter((f) => !f.includes("prod.json.gz.") && !/\.(bak|attrs)$/.test(f))).toEqual(stacks);
    }
    const named = await check([join(dir, ".pulumi/history")]);
    expect(named.files).toEqual(["backend/.pulumi/history/p/dev/dev-1719800000000000000.checkpoint.json"]);
  });

  it.each([
    ["empty", {}, "empty: has no plan and no state"],
    ["foreign", { "package.json": "{}" }, "foreign: has no plan and no state, only 1 other JSON file"],
    ["hidden", { "node_modules/plan.json": PREVIEW }, "hidden: has no plan and no state"],
    [".pulumi", { "credentials.json": "{}" }, ".pulumi: has no plan and no state"],
  ])("without plans (%s) is an error, and the others are checked", async (name, files, error) => {
    mkdirSync(at(name), { recursive: true });
    const { exitCode, errors, files: checked } = await check([tree(name, files), fixture("preview.json")]);
    expect(errors).toEqual([error]);
    expect(checked).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  it("gives an error for each unreadable file, and checks the others", async () => {
    const dir = tree("broken", {
      "cut.json": PREVIEW.subarray(0, 700),
      "binary.json": Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 0xff]),
      "empty.json": "",
      "good.json": PREVIEW,
      "state.json": '{"version":3,"deployment":{"resources":{"a":1}}}',
      "z.json.gz": gzipSync(STATE).subarray(0, 100),
    });
    symlinkSync("nowhere.json", join(dir, "link.json"));
    symlinkSync("nowhere", join(dir, "link-that-does-not-matter"));
    symlinkSync("loop.json", join(dir, "loop.json"));
    symlinkSync("..", join(dir, "up"));
    const server = createServer().listen(join(dir, "socket.json"));
    try {
      const { files, errors, exitCode } = await check([dir]);
      expect(files).toEqual(["broken/good.json"]);
      expect(errors).toEqual([
        "broken/binary.json: is not text: expected JSON in UTF-8, found other bytes",
        expect.stringMatching(
          /^broken\/cut\.json: line \d+, column \d+: is not JSON: .+ the end of the file \(was it cut off\?\)$/,
        ),
        expect.stringMatching(/^broken\/empty\.json: is empty: expected/),
        "broken/link.json: cannot be read: it is a symbolic link, and where it leads there is no such file",
        "broken/loop.json: cannot be read: its symbolic links go round in a circle",
        "broken/socket.json: is a pipe, a socket or a device: give it by its name to have it read",
        'broken/state.json: expected "deployment.resources" to be an array, as in pulumi stack export; found an object with "a"',
        "broken/z.json.gz: cannot be unpacked: its gzip data end too soon (was it cut off?)",
      ]);
      expect(exitCode).toBe(2);
    } finally {
      server.close();
    }
  });

  it("gives files of the requested kind, and skips the others", async () => {
    const dir = tree("kinds", { "plan.json": PREVIEW, "state.json": STATE });
    expect(await check([dir, "--kind", "state"])).toEqual({
      exitCode: 0,
      files: ["kinds/state.json"],
      errors: [],
      stderr: ["azure-openai-guard: kinds: note: 1 other JSON file skipped"],
    });
  });
});

describe("a glob", () => {
  const dir = () => at("globs");
  beforeAll(() => {
    tree("globs", {
      "a/x.json": CLEAN,
      "a/b/y.json": CLEAN,
      "a/b/[1].json": CLEAN,
      "a/b/package.json": "{}",
      "a/node_modules/x.json": CLEAN,
      "plän für 東京/p q.json": CLEAN,
      ".cache/x.json": CLEAN,
      "readme.md": "# Plans",
    });
  });
  const cases: [glob: string, files: string[]][] = [
    ["**/*.json", ["a/b/[1].json", "a/b/y.json", "a/x.json", "plän für 東京/p q.json"]],
    ["*/*.json", ["a/x.json", "plän für 東京/p q.json"]],
    ["a/{b,c}/?.json", ["a/b/y.json"]],
    ["a/b/[1].json", ["a/b/[1].json"]],
    ["a/../a/*.json", ["a/x.json"]],
    ["a/node_modules/*.json", ["a/node_modules/x.json"]],
    [".cache/*.json", [".cache/x.json"]],
    ["plän*/**", ["plän für 東京/p q.json"]],
  ];
  it.each(cases)("%s", async (glob, expected) => {
    for (const given of [join(dir(), glob), `${relative(ROOT, dir())}/${glob}`]) {
      const { files, errors } = await check([given]);
      expect(errors).toEqual([]);
      expect(files).toEqual(expected.map((f) => `globs/${f}`));
    }
  });

  it("skips files that are not plans, and counts them", async () => {
    const { files, stderr } = await check([join(dir(), "**")]);
    expect(files).toHaveLength(4);
    expect(stderr).toEqual(["azure-openai-guard: globs/**: note: 2 other files skipped"]);
  });

  it.each([
    ["*.yaml", "there is no such file, and as a glob it matches none"],
    ["*.md", "matches no plan and no state, only 1 other file"],
    ["nowhere/**/*.json", "there is no such file, and as a glob it matches none"],
  ])("that matches no plan (%s) is an error", async (glob, error) => {
    const { errors, exitCode } = await check([join(dir(), glob)]);
    expect(errors).toEqual([expect.stringContaining(error)]);
    expect(exitCode).toBe(2);
  });
});

describe("arguments", () => {
  it("keep their order, of any kind", async () => {
    const dir = tree("order", { "b.json": CLEAN, "a.json": CLEAN, "z/1.json": CLEAN, "z/0.json": CLEAN });
    const { files } = await check([join(dir, "b.json"), join(dir, "z"), "-", join(dir, "*.json")], CLEAN);
    expect(files.map((f) => f.replace(/^.*\/-$/, "-"))).toEqual([
      "order/b.json",
      "order/z/0.json",
      "order/z/1.json",
      "-",
      "order/a.json",
    ]);
  });

  it("that mean the same file check it once", async () => {
    const dir = tree("once", { "a.json": PREVIEW, "b/package.json": "{}" });
    symlinkSync("a.json", join(dir, "link.json"));
    const { files } = await check([
      dir,
      join(dir, "a.json"),
      join(dir, "./b/../a.json"),
      join(dir, "link.json"),
      join(dir, "*.json"),
    ]);
    expect(files).toEqual(["once/a.json"]);
  });

  it("that name a file require it to be a plan", async () => {
    const dir = tree("must", { "a.json": CLEAN, "package.json": "{}" });
    const { files, errors } = await check([dir, join(dir, "package.json")]);
    expect(files).toEqual(["must/a.json"]);
    expect(errors).toEqual([expect.stringMatching(/^must\/package\.json: expected .+ found an empty object$/)]);
  });

  it.each(["[x].json", "a{1}.json", "what?.json", "all*.json", "!no.json"])(
    "may be a file whose name looks like a glob: %s",
    async (name) => {
      const dir = tree("literal", { [name]: CLEAN, "x.json": PREVIEW });
      expect((await check([join(dir, name)])).files).toEqual([`literal/${name}`]);
    },
  );

  it("may be a device", async () => {
    const { errors } = await check(["/dev/null"]);
    expect(errors).toEqual([expect.stringMatching(/dev\/null: is empty: expected/)]);
  });
});

describe("without permission", () => {
  it("a file or directory is an error, and the others are checked", async () => {
    const dir = tree("locked", { "closed/a.json": CLEAN, "no.json": CLEAN, "open/b.json": PREVIEW });
    chmodSync(root, 0o755);
    await check([join(dir, "open")]);
    // Root may read everything, so this process becomes nobody for a moment.
    const isRoot = process.geteuid?.() === 0;
    chmodSync(join(dir, "no.json"), 0);
    chmodSync(join(dir, "closed"), 0);
    try {
      if (isRoot) process.seteuid?.(65534);
      for (const given of [[dir], [join(dir, "closed"), join(dir, "no.json"), join(dir, "open")]]) {
        const { files, errors, exitCode } = await check(given);
        expect(files).toEqual(["locked/open/b.json"]);
        expect(errors.sort()).toEqual([
          "locked/closed: cannot be read: no permission to read it",
          "locked/no.json: cannot be read: no permission to read it",
        ]);
        expect(exitCode).toBe(2);
      }
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(join(dir, "closed"), 0o755);
    }
  });
});
