/**
 * Runs the steps of the CI definitions in a real shell, in a repository with plans, with only the environment that a
 * service gives to a step. `npm` and `pulumi` are fakes, and downloads come from a folder: nobody is called.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import { parse } from "yaml";

export const ROOT = join(__dirname, "..", "..");
const MAIN = join(ROOT, "dist", "cli", "main.js");
/** The one-file program of a release. */
export const TOOL = join(ROOT, "dist", "bin", "azure-openai-guard");
export const { version: VERSION } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
export const SHA256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** A YAML file of the repository. */
// biome-ignore lint/suspicious/noExplicitAny: the tests check its shape
export const definition = (file: string): any => parse(readFileSync(join(ROOT, file), "utf8"), { merge: true });

/** Names that a shell, an option parser or a service's log could misread. Each is a blocked plan. */
export const HOSTILE = [
  "a plan with spaces.json",
  'it\'s "quoted".json',
  "$(touch pwned).json",
  "`touch pwned`.json",
  "a;touch pwned;.json",
  "a&&touch pwned||.json",
  "--fail-on=none",
  "$HOME.json",
  "$AOG_TOOL.json",
  "::set-output name=exit-code::0",
  "##vso[task.setvariable variable=pwned]1.json",
  "##[error]pwned.json",
  "日本語 é.json",
];

/** A value that becomes a command if a shell or a service reads it as code. */
export const HOSTILE_VALUE = "$(touch pwned)`touch pwned`; touch pwned; \"; touch pwned; \"' ; touch pwned; '";

export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository with a program in `infra` and plans in `plans`: blocked.json, clean.json and what a test adds. */
export class Repository {
  readonly directory = mkdtempSync(join(tmpdir(), "aog-ci-"));
  /** The service's own folder, outside the repository. */
  readonly temp = mkdtempSync(join(tmpdir(), "aog-ci-temp-"));

  constructor() {
    onTestFinished(() => {
      for (const directory of [this.directory, this.temp]) rmSync(directory, { recursive: true, force: true });
    });
    for (const directory of ["infra", "plans"]) mkdirSync(join(this.directory, directory));
    writeFileSync(join(this.directory, "infra", "Pulumi.yaml"), "name: blocked-availability\nruntime: nodejs\n");
    this.addPlan("plans/blocked.json", "blocked");
    this.addPlan("plans/clean.json", "clean");
    mkdirSync(this.bin);
    this.addCommand("azure-openai-guard", `exec "${process.execPath}" "${MAIN}" "$@"`);
    this.addCommand("npm", "");
    this.addCommand(
      "pulumi",
      `case "$1 $2" in
        "preview --json") cat "$STUB_PLAN" ;;
        "stack ls") cat "$STUB_STACKS" ;;
        "stack export") [ "$4" != broken ] && cp "$STUB_STATE" "$6" ;;
        *) exit 99 ;;
      esac`,
    );
  }

  private get bin(): string {
    return join(this.temp, "bin");
  }

  /**
   * Releases of a code host, with one version of the program.
   * @param tool the file that is published as azure-openai-guard; the published checksum is always the real one's.
   * @returns the address of a code host whose only repository is OWNER/azure-openai-guard.
   */
  addRelease(tool = TOOL): string {
    const folder = join(this.temp, "host/OWNER/azure-openai-guard/releases/download", `v${VERSION}`);
    mkdirSync(folder, { recursive: true });
    copyFileSync(tool, join(folder, "azure-openai-guard"));
    writeFileSync(join(folder, "SHA256SUMS"), `${SHA256(TOOL)}  azure-openai-guard\n`);
    return pathToFileURL(join(this.temp, "host")).href;
  }

  /** A plan of the examples under another name. */
  addPlan(file: string, example: "blocked" | "clean"): void {
    copyFileSync(join(ROOT, "examples", "plans", `${example}.preview.json`), join(this.directory, file));
  }

  /** The plans with hostile names; their names, one per line. */
  addHostilePlans(): string {
    for (const name of HOSTILE) this.addPlan(name, "blocked");
    return HOSTILE.join("\n");
  }

  /** Adds a command to PATH; it records its calls. */
  addCommand(name: string, script: string): void {
    writeFileSync(join(this.bin, name), `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> "${this.temp}/calls"\n${script}\n`);
    chmodSync(join(this.bin, name), 0o755);
  }

  /** Calls of the fakes, such as `pulumi stack ls --all --json`. */
  calls(name: string): string[] {
    return (this.readTemp("calls") ?? "").split("\n").filter((line) => line.startsWith(`${name} `));
  }

  read(file: string): string {
    return readFileSync(join(this.directory, file), "utf8");
  }

  readTemp(file: string): string | undefined {
    const path = join(this.temp, file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  /** True if something that only a shell could have read from data was run. */
  get pwned(): boolean {
    return [this.directory, this.temp, join(this.directory, "infra"), join(this.directory, "plans")].some((directory) =>
      existsSync(join(directory, "pwned")),
    );
  }

  /** Runs a command in the repository, with only this environment. */
  run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.directory,
      encoding: "utf8",
      env: {
        PATH: [this.bin, dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
        HOME: this.temp,
        STUB_PLAN: join(ROOT, "examples", "plans", "blocked.preview.json"),
        ...env,
      },
    });
    return { exitCode: status, stdout, stderr };
  }

  /** Runs a script as services do: from a file, with the shell's options given. */
  script(text: string, shell: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
    const file = join(this.temp, "step.sh");
    writeFileSync(file, text);
    const [command = "sh", ...options] = shell;
    return this.run(command, [...options, file], env);
  }
}
