// Makes the one-file programs: dist/bin/azure-openai-guard-pack for `pulumi preview --policy-pack FILE`, and
// dist/bin/azure-openai-guard, the command line. Each holds all that it needs and runs wherever Node.js is. Beside
// them: the licences of what they hold, by the bundler's own list. Run from the project's root, after the build.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const out = "dist/bin";
const { version } = JSON.parse(readFileSync("package.json", "utf8"));

/** Large JSON is read faster as text than as a program. */
const jsonAsText = {
  name: "json-as-text",
  setup(b) {
    b.onLoad({ filter: /\.json$/ }, ({ path }) => ({
      contents: `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(readFileSync(path, "utf8"))))});`,
    }));
  },
};

/**
 * Serving a pack takes of Pulumi's SDK only assets, the mark of an output and a few constants. The rest of the SDK
 * loads a compiler and a package manager, which a pack never runs.
 */
const lightSdk = {
  name: "light-sdk",
  setup(b) {
    const rpc = require("@pulumi/pulumi/runtime/rpc");
    const constants = Object.fromEntries(Object.entries(rpc).filter(([, value]) => typeof value === "string"));
    const modules = {
      "@pulumi/pulumi": `
        const { isInstance } = require("@pulumi/pulumi/utils");
        exports.asset = require("@pulumi/pulumi/asset");
        exports.Output = { isInstance: (value) => isInstance(value, "__pulumiOutput") };`,
      "@pulumi/pulumi/runtime/rpc": `module.exports = ${JSON.stringify(constants)};`,
    };
    const namespace = "light-sdk";
    b.onResolve({ filter: /^@pulumi\/pulumi(\/runtime\/rpc)?$/ }, ({ path }) => ({ path, namespace }));
    b.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ contents: modules[path], resolveDir: process.cwd() }));
    // The SDK reads the pack's version from package.json of the working directory, which is the program's here.
    b.onLoad({ filter: /@pulumi[/\\]policy[/\\]policy\.js$/ }, ({ path }) => ({
      contents: replacedOnce(path, /require\(`[^`]*package\.json`\)/, JSON.stringify({ version })),
    }));
  },
};

function replacedOnce(path, pattern, to) {
  const parts = readFileSync(path, "utf8").split(pattern);
  if (parts.length !== 2) throw new Error(`${path}: expected ${pattern} once, found it ${parts.length - 1} times`);
  return parts.join(to);
}

/** Texts that the command line otherwise reads from the package; see cli/shell/package-files.ts. */
const packageTexts = {
  name: "package-texts",
  setup(b) {
    const folders = ["docs/rules", "dist/cli/html/styles", "dist/cli/html/browser"];
    const files = folders.flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`));
    const texts = {
      "package.json": JSON.stringify({ name: "azure-openai-guard", version }),
      ...Object.fromEntries(files.map((file) => [file, readFileSync(file, "utf8")])),
    };
    b.onLoad({ filter: /[/\\]shell[/\\]package-files\.ts$/ }, () => ({
      contents: `const texts = ${JSON.stringify(texts)};\nexport const packageText = (path) => texts[path];`,
    }));
  },
};

/**
 * Bundles one program.
 * @returns folders of the packages in it.
 * @throws Error where it would ask for a package at run time.
 */
async function bundle(name, entry, plugins) {
  const outfile = join(out, name);
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The modules of zod and preact leave out what is not used.
    mainFields: ["module", "main"],
    minify: true,
    keepNames: true,
    legalComments: "none",
    footer: { js: `// azure-openai-guard ${version}. Licences: THIRD-PARTY-NOTICES.txt of the same release.` },
    logLevel: "warning",
    metafile: true,
    plugins: [jsonAsText, ...plugins],
  });
  const asked = metafile.outputs[outfile].imports.map(({ path }) => path).filter((path) => !isBuiltin(path));
  if (asked.length > 0) throw new Error(`${name} would ask for ${asked.join(", ")} at run time`);
  chmodSync(outfile, 0o755);
  return Object.keys(metafile.inputs).flatMap(
    (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
}

/** `name@version`, as bills of materials refer to a package. */
function nameAndVersion(folder) {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  return `${name}@${version.replace(/^v/, "")}`;
}

/** The licence of a package, as its authors give it. */
function notice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const text = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8").trim());
  // A few packages only name their licence.
  const by = author === undefined ? "" : `, by ${typeof author === "string" ? author : author.name}`;
  if (text.length === 0 && license === undefined) throw new Error(`${name} ${version} names no licence`);
  return [`${name} ${version} (${license})`, "", ...(text.length === 0 ? [`${license}${by}`] : text)].join("\n");
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const folders = [
  ...(await bundle("azure-openai-guard-pack", "policy/pack/one-file.ts", [lightSdk])),
  ...(await bundle("azure-openai-guard", "cli/main.ts", [packageTexts])),
];
const packages = [...new Set(folders)].sort();
const line = `\n\n${"-".repeat(80)}\n\n`;
writeFileSync(
  join(out, "THIRD-PARTY-NOTICES.txt"),
  `azure-openai-guard-pack and azure-openai-guard hold code of these packages.${line}${packages.map(notice).join(line)}\n`,
);
// For the bill of materials of a release.
writeFileSync(join(out, "packages.json"), JSON.stringify(packages.map(nameAndVersion)));
