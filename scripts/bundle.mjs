// Makes the one-file programs: dist/bin/azure-openai-guard-pack for `pulumi preview --policy-pack FILE`, and
// dist/bin/azure-openai-guard, the command line. Each contains everything that it needs except Node.js. Beside
// them: the licences of their contents, by the bundler's own list. Run from the project's root, after the build.
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { basename, join, relative, resolve } from "node:path";
import { build, transform } from "esbuild";
import { noCodeFromText, refuseCodeFromText } from "./no-code-from-text.mjs";

const require = createRequire(import.meta.url);
const out = "dist/bin";
const { version } = JSON.parse(readFileSync("package.json", "utf8"));

/**
 * Rarely needed JavaScript, and all JSON, are texts in a program: a text costs a start almost
 * nothing, but code would be parsed. `part:` is the prefix of their names.
 */
const PART = "part:";

/** The prefix of files that are included unchanged. */
const TEXT = "text:";

/** Modules that our code loads by require() on first use. */
const LAZY = ["zod", "yaml", "jsonc-parser", "catalog/edition/open.ts"];

const laterParts = {
  name: "later-parts",
  setup(b) {
    b.onResolve({ filter: /./ }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (path.startsWith(PART)) return { path, external: true };
      if (kind !== "require-call" || pluginData === PART || !isOurs(importer)) return;
      if (path === PATCHED) return;
      const found = await b.resolve(path, { kind: "import-statement", importer, resolveDir, pluginData: PART });
      if (found.path.endsWith(".json") || found.external || found.errors.length > 0) return;
      const name = LAZY.find((lazy) => lazy === path || found.path === resolve(lazy));
      if (name === undefined) throw new Error(`${importer} requires ${path}, which is not among the lazy parts`);
      return { path: PART + partName(name), external: true };
    });
    b.onLoad({ filter: /\.json$/ }, ({ path }) => {
      const name = relative(".", path).replaceAll("\\", "/");
      return { contents: `module.exports = require(${JSON.stringify(PART + name)});` };
    });
    // Messages of zod in languages other than English, which nobody uses.
    b.onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({ contents: "export {};" }));
  },
};

/** The pack changes this module; an import would give it only a copy. */
const PATCHED = "@pulumi/policy/deserialize";

const isOurs = (file) => /^(catalog|policy|cli)[/\\]/.test(relative(".", file));

const partName = (entry) => `${basename(entry).replace(/\.[a-z]+$/, "")}.js`;

/**
 * A pack needs only assets, the mark of an output and a few constants from Pulumi's SDK. The rest of the SDK
 * loads a compiler and a package manager, which a pack never uses.
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
    // The SDK reads the pack's version from package.json in the working directory, but here that is the program's.
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
function packageTexts() {
  const folders = ["docs/rules", "dist/cli/html/styles", "dist/cli/html/browser"];
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => `${folder}/${file}`));
  return {
    "package.json": JSON.stringify({ name: "azure-openai-guard", version }),
    ...Object.fromEntries(files.map((file) => [file, readFileSync(file, "utf8")])),
  };
}

const commandLine = {
  name: "command-line",
  setup(b) {
    b.onLoad({ filter: /[/\\]shell[/\\]package-files\.ts$/ }, () => ({
      contents: `const files = ${JSON.stringify(Object.keys(packageTexts()))};
        export const packageText = (path) => (files.includes(path) ? require(${JSON.stringify(TEXT)} + path) : undefined);`,
    }));
    // Commander can start programs as commands, and loads child_process at once. This command line has no such commands.
    b.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[/\\]node_modules[/\\]commander[/\\]/.test(importer) ? { path: "none", namespace: "none" } : undefined,
    );
    b.onLoad({ filter: /./, namespace: "none" }, () => ({ contents: "module.exports = {};" }));
  },
};

/**
 * Bundles one program. The bundler splits it where the code says import() or asks for one of {@link LAZY}; the parts
 * are texts in one file; each is compiled on first use.
 * @returns folders of the packages in it.
 * @throws Error if it would load a package at run time.
 */
