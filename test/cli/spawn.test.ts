/** The compiled program in a separate process, for behaviour that is invisible from inside. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
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
