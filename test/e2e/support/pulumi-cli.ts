/**
 * Finds a real Pulumi CLI for the end-to-end tests, building one with Go where there is none, and prepares the toolbox
 * that all tests of a run share. As vitest's globalSetup it provides `pulumi` to the tests.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { ProvidedContext } from "vitest";
import { createToolbox } from "./toolbox";

// A type import of vitest/node, an ES module, is not allowed in CommonJS, and this is all that is needed of it.
interface TestProject {
  provide<Key extends keyof ProvidedContext & string>(key: Key, value: ProvidedContext[Key]): void;
}

/** Where the CLI is, or why there is none. */
export type PulumiCli = { readonly path: string } | { readonly missing: string };

declare module "vitest" {
  export interface ProvidedContext {
    /** The toolbox of this run, or why there can be none. */
    pulumi: { readonly toolbox: string } | { readonly missing: string };
  }
}

/** The version that is built. An installed CLI is good from `oldest` on: `pulumi policy analyze` came with it. */
const version = "3.259.0";
const oldest = [3, 249];
const cliModule = "github.com/pulumi/pulumi/pkg/v3";

const run = promisify(execFile);

/** Finds the CLI: on PATH, else in the user's cache, else built into that cache with Go (some minutes, once). */
export async function findPulumiCli(): Promise<PulumiCli> {
  const installed = await onPath("pulumi");
  if (installed !== undefined && (await isNewEnough(installed))) {
    return { path: installed };
  }
  const cached = join(cacheDirectory(), "azure-openai-guard", `pulumi-${version}`, executable("pulumi"));
  if (existsSync(cached)) {
    return { path: cached };
  }
  const found = installed === undefined ? "There is no Pulumi CLI" : "The Pulumi CLI is too old";
  if ((await onPath("go")) === undefined) {
    return { missing: `${found}, and no Go to build one with: install Pulumi ${oldest.join(".")} or newer.` };
  }
  try {
    await withLock(`${dirname(cached)}.lock`, async () => {
      // Another run may have built it while this one waited for the lock.
      if (!existsSync(cached)) {
        await build(cached);
      }
    });
    return { path: cached };
  } catch (error) {
    return { missing: `${found}, and building one with Go failed: ${String(error).split("\n").slice(0, 5).join(" ")}` };
  }
}

/** vitest's globalSetup: provides the toolbox, or says in one line why the tests are left out (an error under CI). */
export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const cli = await findPulumiCli();
  if ("missing" in cli) {
    if (process.env.CI === "true") {
      throw new Error(cli.missing);
    }
    process.stderr.write(`End-to-end tests are left out. ${cli.missing}\n`);
    project.provide("pulumi", cli);
    return undefined;
  }
  const toolbox = createToolbox(cli.path);
  project.provide("pulumi", { toolbox });
  return () => rmSync(toolbox, { recursive: true, force: true });
}

async function isNewEnough(cli: string): Promise<boolean> {
  const { stdout } = await run(cli, ["version"], { env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
  const [major = 0, minor = 0] = stdout.trim().replace(/^v/, "").split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

async function onPath(name: string): Promise<string | undefined> {
  const finder = process.platform === "win32" ? "where" : "which";
  const found = await run(finder, [name]).catch(() => undefined);
  return found?.stdout.split("\n")[0]?.trim() || undefined;
}

function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

function cacheDirectory(): string {
  const byPlatform: Partial<Record<NodeJS.Platform, string | undefined>> = {
    darwin: join(homedir(), "Library", "Caches"),
    win32: process.env.LOCALAPPDATA,
  };
  return process.env.XDG_CACHE_HOME || byPlatform[process.platform] || join(homedir(), ".cache");
}

/** Builds in a throw-away module. The result appears under its name only when it is whole. */
async function build(target: string): Promise<void> {
  const started = Date.now();
  const say = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stderr.write(`building the Pulumi CLI ${version} with Go, once, ${seconds} s…\n`);
  };
  say();
  const progress = setInterval(say, 10_000);
  const directory = mkdtempSync(join(tmpdir(), "aog-pulumi-cli-"));
  const unfinished = `${target}.${process.pid}`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    const go = (...args: string[]) => run("go", args, { cwd: directory, maxBuffer: 64 * 1024 * 1024 });
    await go("mod", "init", "pulumi-cli");
    await go("get", `${cliModule}/cmd/pulumi@v${version}`);
    // Without its version the CLI is refused by the Automation API.
    const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
    const flags = `-s -w -X ${versionVariable}=v${version}`;
    await go("build", "-ldflags", flags, "-o", unfinished, `${cliModule}/cmd/pulumi`);
    renameSync(unfinished, target);
  } finally {
    clearInterval(progress);
    rmSync(directory, { recursive: true, force: true });
    rmSync(unfinished, { force: true });
  }
}

/** Runs an action while holding a lock file, waiting for the process that holds it, if that one is still alive. */
async function withLock(file: string, action: () => Promise<void>): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  for (let seconds = 0; !acquired(file); seconds++) {
    if (seconds % 10 === 0) {
      process.stderr.write(`waiting for another run that builds the Pulumi CLI, ${seconds} s…\n`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  try {
    await action();
  } finally {
    rmSync(file, { force: true });
  }
}

function acquired(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (isAbandoned(file)) {
      rmSync(file, { force: true });
    }
    return false;
  }
}

function isAbandoned(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    // A holder that has made the file may not have written its id yet.
    if (!holder) {
      return Date.now() - statSync(file).mtimeMs > 10_000;
    }
    process.kill(holder, 0);
    return false;
  } catch (error) {
    // ESRCH: no such process. A lock that is gone by now (ENOENT) is not abandoned, it was given back.
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
