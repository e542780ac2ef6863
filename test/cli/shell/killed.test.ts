/** Runs that are killed at any step while they replace several files: the next run restores all old or all new ones. */
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { writeFiles } from "../../../cli/shell/output-files";

const COMPILED = join(__dirname, "../../..", "dist/cli/shell/output-files.js");
const base = mkdtempSync(join(tmpdir(), "aog-killed-"));
afterAll(() => rmSync(base, { recursive: true }));

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(base, "run-"));
  for (const folder of ["x", "y", "z"]) mkdirSync(join(dir, folder));
});

/** A process that writes files, and is killed before its nth call of a function that changes something on the disk. */
const writer = join(base, "writer.cjs");
writeFileSync(
  writer,
  `const fs = require("node:fs");
const [n, dir, names, text, times] = process.argv.slice(2);
let calls = 0;
for (const name of ["openSync", "writeFileSync", "fsyncSync", "closeSync", "fchmodSync", "linkSync", "copyFileSync", "renameSync", "rmSync"]) {
  const call = fs[name];
  fs[name] = (...args) => {
    calls += 1;
    if (calls === Number(n)) { process.kill(process.pid, "SIGKILL"); for (;;); }
    return call(...args);
  };
}
const { writeFiles } = require(${JSON.stringify(COMPILED)});
(async () => {
  for (let i = 0; i < Number(times ?? 1); i += 1) {
    await writeFiles(names.split(",").map((file) => ({ file, text: text + " " + i + " " + file })), dir);
  }
  process.stdout.write(String(calls));
})();
`,
);
const argumentsOf = (n: number, names: readonly string[], text: string) => [writer, String(n), dir, names.join(), text];

/** @returns how many calls the run made, or undefined if it was killed. */
function write(n: number, names: readonly string[], text: string): number | undefined {
  const { signal, stdout, stderr } = spawnSync(process.execPath, argumentsOf(n, names, text), { encoding: "utf8" });
  expect(stderr).toBe("");
  return signal === "SIGKILL" ? undefined : Number(stdout);
}

const textOf = (name: string) => (existsSync(join(dir, name)) ? readFileSync(join(dir, name), "utf8") : undefined);
const everything = () =>
  readdirSync(dir, { recursive: true })
    .map(String)
    .filter((name) => lstatSync(join(dir, name)).isFile())
    .sort();

/** Files in two folders, one of which is not there yet. */
const NAMES = ["x/a", "x/b", "y/c", "y/new"];
const OLD = ["old x/a", "old x/b", "old y/c", undefined];
const NEW = NAMES.map((name) => `text 0 ${name}`);

function prepare(): void {
  for (const name of everything()) rmSync(join(dir, name));
  for (const [i, name] of NAMES.entries()) if (OLD[i] !== undefined) writeFileSync(join(dir, name), OLD[i]);
}

describe("a run that is killed while it replaces several files", () => {
  it.each(["x", "y"])(
    "at any step, is undone or completed as a whole when the next run writes into folder %s",
    async (to) => {
      const calls = write(0, NAMES, "text") ?? 0;
      expect(calls).toBeGreaterThan(30);
      const ends = { old: 0, new: 0 };
      for (let n = 1; n <= calls; n += 1) {
        prepare();
        expect(write(n, NAMES, "text")).toBeUndefined();
        await writeFiles([{ file: `${to}/other`, text: "" }], dir);
        const found = NAMES.map(textOf);
        const which = found[0] === NEW[0] ? "new" : "old";
        expect([n, found]).toEqual([n, which === "new" ? NEW : OLD]);
        ends[which] += 1;
        // The other folder keeps names of the killed run at most until somebody writes there.
        for (const folder of ["x", "y"]) await writeFiles([{ file: `${folder}/other`, text: "" }], dir);
        expect([n, everything()]).toEqual([
          n,
          ["x/a", "x/b", "x/other", "y/c", ...(which === "new" ? ["y/new"] : []), "y/other"],
        ]);
      }
      expect(ends.old).toBeGreaterThan(20);
      expect(ends.new).toBeGreaterThan(4);
    },
  );

  it("is still undone if the next run is killed while it undoes it", async () => {
    prepare();
    // The step before which two of the three old files are replaced.
    let step = 20;
    while (write(step, NAMES, "text") !== undefined || textOf("x/b") !== NEW[1]) {
      prepare();
      step += 1;
    }
    const half = () => {
      prepare();
      write(step, NAMES, "text");
      expect(NAMES.map(textOf)).toEqual([...NEW.slice(0, 2), ...OLD.slice(2)]);
    };
    half();
    const calls = write(0, ["x/other"], "") ?? 0;
    expect(calls).toBeGreaterThan(10);
    for (let n = 1; n <= calls; n += 1) {
      half();
      expect(write(n, ["x/other"], "")).toBeUndefined();
      await writeFiles([{ file: "x/other", text: "" }], dir);
      expect([n, NAMES.map(textOf)]).toEqual([n, OLD]);
    }
  });

  it("is not undone if somebody has replaced its files since", async () => {
    prepare();
    for (let n = 20; textOf("x/b") !== NEW[1]; n += 1) write(n, NAMES, "text");
    writeFileSync(join(dir, "x/a"), "mine");
    await writeFiles([{ file: "x/other", text: "" }], dir);
    expect(NAMES.map(textOf)).toEqual(["mine", ...OLD.slice(1)]);
  });
});

