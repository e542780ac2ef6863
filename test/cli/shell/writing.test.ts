/** Writing that fails, with the compiled program: one clear error each, exit code 2, no damaged file. */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

const ROOT = join(__dirname, "..", "../..");
const MAIN = join(ROOT, "dist/cli/main.js");
const PLAN = join(ROOT, "examples/plans/blocked.preview.json");
const SUMMARY = /^1 file, 2 deployments: 1 blocked, 1 advice$/m;

const base = mkdtempSync(join(tmpdir(), "aog-writing-"));
afterAll(() => {
  for (const name of readdirSync(base)) chmodSync(join(base, name), 0o755);
  rmSync(base, { recursive: true });
});

let dir = "";
let count = 0;
beforeEach(() => {
  count += 1;
  dir = join(base, String(count));
  mkdirSync(dir);
});

const env = { ...process.env, NODE: process.execPath, MAIN, PLAN };

/** Runs the program in `dir`. */
function main(...args: string[]) {
  // Root may write everywhere; without its capabilities it is an ordinary owner.
  const drop = process.getuid?.() === 0 ? ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] : [];
  const [command = "", ...rest] = [...drop, process.execPath, MAIN, ...args];
  const run = spawnSync(command, rest, { cwd: dir, encoding: "utf8", env });
  return { exitCode: run.status, stdout: run.stdout, stderr: run.stderr };
}

/** Runs a shell command in `dir`. */
function shell(command: string) {
  const run = spawnSync("bash", ["-c", command], { cwd: dir, encoding: "utf8", env });
  return { exitCode: run.status, stdout: run.stdout, stderr: run.stderr };
}

const UNWRITABLE: [title: string, file: string, why: RegExp, prepare?: () => void][] = [
  ["a folder that is missing", "nowhere/out", /there is no such directory/],
  ["a folder", "folder", /it is a directory, expected a file/, () => mkdirSync(join(dir, "folder"))],
  [
    "a file in place of a folder",
    "file/out",
    /part of its path is a file, not a directory/,
    () => writeFileSync(join(dir, "file"), ""),
  ],
  ["a name that is too long", "x".repeat(300), /its name is too long/],
  ["a link to itself", "loop/out", /symbolic links go round in a circle/, () => symlinkSync("loop", join(dir, "loop"))],
  ["a full disk", "/dev/full", /the disk is full/],
  ["a folder that is read-only", "out", /no permission to write there/, () => chmodSync(dir, 0o555)],
  [
    "a file that is read-only, in a folder that is too",
    "out",
    /no permission to write there/,
    () => {
      writeFileSync(join(dir, "out"), "before", { mode: 0o444 });
      chmodSync(dir, 0o555);
    },
  ],
];

describe("a file that cannot be written", () => {
  it.each(UNWRITABLE)("%s: gives one error, and still writes standard output", (_, file, why, prepare) => {
    prepare?.();
    const { exitCode, stdout, stderr } = main("check", PLAN, "--format", `sarif=${file}`);
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(why)]);
    expect(stderr).toMatch(/^azure-openai-guard: cannot write /);
    expect(stdout).toMatch(SUMMARY);
    expect(exitCode).toBe(2);
  });

  it("keeps the others from being written too: all or none", () => {
    const formats = ["--format", "sarif=nowhere/a", "--format", "gitlab=b", "--format", "junit=nowhere/c"];
    const { exitCode, stderr } = main("check", PLAN, ...formats);
    expect([exitCode, stderr]).toEqual([
      2,
      "azure-openai-guard: cannot write nowhere/a: there is no such directory; none of the 3 files was written\n",
    ]);
    expect(readdirSync(dir)).toEqual([]);
  });

  it("is unchanged, with nothing beside it, if the disk fills up", () => {
    writeFileSync(join(dir, "out.json"), "before");
    // A file may have so many blocks; the signal is ignored, so that the write fails as on a full disk.
    const command = `trap "" XFSZ; ulimit -f 1; "$NODE" "$MAIN" check "$PLAN" --format json=out.json`;
    const { exitCode, stderr } = shell(command);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^azure-openai-guard: cannot write out\.json: .*\n$/),
    ]);
    expect(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), "utf8")])).toEqual([
      ["out.json", "before"],
    ]);
  });
});

