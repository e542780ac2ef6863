// A fresh clone has nothing installed: `npm start` and `npm test` install and compile first, each by itself.
import { execSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const installed = "node_modules/.package-lock.json";
const run = (command) => execSync(command, { stdio: ["ignore", process.stderr, "inherit"] });

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync("package-lock.json").mtimeMs) {
  console.error("Installing dependencies, once …");
  // Not `npm ci`: it refuses a lock file that lacks the optional binaries of other platforms. Not global: within
  // `npm install --global` of a git address, as pre-commit runs it, npm would install nothing here.
  run("npm install --ignore-scripts --no-audit --no-fund --no-global");
}
run("npm run --silent build");