describe("what is beside the files", () => {
  const FOREIGN = ".azure-openai-guard.00000000.1.0123456789abcdef";
  it.each([
    ["another file", "1 2 3"],
    ["nothing", ""],
  ])("a journal that comes with somebody's files, and names %s, replaces nothing", async (_, identity) => {
    const dead = ownName(spawnSync(process.execPath, ["-e", ""]).pid);
    const entries = [{ path: "../z/victim", isNew: false, index: 0, identity }];
    writeFileSync(join(dir, "z/victim"), "mine");
    writeFileSync(join(dir, `z/${dead}.0.old`), "theirs");
    writeFileSync(join(dir, `x/${dead}.journal`), JSON.stringify({ journals: [`${dead}.journal`], entries }));
    await writeFiles([{ file: "x/a", text: "" }], dir);
    expect(everything()).toEqual(["x/a", "z/victim"]);
    expect(textOf("z/victim")).toBe("mine");
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    '{"journals":1,"entries":1}',
    '{"journals":[],"entries":[]}',
    '{"journals":["../../q"],"entries":[{}]}',
  ])("a damaged journal (%s) of a run that is gone is removed", async (text) => {
    const dead = ownName(spawnSync(process.execPath, ["-e", ""]).pid);
    writeFileSync(join(dir, `x/${dead}.journal`), text);
    await writeFiles([{ file: "x/a", text: "" }], dir);
    expect(everything()).toEqual(["x/a"]);
  });

  it("waits for another run that replaces files there, but not for ever", async () => {
    const alive = ownName(process.ppid);
    writeFileSync(join(dir, `x/${alive}.journal`), "{}");
    setTimeout(() => rmSync(join(dir, `x/${alive}.journal`)), 200);
    await writeFiles(
      ["x/a", "x/b"].map((file) => ({ file, text: "1" })),
      dir,
    );
    expect(everything()).toEqual(["x/a", "x/b"]);
    writeFileSync(join(dir, `x/${alive}.journal`), "{}");
    await writeFiles(
      ["x/a", "x/b"].map((file) => ({ file, text: "2" })),
      dir,
    );
    expect(["x/a", "x/b"].map(textOf)).toEqual(["2", "2"]);
    expect(everything()).toEqual([`x/${alive}.journal`, "x/a", "x/b"]);
  });

  it("removes old leftovers of other machines' runs, by the clock of the disk", async () => {
    const name = `x/${FOREIGN}.0.new`;
    writeFileSync(join(dir, name), "");
    // A second name of an old file is new.
    utimesSync(join(dir, name), 0, 0);
    await writeFiles([{ file: "x/a", text: "" }], dir);
    expect(everything()).toEqual([name, "x/a"]);
  });

  /** The first part of the names that another process of this machine makes. */
  function ownName(pid: number): string {
    for (let n = 1; ; n += 1) {
      write(n, ["z/probe"], "");
      const made = readdirSync(join(dir, "z")).find((file) => file.startsWith(".azure-openai-guard."));
      if (made === undefined) continue;
      rmSync(join(dir, "z", made));
      return made.replace(/\.\d+\.[0-9a-f]+\.\d+\.new$/, `.${pid}.0123456789abcdef`);
    }
  }
});

describe("several runs at once", () => {
  it("that write the same files leave the files of one of them", async () => {
    const start = (text: string) =>
      new Promise<[number | null, string]>((resolve) => {
        const child = spawn(process.execPath, [...argumentsOf(0, NAMES, text), "6"]);
        let stderr = "";
        child.stderr.on("data", (chunk) => {
          stderr += chunk;
        });
        child.on("close", (code) => resolve([code, stderr]));
      });
    expect(await Promise.all(["one", "two", "three"].map(start))).toEqual([1, 2, 3].map(() => [0, ""]));
    const [first = ""] = NAMES.map(textOf);
    expect(first).toMatch(/^(one|two|three) 5 x\/a$/);
    expect(NAMES.map(textOf)).toEqual(NAMES.map((name) => first.replace("x/a", name)));
    expect(everything()).toEqual([...NAMES].sort());
  });
});