describe("a file that can be written", () => {
  it("is replaced whole, and keeps its mode", () => {
    writeFileSync(join(dir, "out"), "x".repeat(100_000), { mode: 0o600 });
    expect(main("check", PLAN, "--format", "gitlab=out").exitCode).toBe(1);
    expect(JSON.parse(readFileSync(join(dir, "out"), "utf8"))).toHaveLength(2);
    expect(statSync(join(dir, "out")).mode & 0o777).toBe(0o600);
  });

  it("may be the target of a link", () => {
    writeFileSync(join(dir, "real"), "");
    symlinkSync("real", join(dir, "link"));
    main("check", PLAN, "--format", "gitlab=link");
    expect(JSON.parse(readFileSync(join(dir, "real"), "utf8"))).toHaveLength(2);
  });

  it("may have the longest possible name, with blanks and other scripts", () => {
    const name = `${"ü ".repeat(80)}東京.json`;
    expect(main("check", PLAN, "--format", `gitlab=${name}`).exitCode).toBe(1);
    expect(readdirSync(dir)).toEqual([name]);
  });

  it("may be a pipe", () => {
    const command = `mkfifo pipe; cat pipe > got & "$NODE" "$MAIN" check "$PLAN" --format gitlab=pipe; code=$?; wait; exit $code`;
    expect(shell(command).exitCode).toBe(1);
    expect(JSON.parse(readFileSync(join(dir, "got"), "utf8"))).toHaveLength(2);
  });
});

describe("standard output that cannot be written", () => {
  // More than a pipe holds: 64 KiB on Linux.
  const many = `for i in {1..100}; do cp "$PLAN" $i.json; done; "$NODE" "$MAIN" check --format json *.json`;
  it.each([
    ["a full disk", '"$NODE" "$MAIN" check "$PLAN" > /dev/full', /the disk is full/],
    ["a full disk, for help", '"$NODE" "$MAIN" --help > /dev/full', /the disk is full/],
    [
      "a reader that stops after a line",
      `${many} | head -n 1; exit \${PIPESTATUS[0]}`,
      /its reader has stopped reading/,
    ],
    ["a reader that never reads", `${many} | true; exit \${PIPESTATUS[0]}`, /its reader has stopped reading/],
    [
      "a reader that stops in a batch",
      `yes '{"model":"gpt-4o","region":"eastus"}' | head -n 20000 | "$NODE" "$MAIN" explain --batch - | head -n 1 > /dev/null; exit \${PIPESTATUS[2]}`,
      /its reader has stopped reading/,
    ],
  ])("%s: one error", (_, command, why) => {
    const { exitCode, stderr } = shell(command);
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(why)]);
    expect(stderr).toMatch(/^azure-openai-guard: cannot write to standard output: /);
    expect(exitCode).toBe(2);
  });

  it("does not keep the files from being written", () => {
    const command = '"$NODE" "$MAIN" check "$PLAN" --format text --format gitlab=out > /dev/full';
    expect(shell(command).exitCode).toBe(2);
    expect(JSON.parse(readFileSync(join(dir, "out"), "utf8"))).toHaveLength(2);
  });

  it("does not affect standard error, or the other way round", () => {
    expect(shell('"$NODE" "$MAIN" check nope.json 2> /dev/full')).toMatchObject({
      exitCode: 2,
      stdout: expect.stringMatching(/1 file could not be checked\n$/),
    });
  });
});

