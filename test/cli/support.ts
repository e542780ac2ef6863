/** Runs the command line in this process: its output is collected, nothing is spawned. */
import { join } from "node:path";
import { run } from "../../cli/program";
import type { Context } from "../../cli/shell/context";

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Files that the run wrote, by name. */
  readonly files: ReadonlyMap<string, string>;
}

/** The default working directory of a run. */
export const ROOT = join(__dirname, "../..");

/** The path of a fixture. */
export const fixture = (name: string): string => join(__dirname, "fixtures", name);

/** Runs the command line with arguments, standard input and, if a test needs it, another environment. */
export async function cli(
  args: readonly string[],
  stdin: string | Uint8Array | readonly Uint8Array[] = "",
  over: Partial<Context> = {},
): Promise<Outcome> {
  const chunks = typeof stdin === "string" ? [Buffer.from(stdin)] : stdin instanceof Uint8Array ? [stdin] : stdin;
  let [stdout, stderr] = ["", ""];
  const files = new Map<string, string>();
  const exitCode = await run(args, {
    env: {},
    cwd: ROOT,
    isTerminal: false,
    isErrorTerminal: false,
    now: () => 0,
    onInterrupt: () => () => {},
    today: () => "2025-07-01",
    async *stdin() {
      yield* chunks;
    },
    write: (text) => {
      stdout += text;
    },
    writeFiles: (written) => {
      for (const { file, text } of written) files.set(file, text);
    },
    writeError: (text) => {
      stderr += text;
    },
    ...over,
  });
  return { exitCode, stdout, stderr, files };
}
