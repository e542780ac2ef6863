// `npm run build`: compiles the project into dist, and bundles the pages and the one-file programs. It deletes an earlier
// build first: an old file could hide a folder with the same name.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";

const node = (...args) => execFileSync(process.execPath, args, { stdio: ["ignore", process.stderr, "inherit"] });

rmSync("dist", { recursive: true, force: true });
node("node_modules/typescript-7/bin/tsc", "-p", "tsconfig.build.json");
node("scripts/pages.mjs");
node("scripts/bundle.mjs");
