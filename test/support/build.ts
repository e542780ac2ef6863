/** Builds the project before the tests if it changed: end-to-end tests and the command line run what users run. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export default function setup(): void {
  const root = join(__dirname, "..", "..");
  execFileSync(process.execPath, [join(root, "scripts", "setup.mjs")], { cwd: root, stdio: "inherit" });
}
