/**
 * Runs programs and policy packs through a real Pulumi engine. A workspace is one stack with its state in a temporary
 * directory; nothing is downloaded, nobody is logged in, and "Azure" is a file. Workspaces are independent of each
 * other and may run in parallel; the runs of one workspace come one after the other.
 */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, join } from "node:path";
import {
  CommandError,
  type EngineEvent,
  LocalWorkspace,
  PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import ts from "typescript";
import { describe, inject } from "vitest";
import type { AzureOperation } from "./azure-native-provider";
import type { Properties } from "./azure-shapes";
import { nodeModules } from "./toolbox";

/** A policy's report. */
export interface Violation {
  readonly policy: string;
  readonly level: "advisory" | "mandatory";
  readonly urn: string;
  readonly message: string;
}

/** The inputs of a resource before and after a policy changed them. */
export interface Remediation {
  readonly policy: string;
  readonly urn: string;
  readonly before: Properties;
  readonly after: Properties;
}

/** What a run of the engine said and did. */
export interface RunResult {
  /** False if the CLI's exit code was not 0: a mandatory violation, a program or provider that failed. */
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Sorted by policy, URN and message: the engine's own order is not stable. */
  readonly violations: readonly Violation[];
  /**
   * Messages that no edition is chosen, separate from the violations: they depend on the day of the run, and most
   * programs here choose none.
   */
  readonly unchosen: readonly string[];
  /** Errors and warnings of the engine, the program and the providers. */
  readonly diagnostics: readonly { readonly severity: string; readonly urn?: string; readonly message: string }[];
  /** What policies at level `remediate` changed, in the engine's order. */
  readonly remediations: readonly Remediation[];
  /** What the engine did or planned, in its order: `create`, `same`, `update`, `read` … */
  readonly steps: readonly { readonly op: string; readonly type: string; readonly urn: string }[];
}

/** Settings of one run. */
export interface RunOptions {
  /** Directories of policy packs. Each needs its own node_modules: see createPack. */
  readonly packs?: readonly string[];
  /** One per pack: a file, or the configuration itself. */
  readonly packConfigs?: readonly (string | object)[];
  /** URNs to which the run is limited. */
  readonly target?: readonly string[];
  /** A file into which a preview saves its plan (`--save-plan`). */
  readonly plan?: string;
}

/** Settings of a stack. */
export interface WorkspaceOptions {
  /** The language in the project file; the test program itself is always TypeScript. */
  readonly runtime?: "nodejs" | "yaml";
  /** Stack configuration, such as `{ "azure-native:location": "eastus" }`. */
  readonly config?: Readonly<Record<string, string>>;
  /** Accounts that exist in Azure without a program: id → location, kind … */
  readonly accounts?: Readonly<
    Record<string, { readonly location?: string; readonly kind?: string; readonly tags?: object }>
  >;
  /** Resource groups that exist in Azure: id → location. */
  readonly groups?: Readonly<Record<string, { readonly location: string }>>;
  /** More environment for the CLI, the providers and the packs. */
  readonly env?: Readonly<Record<string, string>>;
}

const pulumi = inject("pulumi");

/** `describe` for tests that need a Pulumi CLI: skipped if there is none. */
export const describeWithPulumi = describe.skipIf("missing" in pulumi);

/** A new stack. Its directory is deleted with the toolbox, at the end of the run. */
export class Workspace {
  /** The project's directory. Files in it can import what the repository can. */
  readonly directory: string;
  private readonly stack: Stack;

  private constructor(directory: string, stack: Stack) {
    this.directory = directory;
    this.stack = stack;
  }

  /** Makes an empty stack `test` of the project `e2e`. */
  static async create(options: WorkspaceOptions = {}): Promise<Workspace> {
    const directory = temporaryDirectory("workspace-");
    const state = join(directory, "state");
    mkdirSync(state);
    symlinkSync(nodeModules, join(directory, "node_modules"));
    const stack = await LocalWorkspace.createStack(
      { projectName: "e2e", stackName: "test", program: async () => {} },
      {
        workDir: directory,
        pulumiHome: join(toolbox(), "home"),
        pulumiCommand: await cli(),
        envVars: {
          ...environment(),
          PULUMI_BACKEND_URL: `file://${state}`,
          FAKE_AZURE_LOG: join(directory, "azure.jsonl"),
          AOG_FAKE_ACCOUNTS: JSON.stringify(options.accounts ?? {}),
          AOG_FAKE_GROUPS: JSON.stringify(options.groups ?? {}),
          ...options.env,
        },
        // The CLI starts executable packs in the program's folder; otherwise it would be that of the tests.
        projectSettings: { name: "e2e", runtime: { name: options.runtime ?? "nodejs" }, main: directory },
        // In the file, not through `pulumi config set`: that saves a start of the CLI.
        stackSettings: { test: { config: { ...options.config } } },
      },
    );
    return new Workspace(directory, stack);
  }

  /**
   * Makes an empty stack `dev` of a project in a folder, in any language, by copying its files.
   * @param config of the stack, instead of the folder's.
   */
  static async ofProject(folder: string, options: WorkspaceOptions = {}): Promise<Workspace> {
    const directory = temporaryDirectory("project-");
    cpSync(folder, directory, { recursive: true });
    const state = join(directory, ".state");
    mkdirSync(state);
    const stack = await LocalWorkspace.createStack(
      { stackName: "dev", workDir: directory },
      {
        pulumiHome: join(toolbox(), "home"),
        pulumiCommand: await cli(),
        envVars: {
          ...environment(),
          PULUMI_BACKEND_URL: `file://${state}`,
          FAKE_AZURE_LOG: join(directory, "azure.jsonl"),
          ...options.env,
        },
        ...(options.config ? { stackSettings: { dev: { config: { ...options.config } } } } : {}),
      },
    );
    return new Workspace(directory, stack);
  }

  /** `pulumi preview` of the project's own program. */
  previewProject(options: RunOptions = {}): Promise<RunResult> {
    return collect((listeners) => this.stack.preview({ ...this.common(options), ...listeners }));
  }

  /** `pulumi preview` of a program. */
  preview(program: PulumiFn, options: RunOptions = {}): Promise<RunResult> {
    const { plan } = options;
    return collect((listeners) => this.stack.preview({ program, plan, ...this.common(options), ...listeners }));
  }

  /**
   * `pulumi up` of a program, without its preview, which the Automation API always skips. With `previewFirst` a preview
   * comes first, and if it fails nothing is updated, as in `pulumi up --yes`.
   */
  async up(program: PulumiFn, options: RunOptions & { readonly previewFirst?: boolean } = {}): Promise<RunResult> {
    if (options.previewFirst) {
      const preview = await this.preview(program, options);
      if (!preview.ok) {
        return preview;
      }
    }
    return collect((listeners) => this.stack.up({ program, ...this.common(options), ...listeners }));
  }

  /** `pulumi preview --json`: the text on stdout. */
  async previewJson(program: PulumiFn, options: RunOptions = {}): Promise<string> {
    // The Automation API has no such option; every flag of the CLI can be given as a variable as well.
    const { envVars } = this.stack.workspace;
    envVars.PULUMI_OPTION_JSON = "true";
    try {
      return (await this.preview(program, options)).stdout;
    } finally {
      delete envVars.PULUMI_OPTION_JSON;
    }
  }

  /** `pulumi preview --save-plan`: the text of the plan file. */
  async planFile(program: PulumiFn, options: RunOptions = {}): Promise<string> {
    const plan = join(this.directory, "plan.json");
    const { ok, stdout, stderr } = await this.preview(program, { ...options, plan });
    if (!ok) {
      throw new Error(`The preview failed, so there is no plan.\n${stdout}\n${stderr}`);
    }
    return readFileSync(plan, "utf8");
  }

  /** `pulumi stack export`: the text of the state file. */
  async stateFile(): Promise<string> {
    return JSON.stringify(await this.stack.exportStack(), null, 2);
  }

  /** What was really done in the fake Azure, in order; previews leave no trace. */
  azure(): AzureOperation[] {
    const file = join(this.directory, "azure.jsonl");
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
    return lines.map((line) => JSON.parse(line));
  }

  /**
   * Makes an inline program from a TypeScript or JavaScript file, which each run loads again. Its exports become the
   * outputs of the stack, as in a program that the CLI starts. It is in the project's directory, so that
   * the source positions in plans and states are those of a user's program: `project:///index.ts#5,1`.
   */
  program(file: string, source = readFileSync(file, "utf8")): PulumiFn {
    const fileName = basename(file);
    const compiled = join(this.directory, fileName.replace(/\.ts$/, ".js"));
    writeFileSync(join(this.directory, fileName), source);
    writeFileSync(compiled, compile(source, fileName));
    const load = createRequire(compiled);
    return async () => {
      delete load.cache[load.resolve(compiled)];
      const exported = withSourceMaps(() => load(compiled));
      return typeof exported === "function" ? exported() : exported;
    };
  }

  private common({ packs = [], packConfigs = [], target }: RunOptions) {
    return {
      policyPacks: [...packs],
      policyPackConfigs: packConfigFiles(packConfigs, this.directory),
      ...(target && { target: [...target] }),
      color: "never" as const,
    };
  }
}

/** A preview in a new workspace. */
export async function preview(program: PulumiFn, options: RunOptions & WorkspaceOptions = {}): Promise<RunResult> {
  return (await Workspace.create(options)).preview(program, options);
}

/**
 * `pulumi policy analyze --file`: a pack over a state file, without program, provider or login. The output is JSON, one
 * event per line; the steps of the result are empty.
 */
export async function analyze(
  stateFile: string,
  pack: string,
  { packConfig }: { readonly packConfig?: string | object } = {},
): Promise<RunResult> {
  const directory = temporaryDirectory("analyze-");
  const configs = packConfigFiles(packConfig === undefined ? [] : [packConfig], directory);
  const args = ["policy", "analyze", "--json", "--non-interactive", "--file", stateFile, "--policy-pack", pack];
  const env = { ...process.env, ...cliEnvironment() };
  return new Promise((resolve, reject) => {
    const command = [...args, ...configs.flatMap((file) => ["--policy-pack-config", file])];
    execFile(join(toolbox(), "bin", "pulumi"), command, { cwd: directory, env }, (error, stdout, stderr) => {
      // An exit code is a result; anything else (no such file, killed) is a fault.
      if (error !== null && typeof error.code !== "number") {
        reject(error);
        return;
      }
      const events = stdout.split("\n").filter((line) => line.startsWith("{"));
      resolve(
        result(
          error === null,
          stdout,
          stderr,
          events.map((line): EngineEvent => JSON.parse(line)),
        ),
      );
    });
  });
}

/** Writes a policy pack of plain JavaScript into a new directory and returns the directory. */
export function createPack(name: string, source: string): string {
  const directory = temporaryDirectory(`pack-${name}-`);
  writeFileSync(join(directory, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
  writeFileSync(join(directory, "index.js"), source);
  symlinkSync(nodeModules, join(directory, "node_modules"));
  return directory;
}

/** A new directory, deleted at the end of the run. */
export function temporaryDirectory(prefix: string): string {
  return mkdtempSync(join(toolbox(), "work", prefix));
}

function toolbox(): string {
  if ("missing" in pulumi) {
    throw new Error(pulumi.missing);
  }
  return pulumi.toolbox;
}

let command: Promise<PulumiCommand> | undefined;

// One per worker: asking the CLI for its version costs a start.
function cli(): Promise<PulumiCommand> {
  command ??= PulumiCommand.get({ root: toolbox() });
  return command;
}

/** The environment in which the CLI finds itself, the fakes and its own home. */
export function cliEnvironment(): Record<string, string> {
  return { ...environment(), PULUMI_HOME: join(toolbox(), "home") };
}

function environment(): Record<string, string> {
  return {
    PATH: [join(toolbox(), "bin"), process.env.PATH ?? ""].join(delimiter),
    PULUMI_CONFIG_PASSPHRASE: "not a secret",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // The fake providers are "ambient": found on PATH.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "false",
  };
}

function compile(source: string, fileName: string): string {
  const { CommonJS } = ts.ModuleKind;
  const { ES2022 } = ts.ScriptTarget;
  const compilerOptions = { module: CommonJS, target: ES2022, esModuleInterop: true, inlineSourceMap: true };
  return ts.transpileModule(source, { fileName, compilerOptions }).outputText;
}

/** Lets Node map stack traces, from which Pulumi reads source positions: vitest maps those of its own modules only. */
function withSourceMaps<T>(action: () => T): T {
  const errors: { prepareStackTrace?: typeof Error.prepareStackTrace } = Error;
  const { prepareStackTrace } = errors;
  process.setSourceMapsEnabled(true);
  errors.prepareStackTrace = undefined;
  try {
    return action();
  } finally {
    errors.prepareStackTrace = prepareStackTrace;
  }
}

function packConfigFiles(configs: readonly (string | object)[], directory: string): string[] {
  return configs.map((config, i) => {
    if (typeof config === "string") {
      return config;
    }
    const file = join(directory, `pack-config-${i}.json`);
    writeFileSync(file, JSON.stringify(config));
    return file;
  });
}

interface Listeners {
  readonly onOutput: (text: string) => void;
  readonly onError: (text: string) => void;
  readonly onEvent: (event: EngineEvent) => void;
}

/** Runs a command of the Automation API, which throws on a failed run, and collects its output. */
async function collect(run: (listeners: Listeners) => Promise<unknown>): Promise<RunResult> {
  let stdout = "";
  let stderr = "";
  const events: EngineEvent[] = [];
  const listeners: Listeners = {
    onOutput: (text) => {
      stdout += text;
    },
    onError: (text) => {
      stderr += text;
    },
    onEvent: (event) => events.push(event),
  };
  try {
    await run(listeners);
    return result(true, stdout, stderr, events);
  } catch (error) {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    return result(false, stdout, stderr, events);
  }
}

function result(ok: boolean, stdout: string, stderr: string, events: readonly EngineEvent[]): RunResult {
  const reported = events.flatMap(({ policyEvent: event }) => {
    return event === undefined
      ? []
      : [
          {
            policy: event.policyName,
            // The SDK's type says "warning"; the engine says "advisory".
            level: event.enforcementLevel === "mandatory" ? ("mandatory" as const) : ("advisory" as const),
            urn: event.resourceUrn ?? "",
            message: withoutColor(event.message),
          },
        ];
  });
  const isUnchosen = ({ policy, message }: Violation) =>
    policy === "catalog-age" && message.includes("since no edition is chosen");
  const violations = reported.filter((violation) => !isUnchosen(violation));
  const key = ({ policy, urn, message }: Violation) => [policy, urn, message].join("\n");
  return {
    ok,
    stdout,
    stderr,
    violations: violations.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    unchosen: reported.filter(isUnchosen).map(({ message }) => message),
    diagnostics: events.flatMap(({ diagnosticEvent: event }) =>
      event === undefined || (event.severity as string) === "debug"
        ? []
        : [{ severity: event.severity, urn: event.urn, message: withoutColor(event.message) }],
    ),
    remediations: events.flatMap((event) => {
      // The SDK has no type for it.
      const { policyRemediationEvent: said } = event as {
        policyRemediationEvent?: { policyName: string; resourceUrn: string; before?: Properties; after?: Properties };
      };
      return said === undefined
        ? []
        : [{ policy: said.policyName, urn: said.resourceUrn, before: said.before ?? {}, after: said.after ?? {} }];
    }),
    steps: events.flatMap(({ resourcePreEvent: event }) =>
      event === undefined ? [] : [{ op: event.metadata.op, type: event.metadata.type, urn: event.metadata.urn }],
    ),
  };
}

/** Events carry the engine's own colour marks, such as `<{%reset%}>`. */
function withoutColor(text: string): string {
  return text.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
}
