/**
 * Runs the Azure CLI. This folder is `catalog refresh`: it asks Azure with the user's login, and turns the
 * answers into an edition and a summary. It imports cli/catalog, cli/shell and the catalog. It starts no shell, and
 * neither reads nor writes a token.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { parseJson } from "../../inputs/json";
import type { Context } from "../../shell/context";

/** Why a call failed, by the remedy. */
export type FailureKind =
  /** The program cannot be started. */
  | "not-found"
  /** Nobody is logged in, or the login has expired. */
  | "login"
  /** The program does not know the command. */
  | "outdated"
  /** Azure asks to wait. */
  | "throttled"
  /** Another try may work. */
  | "passing"
  /** Azure or the program refused. */
  | "refused";

/** The answer of a call: the text as printed and its value, or why there is none. */
export type AzAnswer =
  | { readonly text: string; readonly value: unknown }
  | { readonly failure: FailureKind; readonly message: string; readonly retryAfter?: number };

/** The most bytes of an answer; the longest list has about one million. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Milliseconds between asking a process to end and killing it. */
const GRACE = 2_000;

/** The Azure CLI, as one run uses it. */
export class Az {
  readonly #running = new Set<ChildProcess>();
  #stopped = false;

  /**
   * @param program name on PATH, or path.
   * @param seconds the most that one call may take.
   */
  constructor(
    private readonly program: string,
    private readonly seconds: number,
    private readonly context: Pick<Context, "env" | "cwd">,
  ) {}

  /** Ends all running calls, and starts no more. */
  stop(): void {
    this.#stopped = true;
    for (const child of this.#running) end(child, "SIGTERM");
  }

  /**
   * Runs a command, with its output as JSON.
   * @param args words of the command; each reaches the program unchanged.
   */
  async ask(args: readonly string[]): Promise<AzAnswer> {
    if (this.#stopped) return { failure: "refused", message: "not asked any more" };
    const { code, signal, stdout, stderr, problem } = await this.#run([
      ...args,
      "--output",
      "json",
      "--only-show-errors",
    ]);
    if (problem !== undefined) return problem;
    if (signal !== null) return { failure: "passing", message: `${this.program} was ended by ${signal}` };
    if (code !== 0) return refusal(args, code, stderr);
    return answer(stdout);
  }

  #run(args: readonly string[]): Promise<ProcessResult> {
    return new Promise((resolve) => {
      const child = spawn(this.program, args, {
        // Its own process group, so that its child processes end with it.
        detached: process.platform !== "win32",
        cwd: this.context.cwd,
        env: { ...this.context.env, ...QUIET },
        shell: false,
        stdio: ["ignore", "pipe", "pipe"],
        windowsHide: true,
      });
      this.#running.add(child);
      const [out, err] = [new ProcessOutput(), new ProcessOutput()];
      let problem: AzAnswer | undefined;
      const giveUp = (message: string) => {
        problem = { failure: "passing", message };
        end(child, "SIGTERM");
        setTimeout(() => end(child, "SIGKILL"), GRACE).unref();
      };
      const timer = setTimeout(() => giveUp(`no answer within ${this.seconds} seconds`), this.seconds * 1000);
      child.stdout.on("data", (chunk: Buffer) => {
        if (!out.add(chunk)) giveUp(`the answer has more than ${MOST_BYTES} bytes`);
      });
      child.stderr.on("data", (chunk: Buffer) => err.add(chunk));
      const done = (ended: Partial<ProcessResult>) => {
        clearTimeout(timer);
        this.#running.delete(child);
        resolve({ code: null, signal: null, stdout: out.text(), stderr: err.text(), problem, ...ended });
      };
      child.on("error", (error: NodeJS.ErrnoException) => done({ problem: cannotStart(this.program, error) }));
      child.on("close", (code, signal) => done({ code, signal }));
    });
  }
}

/** No questions, which nobody could answer, and no colours. */
const QUIET = {
  AZURE_CORE_NO_COLOR: "true",
  AZURE_CORE_DISABLE_PROGRESS_BAR: "true",
  AZURE_CORE_COLLECT_TELEMETRY: "false",
  AZURE_EXTENSION_USE_DYNAMIC_INSTALL: "no",
};

interface ProcessResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly problem?: AzAnswer;
}

class ProcessOutput {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  /** @returns false if it is too much. */
  add(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (this.#bytes > MOST_BYTES) return false;
    this.#chunks.push(chunk);
    return true;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}

function end({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // The process has just ended.
  }
}

function cannotStart(program: string, { code, message }: NodeJS.ErrnoException): AzAnswer {
  const why =
    code === "ENOENT"
      ? "there is no such program: install the Azure CLI (https://aka.ms/azure-cli), or name it with --az PATH"
      : code === "EACCES"
        ? "it is not executable"
        : code === "EINVAL"
          ? "it is a batch file, which only a shell can start: run this command in WSL"
          : message;
  return { failure: "not-found", message: `${program}: ${why}` };
}

const LOGIN = /\baz login\b|AADSTS\d+|InvalidAuthenticationToken|ExpiredAuthenticationToken|interaction_?required/i;
const OUTDATED = /misspelled or not recognized|is not in the .* command group|invalid choice|unrecognized arguments/i;
const THROTTLED = /too ?many ?requests|\b429\b|throttl/i;
const PASSING =
  /\b50[0234]\b|InternalServerError|ServiceUnavailable|BadGateway|GatewayTimeout|Max retries exceeded|connection (?:error|reset|aborted)|timed? ?out/i;

function refusal(args: readonly string[], code: number | null, stderr: string): AzAnswer {
  const message = firstError(stderr) ?? `az ${args.join(" ")} ended with ${code} and said nothing`;
  const after = /retry[- ]after\D{0,5}(\d{1,4})/i.exec(stderr)?.[1];
  const retryAfter = after === undefined ? {} : { retryAfter: Number(after) };
  if (LOGIN.test(stderr)) return { failure: "login", message };
  if (OUTDATED.test(stderr)) return { failure: "outdated", message };
  if (THROTTLED.test(stderr)) return { failure: "throttled", message, ...retryAfter };
  if (PASSING.test(stderr)) return { failure: "passing", message, ...retryAfter };
  return { failure: "refused", message };
}

const LONGEST = 300;
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** The first error in the program's output, without ids of subscriptions, tenants and requests, which are private. */
function firstError(stderr: string): string | undefined {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const line = lines.find((l) => l.startsWith("ERROR:")) ?? lines[0];
  const text = line?.replace(/^ERROR:\s*/, "").replace(GUID, "…");
  return text !== undefined && text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function answer(text: string): AzAnswer {
  if (/^\s*</.test(text)) {
    return { failure: "refused", message: "the answer is an HTML page, perhaps of a proxy or a login" };
  }
  if (text.trim() === "") return { failure: "passing", message: "the answer is empty" };
  try {
    return { text, value: parseJson(text) };
  } catch (error) {
    return { failure: "passing", message: `the answer, ${(error as Error).message}` };
  }
}
