// Keeps `new Function` and its like out of the one-file programs: what packages need it for is left out of them, or
// done in another way. The programs compile nothing but their own parts.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** What makes code of a text: `Function` called or handed on, and eval. */
const MAKES_CODE =
  /\bnew\s+Function\b|(?<![.\w$"']|instanceof )Function\s*[(,;)}]|\bFunction\.(?:apply|call|bind)\b|(?<![.\w$])eval\s*\(/;

/** Texts of packages, and what stands in their place. */
const REPLACED = [
  // Asked for last, after five other names of the global object.
  { file: /_pb\.js$/, from: /Function\('return this'\)\(\)/g, to: "globalThis" },
  { file: /[/\\]lodash[/\\]_root\.js$/, from: /Function\('return this'\)\(\)/g, to: "globalThis" },
  // zod tries whether it may compile schemas, and works as well where it may not.
  {
    file: /[/\\]zod[/\\]v4[/\\]core[/\\]\w+\.js$/,
    from: /const F = Function;/g,
    to: 'const F = class { constructor() { throw new Error("no code is made of texts here"); } };',
  },
];

/** Packages of which a part is taken, by name: what stands for them. */
const PARTS = {
  // The report of JUnit takes two functions of it, and one of the others makes code.
  lodash: 'exports.forEach = require("lodash/forEach"); exports.isDate = require("lodash/isDate");',
  // Reads descriptions of services that a pack never serves: statistics of channels.
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

/** @throws Error if a file of JavaScript makes code of a text. */
export function refuseCodeFromText(file, code) {
  const found = MAKES_CODE.exec(code);
  if (found === null) return;
  const around = code.slice(Math.max(0, found.index - 60), found.index + 60);
  throw new Error(`${basename(file)} makes code of a text: ${around}`);
}
