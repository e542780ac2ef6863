// `npm run release`: makes all files of a release in release/. The same commit always gives the same bytes.
// It needs only a clean checkout: no network, no login.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "tar";

const out = "release";
const { name, version } = JSON.parse(readFileSync("package.json", "utf8"));
const run = (command, ...args) =>
  execFileSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "inherit"] });
const npm = (...args) => run("npm", ...args);
const writeJson = (file, value) => writeFileSync(join(out, file), `${JSON.stringify(value, null, 2)}\n`);

const changed = run("git", "status", "--porcelain");
if (changed !== "") {
  console.error(`A release needs a clean checkout. Commit or stash these first:\n${changed}`);
  process.exit(2);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
// A release must not contain files of an earlier build.
rmSync("dist", { recursive: true, force: true });
npm("run", "--silent", "build");

npm("pack", "--silent", "--ignore-scripts", "--pack-destination", out);
for (const file of ["azure-openai-guard-pack", "azure-openai-guard", "THIRD-PARTY-NOTICES.txt"]) {
  copyFileSync(join("dist/bin", file), join(out, file));
}
await packEditions(`${name}-editions-${version}.tgz`);
writeJson(`${name}-${version}.cdx.json`, bill());
writeFileSync(join(out, "SHA256SUMS"), sums());
console.log(readFileSync(join(out, "SHA256SUMS"), "utf8").trimEnd());

/** Only the compiled editions, for users who keep the tool and update the catalog. */
async function packEditions(file) {
  const paths = readdirSync("catalog/editions")
    .sort()
    .map((edition) => `editions/${edition}`);
  // The archive must not depend on this machine: no times, owners or directory order.
  await create(
    { file: join(out, file), gzip: { portable: true }, cwd: "catalog", portable: true, noMtime: true },
    paths,
  );
}

/** The software bill of materials (CycloneDX, by npm): installed and bundled packages. */
function bill() {
  const bom = (...options) => JSON.parse(npm("sbom", "--sbom-format", "cyclonedx", "--package-lock-only", ...options));
  const installed = bom("--omit", "dev");
  const known = new Set(installed.components.map((component) => component["bom-ref"]));
  const bundled = new Set(JSON.parse(readFileSync("dist/bin/packages.json", "utf8")));
  const added = bom().components.filter((c) => bundled.has(c["bom-ref"]) && !known.has(c["bom-ref"]));
  const { serialNumber, ...rest } = installed;
  // A random number and the time differ between runs; the folder's name is not the package's.
  const { timestamp, tools, ...metadata } = rest.metadata;
  return {
    ...rest,
    metadata: { ...metadata, component: { ...metadata.component, name } },
    components: [...installed.components, ...added],
  };
}

function sums() {
  const line = (file) =>
    `${createHash("sha256")
      .update(readFileSync(join(out, file)))
      .digest("hex")}  ${file}\n`;
  return readdirSync(out).sort().map(line).join("");
}
