/**
 * Finds a Chromium for the tests of the pages, or installs one from Debian's packages if that
 * is possible. As vitest's globalSetup it provides `chromium` to the tests.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { ProvidedContext } from "vitest";

// A type import of vitest/node, an ES module, is not allowed in CommonJS, and this is all that is needed of it.
interface TestProject {
  provide<Key extends keyof ProvidedContext & string>(key: Key, value: ProvidedContext[Key]): void;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the browser. */
    chromium: string;
  }
}

/** The environment variable that names a browser. */
const VARIABLE = "CHROMIUM";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/** Where installers that put nothing on PATH put it. */
const PLACES = [
  "/usr/bin/chromium",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ...[process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"]].flatMap((folder) =>
    folder === undefined
      ? []
      : [
          join(folder, "Google", "Chrome", "Application", "chrome.exe"),
          join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
        ],
  ),
];

/** An installed browser; undefined if there is none. */
export function findChromium(): string | undefined {
  const named = process.env[VARIABLE];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`${VARIABLE} names ${named}, and no such file is there`);
  }
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...PLACES].find((path) => existsSync(path));
}

/** With fonts, which a machine without a screen lacks: Latin ones, and a Japanese one for headings. */
const PACKAGES = ["chromium", "fonts-dejavu-core", "fonts-liberation", "fonts-vlgothic"];

/** Installs a browser if possible, and prints apt-get's output. */
function install(): void {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/usr/bin/apt-get")) return;
  process.stderr.write("installing Chromium and fonts from the packages of Debian, once…\n");
  const isDone = (...args: string[]) =>
    spawnSync("apt-get", ["-qq", ...args], {
      stdio: ["ignore", 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  const isInstalled = () => isDone("install", "--yes", "--no-install-recommends", ...PACKAGES);
  // Package lists may be missing, or name versions that no longer exist.
  if (!isInstalled() && isDone("update")) isInstalled();
}

/** vitest's globalSetup. Without a browser the tests of the pages fail; they are not skipped. */
export default function setup(project: TestProject): void {
  if (findChromium() === undefined) install();
  const found = findChromium();
  if (found === undefined) {
    throw new Error(
      `There is no Chromium for the tests of the HTML pages: install it (Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium), or name a Chrome or Edge in ${VARIABLE}.`,
    );
  }
  project.provide("chromium", found);
}
