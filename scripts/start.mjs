// `npm start`: checks two example plans, one that is blocked and one that is clean.
import { spawnSync } from "node:child_process";

const runs = [
  ["examples/plans/blocked.preview.json", 1],
  ["examples/plans/clean.preview.json", 0],
];

for (const [plan, expected] of runs) {
  // The examples are written for this edition.
  const args = ["check", plan, "--edition", "2025-06-16"];
  console.log(`$ azure-openai-guard ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, ["dist/cli/main.js", ...args], { stdio: "inherit" });
  console.log(`exit code ${status}\n`);
  if (status !== expected) {
    console.error(`expected exit code ${expected}`);
    process.exitCode = 1;
  }
}
