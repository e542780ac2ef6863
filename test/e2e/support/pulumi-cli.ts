/**
 * Finds a real Pulumi CLI and the language host of YAML for the end-to-end tests, or builds them with Go,
 * and prepares the toolbox of the run. As vitest's globalSetup it provides `pulumi` to the tests.
 */
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { promisify } from "node:util";
import type { ProvidedContext } from "vitest";
import { builtTool, type FoundTool, onPath } from "./go-tool";
import { createToolbox } from "./toolbox";

// A type import of vitest/node, an ES module, is not allowed in CommonJS, and this is all that is needed of it.
interface TestProject {
  provide<Key extends keyof ProvidedContext & string>(key: Key, value: ProvidedContext[Key]): void;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** The toolbox of this run, or why there can be none. */
    pulumi: { readonly toolbox: string } | { readonly missing: string };
  }
}

/** The version to build. An installed CLI must be at least `oldest`, which has `pulumi policy analyze`. */
const CLI = {
  title: "the Pulumi CLI",
  name: "pulumi",
  version: "3.259.0",
  package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  // The Automation API refuses a CLI without a version.
  linkerFlags: "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.259.0",
};
const oldest = [3, 249];

/** An installed CLI contains it; one built from its Go module does not. */
const YAML_HOST = {
  title: "Pulumi's language host of YAML",
  name: "pulumi-language-yaml",
  version: "1.25.0",
  package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
};

const run = promisify(execFile);

/** Finds the CLI: on PATH, else in the user's cache, else built into that cache with Go. */
async function findPulumiCli(): Promise<FoundTool> {
  const installed = await onPath("pulumi");
  if (installed !== undefined && (await isNewEnough(installed))) {
    return { path: installed };
  }
  const built = await builtTool(CLI);
  if (!("missing" in built)) {
    return built;
  }
  const found = installed === undefined ? "There is no Pulumi CLI" : "The Pulumi CLI is too old";
  return { missing: `${found}, and ${built.missing}: install Pulumi ${oldest.join(".")} or newer.` };
}

/** Finds the language host of YAML: on PATH, else in the user's cache, else built into that cache with Go. */
async function findYamlHost(): Promise<FoundTool> {
  const installed = await onPath(YAML_HOST.name);
  return installed === undefined ? builtTool(YAML_HOST) : { path: installed };
}

/** vitest's globalSetup: provides the toolbox, or says in one line why the tests are left out (an error under CI). */
export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const cli = await findPulumiCli();
  const yamlHost = "missing" in cli ? cli : await findYamlHost();
  if ("missing" in cli || "missing" in yamlHost) {
    const missing = [cli, yamlHost].flatMap((found) => ("missing" in found ? [found.missing] : []))[0] ?? "";
    if (process.env.CI === "true") {
      throw new Error(missing);
    }
    process.stderr.write(`End-to-end tests are left out. ${missing}\n`);
    project.provide("pulumi", { missing });
    return undefined;
  }
  const toolbox = createToolbox(cli.path, yamlHost.path);
  project.provide("pulumi", { toolbox });
  return () => rmSync(toolbox, { recursive: true, force: true });
}

async function isNewEnough(cli: string): Promise<boolean> {
  const { stdout } = await run(cli, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
  const [major = 0, minor = 0] = stdout.trim().replace(/^v/, "").split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
