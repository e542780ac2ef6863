/** The compiled program in a separate process, for behaviour that is invisible from inside. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { fixture } from "./support";

const main = join(__dirname, "../../dist/cli/main.js");
const run = (args: readonly string[], input = "") =>
  spawnSync(process.execPath, [main, ...args], { input, encoding: "utf8", maxBuffer: 1 << 28 });

it.each([
  [["check", fixture("clean.json")], 0],
  [["check", fixture("preview.json")], 1],
  [["check", "nope.json"], 2],
  [["chek"], 2],
] as const)("%j ends with %i", (args, status) => {
  expect(run(args).status).toBe(status);
});

it("waits for standard input, and for a slow reader", () => {
  const query = JSON.stringify({ model: "gpt-4.1-nano", region: "eastus", sku: "GlobalStandard" });
  const { stdout, status } = run(["explain", "--batch", "-"], `${query}\n`.repeat(2000));
  expect(stdout.split("\n")).toHaveLength(2001);
  expect(status).toBe(0);
});

it("finds the documents of its package, also through a link; a copy of the one file has none, and says so", () => {
  const folder = mkdtempSync(join(tmpdir(), "aog-verify-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(main, join(folder, "link"));
  copyFileSync(main, join(folder, "copy"));
  const verify = (program: string) => spawnSync(process.execPath, [program, "catalog", "verify"], { encoding: "utf8" });
  const SAME = /ok: document: compiling catalog\/documents\/2025-06-16 gives the same\n/;
  for (const program of [main, join(folder, "link")]) {
    expect(verify(program)).toMatchObject({ status: 0, stderr: "", stdout: expect.stringMatching(SAME) });
  }
  const alone = verify(join(folder, "copy"));
  expect(alone).toMatchObject({ status: 0, stderr: "" });
  expect(alone.stdout).toMatch(
    /ok: hash: of the content\n {2}not checked: document: this package has no catalog\/documents\n/,
  );
});
