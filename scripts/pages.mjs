// Bundles the HTML pages into dist: what renders them (one CommonJS file, since preact is an ES module that not every
// Node that is supported can require), their style, and the scripts that run in the browser. The command reads those
// at run time and puts them into the page, which loads nothing.
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const out = "dist/cli/html";
const shared = { bundle: true, legalComments: "inline", charset: "utf8", logLevel: "warning" };

// The compiler has put its output there; it is bundled anew.
rmSync(out, { recursive: true, force: true });

await build({
  ...shared,
  entryPoints: ["cli/html/index.tsx"],
  outfile: `${out}/index.js`,
  platform: "node",
  format: "cjs",
  target: "node20",
});

/** @param folder whose files, and not those in folders below it, are built one by one. */
const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((f) => (f.isFile() ? `${folder}/${f.name}` : []));

await build({
  ...shared,
  entryPoints: [...filesIn("cli/html/browser").filter((f) => /\.tsx?$/.test(f)), ...filesIn("cli/html/styles")],
  outdir: out,
  outbase: "cli/html",
  platform: "browser",
  format: "iife",
  // The latest two years of browsers.
  target: ["es2022", "chrome117", "firefox115", "safari17"],
  minify: true,
});
