/** Builds the project before the tests: the end-to-end tests and the command line run what users run. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export default function setup(): void {
  const root = join(__dirname, "..", "..");
  const run = (...args: string[]) => execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  run(join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json");
  run(join(root, "scripts", "pages.mjs"));
  run(join(root, "scripts", "bundle.mjs"));
}
