// `npm run test:folder-pack`: the end-to-end scenarios once more, with the pack as a folder. `npm test` runs them with
// the one file.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const directory = "test/e2e";
const scenarios = readdirSync(directory)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `${directory}/${name}`)
  .filter((file) => /import \{[^}]*\bPACK\b[^}]*\} from "\.\/support\/packs"/.test(readFileSync(file, "utf8")));
if (scenarios.length === 0) throw new Error(`no scenario in ${directory} asks for the pack to run with`);

const { status } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", ...process.argv.slice(2), ...scenarios],
  {
    env: { ...process.env, AOG_TEST_PACK: "folder" },
    stdio: "inherit",
  },
);
process.exitCode = status ?? 1;
