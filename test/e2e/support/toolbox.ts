/**
 * The toolbox of a test run: one temporary directory with the executables that the Pulumi engine looks for on PATH
 * (the CLI, the stand-in providers, the starter of policy packs), a PULUMI_HOME, and room for workspaces.
 */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import ts from "typescript";

/** The node_modules that programs, packs and providers in temporary directories resolve their imports from. */
export const nodeModules = resolve(__dirname, "../../../node_modules");

/** Packages for test programs. Each has an executable; all are the same fake. */
const packages = [
  "azure-native",
  "azure-native_cognitiveservices_v20240601preview",
  "azure",
  "azapi",
  "random",
] as const;

/** Makes the toolbox and returns its directory. It compiles the fake once, not in each engine run. */
export function createToolbox(cli: string, yamlHost: string): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "aog-e2e-")));
  for (const part of ["bin", "home", "provider", "work"]) {
    mkdirSync(join(directory, part));
  }
  symlinkSync(nodeModules, join(directory, "node_modules"));
  symlinkSync(cli, join(directory, "bin", "pulumi"));
  symlinkSync(yamlHost, join(directory, "bin", "pulumi-language-yaml"));

  for (const name of ["azure-native-provider", "azure-schema", "azure-shapes"]) {
    const source = readFileSync(join(__dirname, `${name}.ts`), "utf8");
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    writeFileSync(join(directory, "provider", `${name}.js`), outputText);
  }
  const provider = join(directory, "provider", "azure-native-provider.js");
  for (const name of packages) {
    writeScript(
      join(directory, "bin", `pulumi-resource-${name}`),
      `exec "${process.execPath}" "${provider}" ${name} "$@"`,
    );
  }

  // A CLI built from its Go module lacks the Node.js language host, which normally starts the packs.
  if (!hasNodeLanguageHost(cli)) {
    const start = `exec "${process.execPath}" node_modules/@pulumi/pulumi/cmd/run-policy-pack "$@"`;
    writeScript(join(directory, "bin", "pulumi-analyzer-policy-nodejs"), start);
  }
  return directory;
}

function writeScript(file: string, command: string): void {
  writeFileSync(file, `#!/bin/sh\n${command}\n`);
  chmodSync(file, 0o755);
}

function hasNodeLanguageHost(cli: string): boolean {
  const directories = [dirname(realpathSync(cli)), ...(process.env.PATH ?? "").split(delimiter)];
  return directories.some((directory) => existsSync(join(directory, "pulumi-language-nodejs")));
}
