// Keeps `new Function` and the like out of the one-file programs: code of packages that needs it is removed or
// replaced. The programs compile only their own parts.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** What makes code from text: `Function`, called or passed on, and eval. */
const MAKES_CODE =
  /\bnew\s+Function\b|(?<![.\w$"']|instanceof )Function\s*[(,;)}]|\bFunction\.(?:apply|call|bind)\b|(?<![.\w$])eval\s*\(/;

/** Code of packages, and its replacements. */
const REPLACED = [
  // The last of six ways to find the global object.
  { file: /_pb\.js$/, from: /Function\('return this'\)\(\)/g, to: "globalThis" },
  { file: /[/\\]lodash[/\\]_root\.js$/, from: /Function\('return this'\)\(\)/g, to: "globalThis" },
  // zod tries whether it may compile schemas, and also works without.
  {
    file: /[/\\]zod[/\\]v4[/\\]core[/\\]\w+\.js$/,
    from: /const F = Function;/g,
    to: 'const F = class { constructor() { throw new Error("this program makes no code from text"); } };',
  },
];

/** Packages that only a part is used of, and their replacements. */
const PARTS = {
  // The JUnit report uses two of its functions; another one makes code from text.
  lodash: 'exports.forEach = require("lodash/forEach"); exports.isDate = require("lodash/isDate");',
  // It reads descriptions of a service that a pack never serves: statistics of channels.
  "@grpc/proto-loader":
    'exports.loadSync = () => { throw new Error("this program serves no statistics of channels"); };',
};

/** The plugin of the bundler. */
export const noCodeFromText = {
  name: "no-code-from-text",
  setup(b) {
    const namespace = "part-of-package";
    b.onResolve({ filter: /^(?:lodash|@grpc\/proto-loader)$/ }, ({ path }) => ({ path, namespace }));
    b.onLoad({ filter: /./, namespace }, ({ path }) => ({ contents: PARTS[path], resolveDir: "." }));
    for (const { file, from, to } of REPLACED) {
      b.onLoad({ filter: file }, ({ path }) => ({ contents: readFileSync(path, "utf8").replaceAll(from, to) }));
    }
  },
};

/** @throws Error if a JavaScript file makes code from text. */
export function refuseCodeFromText(file, code) {
  const found = MAKES_CODE.exec(code);
  if (found === null) return;
  const around = code.slice(Math.max(0, found.index - 60), found.index + 60);
  throw new Error(`${basename(file)} makes code from text: ${around}`);
}
