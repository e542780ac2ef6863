// `npm start` and `npm test` run this first: it installs and compiles what a fresh clone lacks, and nothing
// that is up to date.
import { execSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const installed = "node_modules/.package-lock.json";
const stamp = "node_modules/.cache/azure-openai-guard/built";
/** What `npm run build` reads and makes. */
const sources = [
  "catalog",
  "policy",
  "cli",
  "docs/rules",
  "scripts",
  "index.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
];
const made = [
  "dist/index.js",
  "dist/cli/main.js",
  "dist/cli/html/index.js",
  "dist/bin/azure-openai-guard-pack",
  "dist/bin/azure-openai-guard",
];

const run = (command) => execSync(command, { stdio: ["ignore", process.stderr, "inherit"] });

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync("package-lock.json").mtimeMs) {
  console.error("Installing dependencies, once …");
  // --no-global: inside `npm install --global` of a git address, as pre-commit runs it, npm would refuse.
  run("npm ci --ignore-scripts --no-audit --no-fund --no-global");
}
const state = stateOf(sources);
if (!made.every((file) => existsSync(file)) || !existsSync(stamp) || readFileSync(stamp, "utf8") !== state) {
  run("npm run --silent build");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
}

/** A text that changes whenever a file is changed, added or removed. */
function stateOf(paths) {
  const hash = createHash("sha256");
  const visit = (path) => {
    const stat = statSync(path);
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path}\n${stat.size}\n${stat.mtimeMs}\n`);
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}
