// npm's `prepare`: compiles in a clone (npm install, npm pack, an install from git). It is in the tarball too, since
// Pulumi installs the dependencies of a published pack in the unpacked tarball, where there is nothing to compile.
import { execSync } from "node:child_process";
import { existsSync } from "node:fs";

if (existsSync("tsconfig.build.json")) execSync("npm run --silent build", { stdio: ["ignore", 2, 2] });