describe("several files, all of them or none", () => {
  const NAMES = ["a.json", "b.json", "c.json"] as const;
  const FORMATS = ["--format", "gitlab=a.json", "--format", "sarif=b.json", "--format", "junit=c.json"];

  /** Code that runs before the program, and changes the nth call of a function of node:fs. */
  function hooked(hook: string, args: readonly string[]) {
    const file = join(dir, "..", `hook-${count}.cjs`);
    writeFileSync(file, `const fs = require("node:fs"); let calls = 0;\n${hook}`);
    const run = spawnSync(process.execPath, ["--require", file, MAIN, ...args], { cwd: dir, encoding: "utf8", env });
    rmSync(file);
    return run;
  }
  const atCall = (name: string, n: number, does: string) =>
    `const before = fs.${name}; fs.${name} = (...args) => { calls += 1; if (calls === ${n}) { ${does} } return before(...args); };`;
  const KILL = 'process.kill(process.pid, "SIGKILL"); for (;;);';

  const old = () => {
    for (const name of NAMES) writeFileSync(join(dir, name), `old ${name}`);
  };
  const contents = () => NAMES.map((name) => readFileSync(join(dir, name), "utf8"));
  const OLD = NAMES.map((name) => `old ${name}`);

  it("a run that is killed while it writes leaves the old files, and the next run cleans up", () => {
    old();
    expect(hooked(atCall("fsyncSync", 2, KILL), ["check", PLAN, ...FORMATS]).signal).toBe("SIGKILL");
    expect(contents()).toEqual(OLD);
    expect(readdirSync(dir).length).toBeGreaterThan(NAMES.length);
    expect(main("check", PLAN, ...FORMATS).exitCode).toBe(1);
    expect(readdirSync(dir).sort()).toEqual([...NAMES]);
    expect(contents().filter((text) => text.startsWith("old"))).toEqual([]);
  });

  it.each([2, 3])("a file %i that cannot be replaced brings back those before it", (n) => {
    old();
    const busy = 'throw Object.assign(new Error("busy"), { code: "EBUSY" });';
    const { status, stderr } = hooked(atCall("renameSync", n, busy), ["check", PLAN, ...FORMATS]);
    expect([status, stderr]).toEqual([
      2,
      `azure-openai-guard: cannot write ${NAMES[n - 1]}: it is in use, or a mount point; none of the 3 files was written\n`,
    ]);
    expect(contents()).toEqual(OLD);
    expect(readdirSync(dir).sort()).toEqual([...NAMES]);
  });

  it("a dangling link to the first file is not a second output", () => {
    symlinkSync("a.json", join(dir, "link"));
    const { exitCode, stderr } = main("check", PLAN, "--format", "gitlab=a.json", "--format", "sarif=link");
    expect([exitCode, stderr]).toEqual([2, "azure-openai-guard: two formats go to the same file link\n"]);
    expect(readdirSync(dir)).toEqual(["link"]);
  });

  it("runs of two containers with the same process id do not disturb each other", async () => {
    const world = join(dir, "..", "container.cjs");
    writeFileSync(
      world,
      `const fs = require("node:fs"); const before = fs.readlinkSync;
       fs.readlinkSync = (path, ...rest) => path === "/proc/self/ns/pid" ? "pid:[" + process.env.CONTAINER + "]" : before(path, ...rest);
       Object.defineProperty(process, "pid", { value: 1 });`,
    );
    const start = (container: number) =>
      new Promise<[number | null, string]>((resolve) => {
        const args = ["--require", world, MAIN, "check", PLAN, ...FORMATS];
        const child = spawn(process.execPath, args, { cwd: dir, env: { ...env, CONTAINER: String(container) } });
        let stderr = "";
        child.stderr.on("data", (chunk) => {
          stderr += chunk;
        });
        child.on("close", (code) => resolve([code, stderr]));
      });
    expect(await Promise.all([start(1), start(2), start(3)])).toEqual([1, 1, 1].map((code) => [code, ""]));
    rmSync(world);
    expect(readdirSync(dir).sort()).toEqual([...NAMES]);
    expect(JSON.parse(readFileSync(join(dir, "a.json"), "utf8"))).toHaveLength(2);
    expect(JSON.parse(readFileSync(join(dir, "b.json"), "utf8")).runs).toHaveLength(1);
  });
});
