/** Pulumi's programs for the end-to-end tests: found on PATH, or built once with Go into the user's cache. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A program that can be built with Go. */
export interface GoTool {
  /** For people: "the Pulumi CLI". */
  readonly title: string;
  /** Name of the executable. */
  readonly name: string;
  readonly version: string;
  /** Its main package. */
  readonly package: string;
  readonly linkerFlags?: string;
}

/** The path of a program, or why there is none. */
export type FoundTool = { readonly path: string } | { readonly missing: string };

/** Builds a program into the user's cache, unless it is there: some minutes, once. */
export async function builtTool(tool: GoTool): Promise<FoundTool> {
  const { title, name, version } = tool;
  const cached = join(cacheDirectory(), "azure-openai-guard", `${name}-${version}`, executable(name));
  if (existsSync(cached)) return { path: cached };
  if ((await onPath("go")) === undefined) return { missing: `there is no Go to build ${title} with` };
  try {
    await withLock(`${dirname(cached)}.lock`, title, async () => {
      // Another run may have built it while this one waited for the lock.
      if (!existsSync(cached)) await build(tool, cached);
    });
    return { path: cached };
  } catch (error) {
    return { missing: `building ${title} with Go failed: ${String(error).split("\n").slice(0, 5).join(" ")}` };
  }
}

/** The path of an executable; undefined if PATH has none of that name. */
export async function onPath(name: string): Promise<string | undefined> {
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

/** Builds in a temporary module. The result gets its name only when it is complete. */
async function build(tool: GoTool, target: string): Promise<void> {
  const started = Date.now();
  const say = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stderr.write(`building ${tool.title} ${tool.version} with Go, once, ${seconds} s…\n`);
  };
  say();
  const progress = setInterval(say, 10_000);
  const directory = mkdtempSync(join(tmpdir(), "aog-go-"));
  const unfinished = `${target}.${process.pid}`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    const go = (...args: string[]) => run("go", args, { cwd: directory, maxBuffer: 64 * 1024 * 1024 });
    await go("mod", "init", "tool");
    await go("get", `${tool.package}@v${tool.version}`);
    await go("build", "-ldflags", `-s -w ${tool.linkerFlags ?? ""}`, "-o", unfinished, tool.package);
    renameSync(unfinished, target);
  } finally {
    clearInterval(progress);
    rmSync(directory, { recursive: true, force: true });
    rmSync(unfinished, { force: true });
  }
}

/** Runs an action with a lock file; waits for another holder of the lock if it is still alive. */
async function withLock(file: string, title: string, action: () => Promise<void>): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  for (let seconds = 0; !acquired(file); seconds++) {
    if (seconds % 10 === 0) {
      process.stderr.write(`waiting for another run that builds ${title}, ${seconds} s…\n`);
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
    // The holder may not have written its id yet.
    if (!holder) {
      return Date.now() - statSync(file).mtimeMs > 10_000;
    }
    process.kill(holder, 0);
    return false;
  } catch (error) {
    // ESRCH: no such process. A lock that is gone (ENOENT) was released, not abandoned.
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
