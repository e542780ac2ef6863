/** The package exports the library. `npm run imports` checks the direction of imports. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(__dirname, "..");

it("the package exports the verdict", () => {
  const script =
    'const { verdict, defaultEdition } = require("azure-openai-guard");' +
    'const v = verdict(defaultEdition(), { model: "gpt-4.1-nano", sku: "GlobalStandard", region: "eastus" });' +
    "console.log(v.status, v.reason);";
  const stdout = execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" });
  expect(stdout).toBe("unavailable region-not-listed\n");
});
