/** The shipped programs run only their own code: they make code from no text except their own parts. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { FORMATS } from "../cli/check/reporters";

const ROOT = join(__dirname, "..");
const DIST = join(ROOT, "dist");
const PROGRAMS = ["bin/azure-openai-guard", "bin/azure-openai-guard-pack", "cli/main.js"];

const directory = mkdtempSync(join(tmpdir(), "aog-supply-"));
afterAll(() => rmSync(directory, { recursive: true }));

/** The parts of a one-file program by name: code, data and texts. They stand in a comment, as JSON. */
function partsOf(program: string): Record<string, unknown> {
  const text = readFileSync(join(DIST, program), "utf8");
  const places: Record<string, [number, number]> = JSON.parse(/^const places = (\{.*\});$/m.exec(text)?.[1] ?? "");
  const start = text.indexOf("/*", text.indexOf("function parts() {")) + 2;
  return Object.fromEntries(
    Object.entries(places).map(([name, [from, to]]) => [name, JSON.parse(text.slice(start + from, start + to))]),
  );
}

/** The code around the parts. */
const frameOf = (program: string) => readFileSync(join(DIST, program), "utf8").replace(/^ *\/\*.*\*\/$/m, "");

const isProgram = (file: string) => PROGRAMS.includes(file.replaceAll("\\", "/"));

/** All code that ships, by where it is. */
const CODE: readonly (readonly [where: string, code: string])[] = [
  ...readdirSync(DIST, { recursive: true })
    .map(String)
    .filter((file) => /\.[cm]?js$/.test(file) && !isProgram(file))
    .map((file) => [file, readFileSync(join(DIST, file), "utf8")] as const),
  ...PROGRAMS.flatMap((program) => [
    [program, frameOf(program)] as const,
    ...Object.entries(partsOf(program))
      .filter(([name]) => /^part:.*\.js$/.test(name) || /^text:.*\.js$/.test(name))
      .map(([name, code]) => [`${program} ${name}`, String(code)] as const),
  ]),
];

/** Comments say "Function" and "eval" too; the compiler keeps them. */
const withoutComments = (code: string) => code.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

/** Harmless uses of `Function`: in a text, and in a comparison. */
const HARMLESS = /\[object Function\]|Function expected|Function types|instanceof Function\b|Function\.prototype\b/g;

describe("the shipped code", () => {
  it("is all checked", () => {
    expect(CODE.length).toBeGreaterThan(100);
    for (const program of PROGRAMS)
      expect(CODE.filter(([where]) => where.startsWith(`${program} part:`)).length).toBeGreaterThan(3);
  });

  it("has no new Function and no eval, also not in its packages", () => {
    const found = CODE.flatMap(([where, code]) =>
      [
        ...withoutComments(code)
          .replaceAll(HARMLESS, "")
          .matchAll(/.{0,40}(?:(?<![\w$])Function(?![\w$])|(?<![\w$.])eval\s*\().{0,40}/g),
      ].map(([text]) => `${where}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("compiles only its parts, and one constant text that matches globs and can be stopped", () => {
    const found = CODE.flatMap(([where, code]) =>
      [...withoutComments(code).matchAll(/\b(?:compileFunction|runIn\w*Context|_compile|Script)\b\)?\([^,]*,/g)].map(
        ([text]) => `${where.replace(/part:\w+/, "part")}: ${text}`,
      ),
    );
    const glob = 'runInNewContext)("names.filter((name) => matches(name))",';
    expect(found.sort()).toEqual(
      [
        ...PROGRAMS.map((program) => `${program}: compileFunction(value,`),
        `bin/azure-openai-guard part.js: ${glob}`,
        `cli/main.js part.js: ${glob}`,
        `cli/inputs/files.js: ${glob}`,
      ].sort(),
    );
  });
});

describe("at run time", () => {
  const hook = join(directory, "hook.cjs");
  writeFileSync(
    hook,
    `const vm = require("node:vm"); const fs = require("node:fs"); const Module = require("node:module");
const note = (text) => fs.appendFileSync(process.env.COMPILED, JSON.stringify(String(text)) + "\\n");
for (const name of ["compileFunction", "runInNewContext", "runInThisContext", "runInContext"]) {
  const call = vm[name];
  vm[name] = (text, ...rest) => { note(text); return call(text, ...rest); };
}
vm.Script = class { constructor(text) { note(text); throw new Error("vm.Script"); } };
const compile = Module.prototype._compile;
Module.prototype._compile = function (text, file) { note("file " + file); return compile.call(this, text, file); };`,
  );
  const settings = join(directory, "guard.yaml");
  writeFileSync(settings, "placement:\n  limits:\n    - name: eu\n      regions: { allowed: [swedencentral] }\n");
  const plan = join(ROOT, "examples/plans/blocked.preview.json");

  it.each<[string, string[]]>([
    ...FORMATS.map((format): [string, string[]] => [format, ["check", plan, "--config", settings, "--format", format]]),
    ["a glob", ["check", `${ROOT}/examples/plans/*.preview.json`]],
    ["explain", ["explain", "gpt-4o", "--region", "eastus"]],
    [
      "explain-error",
      ["explain-error", "The specified SKU 'Standard' for model 'gpt-4o' is not supported in this region"],
    ],
    ["place", ["place", "--from", plan]],
    ["matrix", ["matrix", "--html", join(directory, "matrix.html")]],
    ["config", ["config", "print", "--config", settings]],
    ["catalog", ["catalog", "list"]],
  ])("only parts of the program are compiled: %s", (name, args) => {
    const compiled = join(directory, `${name}.log`);
    writeFileSync(compiled, "");
    const main = join(DIST, "bin/azure-openai-guard");
    const { stderr, status } = spawnSync(
      process.execPath,
      ["--disallow-code-generation-from-strings", "--require", hook, main, ...args],
      { encoding: "utf8", cwd: directory, env: { ...process.env, COMPILED: compiled } },
    );
    expect([stderr, status === 0 || status === 1]).toEqual([
      expect.not.stringMatching(/internal error|EvalError/),
      true,
    ]);
    const known = new Set<unknown>([
      ...Object.values(partsOf("bin/azure-openai-guard")),
      "names.filter((name) => matches(name))",
      `file ${main}`,
    ]);
    const texts = readFileSync(compiled, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => String(JSON.parse(line)));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.filter((text) => !known.has(text)).map((text) => text.slice(0, 200))).toEqual([]);
  });
});
