#!/usr/bin/env node
/** The entry of the command line, and the only place that reads the clock, writes or sets an exit code. */
import { once } from "node:events";
import { isatty } from "node:tty";
import { escapeText } from "../policy/escape";
import { run } from "./program";
import { complaint, EXIT } from "./shell/context";
import { whyNot } from "./shell/why-not";

/** Writes, and waits if the reader is slower than the writer. */
async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text !== "" && !stream.write(text)) await once(stream, "drain");
}

/** Cleans up before a signal has its usual effect. */
function onInterrupt(clean: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const handle = (signal: NodeJS.Signals) => {
    clean();
    forget();
    process.kill(process.pid, signal);
  };
  const forget = () => {
    for (const signal of signals) process.removeListener(signal, handle);
  };
  for (const signal of signals) process.on(signal, handle);
  return forget;
}

/** Ends the run. Nobody has seen the results, so the run is neither clean nor blocked. */
function cannotWrite(error: unknown): never {
  errorStream().write(complaint(`cannot write to standard output: ${whyNot(error)}`));
  process.exit(EXIT.failed);
}

/** If nobody reads errors, the run goes on. */
function errorStream(): NodeJS.WriteStream {
  if (process.stderr.listenerCount("error", ignore) === 0) process.stderr.on("error", ignore);
  return process.stderr;
}

function ignore(): void {}

process.stdout.on("error", cannotWrite);

const cwd = process.cwd();

run(process.argv.slice(2), {
  env: process.env,
  cwd,
  isTerminal: process.stdout.isTTY === true,
  // Opening a stream takes some milliseconds, and few runs need it.
  get isErrorTerminal() {
    return isatty(2);
  },
  get isInputTerminal() {
    return isatty(0);
  },
  now: () => performance.now(),
  onInterrupt,
  columns: process.stdout.columns,
  today: () => new Date().toISOString().slice(0, 10),
  stdin: () => process.stdin,
  write: (text) => write(process.stdout, text),
  writeFiles: async (files) => (await import("./shell/output-files.js")).writeFiles(files, cwd),
  // If nobody reads an error, the results are still worth having.
  writeError: (text) => (text === "" ? undefined : write(errorStream(), text).catch(() => {})),
}).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // A fault of this program, not of its input: a report of it needs the stack.
    errorStream().write(
      escapeText(`azure-openai-guard: internal error: ${error instanceof Error ? error.stack : error}\n`),
    );
    process.exitCode = EXIT.failed;
  },
);