async function bundle(name, entry, plugins, texts = {}) {
  const { metafile, outputFiles } = await build({
    entryPoints: [entry, ...LAZY].map((path) => ({ in: path, out: partName(path).replace(/\.js$/, "") })),
    outdir: out,
    chunkNames: "[hash]",
    write: false,
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    // The bundler splits only this format; each part becomes CommonJS below.
    format: "esm",
    // Unused code can be removed from the ES modules of zod and preact.
    mainFields: ["module", "main"],
    minify: true,
    keepNames: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    plugins: [laterParts, noCodeFromText, ...plugins],
  });
  const reached = partsFrom(partName(entry), metafile);
  const parts = {};
  for (const { path, text } of outputFiles) {
    const part = basename(path);
    if (!reached.has(part)) continue;
    const { code } = await transform(text, {
      format: "cjs",
      platform: "node",
      target: "node20",
      supported: { "dynamic-import": false },
      minify: true,
      keepNames: false,
    });
    refuseCodeFromText(part, code);
    // A CommonJS package is the default export of its part, but require() must return the package itself.
    const isCommonJs =
      LAZY.some((lazy) => partName(lazy) === part) && metafile.outputs[`${out}/${part}`]?.exports.join() === "default";
    const own = isCommonJs ? `${code.trim()}\nmodule.exports=module.exports.default;` : code.trim();
    parts[PART + part] = own.replaceAll(/require\("\.\/([^"]+)"\)/g, `require("${PART}$1")`);
  }
  for (const part of [...reached].filter((p) => p.endsWith(".json"))) {
    parts[PART + part] = JSON.stringify(JSON.parse(readFileSync(part, "utf8")));
  }
  for (const [path, text] of Object.entries(texts)) parts[TEXT + path] = text;
  const outfile = join(out, name);
  writeFileSync(outfile, program(parts, partName(entry)));
  chmodSync(outfile, 0o755);
  const inputs = [...reached].flatMap((part) => Object.keys(metafile.outputs[`${out}/${part}`]?.inputs ?? {}));
  return inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
}

/**
 * The parts that a program can load.
 * @throws Error if one of them loads something that is neither a part nor in Node.js.
 */
function partsFrom(start, { outputs }) {
  const reached = new Set([start]);
  for (const part of reached) {
    for (const { path, external } of outputs[`${out}/${part}`]?.imports ?? []) {
      if (external && isBuiltin(path)) continue;
      const next = external ? path.replace(PART, "") : basename(path);
      if (external && next === path) throw new Error(`${part} would ask for ${path} at run time`);
      reached.add(next);
    }
  }
  return reached;
}

const isJson = (part) => part.startsWith(PART) && part.endsWith(".json");

/**
 * The text of a program. The parts are in a comment: a start skips a comment four times as fast as strings.
 * toString() of a function returns its comments too, and takes no memory of its own. Everything is ASCII, so that
 * a character takes one byte.
 */
function program(parts, entry) {
  const places = {};
  let held = "";
  for (const [name, text] of Object.entries(parts)) {
    const json = isJson(name) ? text : JSON.stringify(text);
    const ascii = json
      .replaceAll(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .replaceAll("*/", "*\\/");
    const isCode = !isJson(name) && !name.startsWith(TEXT);
    places[name] = [held.length, held.length + ascii.length, ...(isCode ? [] : [1])];
    held += ascii;
  }
  return `#!/usr/bin/env node
"use strict";
const { compileFunction } = require("node:vm");
const places = ${JSON.stringify(places)};
const loaded = {};
function load(name) {
  const place = places[name];
  if (place === undefined) return require(name);
  let module = loaded[name];
  if (module === undefined) {
    module = loaded[name] = { exports: {} };
    const value = JSON.parse(held.slice(start + place[0], start + place[1]));
    if (place[2]) module.exports = value;
    else {
      const run = compileFunction(value, ["exports", "require", "module"], { filename: name.replace("part:", "azure-openai-guard/") });
      run.call(module.exports, module.exports, load, module);
    }
  }
  return module.exports;
}
function parts() {
  /*${held}*/
}
const held = parts.toString();
const start = held.indexOf("/*") + 2;
load(${JSON.stringify(PART + entry)});
// azure-openai-guard ${version}. Licences: THIRD-PARTY-NOTICES.txt of the same release.
`;
}

/** `name@version`, as bills of materials refer to a package. */
function nameAndVersion(folder) {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  return `${name}@${version.replace(/^v/, "")}`;
}

/** The licence text of a package. */
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
  ...(await bundle("azure-openai-guard", "cli/main.ts", [commandLine], packageTexts())),
];
// The installed command line is the same program, so that a start reads one file.
rmSync("dist/cli/main.js");
copyFileSync(join(out, "azure-openai-guard"), "dist/cli/main.js");
const packages = [...new Set(folders)].sort();
const line = `\n\n${"-".repeat(80)}\n\n`;
writeFileSync(
  join(out, "THIRD-PARTY-NOTICES.txt"),
  `azure-openai-guard-pack and azure-openai-guard hold code of these packages.${line}${packages.map(notice).join(line)}\n`,
);
// For the bill of materials of a release.
writeFileSync(join(out, "packages.json"), JSON.stringify(packages.map(nameAndVersion)));
