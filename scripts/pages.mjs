// Bundles the HTML pages into dist: the renderer (one CommonJS file, since preact is an ES module that not every
// supported Node.js can require), their style, and the scripts for the browser. The command reads those
// at run time and puts them into the page, which loads nothing.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const out = "dist/cli/html";
const shared = { bundle: true, legalComments: "inline", charset: "utf8", logLevel: "warning" };

/** Browsers of the last two years. */
const browser = {
  outdir: out,
  outbase: "cli/html",
  platform: "browser",
  target: ["es2022", "chrome117", "firefox115", "safari17"],
  minify: true,
};

/** The licences of the bundled packages, which every copy must contain. */
const licences = (...names) => ({
  js: names
    .map((name) => `/*!\n${name}\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n*/`)
    .join("\n"),
});

// The bundle replaces the compiler's output.
rmSync(out, { recursive: true, force: true });

await build({
  ...shared,
  entryPoints: ["cli/html/index.tsx"],
  outfile: `${out}/index.js`,
  platform: "node",
  format: "cjs",
  target: "node20",
  banner: licences("preact", "preact-render-to-string"),
});

/** @param folder whose files, but not those in folders below it, are built one by one. */
const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((f) => (f.isFile() ? `${folder}/${f.name}` : []));

await build({
  ...shared,
  ...browser,
  entryPoints: filesIn("cli/html/browser"),
  format: "iife",
  banner: licences("preact"),
});

await build({ ...shared, ...browser, entryPoints: filesIn("cli/html/styles") });
