// Runs the fuzz tests of test/fuzz: npm run fuzz -- --seconds 60 --seed 1. It compiles only what it runs.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { build } from "esbuild";

const out = "node_modules/.cache/fuzz";
mkdirSync(out, { recursive: true });
await build({
  entryPoints: ["test/fuzz/main.ts"],
  bundle: true,
  platform: "node",
  packages: "external",
  outfile: `${out}/main.js`,
  logLevel: "error",
});
const { status } = spawnSync(
  process.execPath,
  ["--expose-gc", "--max-old-space-size=1024", `${out}/main.js`, ...process.argv.slice(2)],
  {
    stdio: "inherit",
  },
);
process.exitCode = status ?? 1;
