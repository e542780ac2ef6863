// npm's `prepare`: compiles in a clone (npm install, npm pack, an install from git). The tarball has this file too, since
// Pulumi installs the dependencies of a published pack in the unpacked tarball, where there is nothing to compile.
import { existsSync } from "node:fs";

if (existsSync("tsconfig.build.json")) await import("./setup.mjs");
