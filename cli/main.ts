#!/usr/bin/env node
/** The entry of the command line, and the only place that reads the clock, writes or sets an exit code. */
import { once } from "node:events";
import { isatty } from "node:tty";
import { escapeText } from "../policy/escape";
import { run } from "./program";
import { complaint, EXIT } from "./shell/context";
import { whyNot } from "./shell/why-not";

/** Writes, and waits where the reader is slower than the writer. */
async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text !== "" && !stream.write(text)) await once(stream, "drain");
}

/** Cleans up before a signal does what it does without us. */
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

/** Ends the run: what was not written nobody has seen, so it is neither clean nor blocked. */
function cannotWrite(error: unknown): never {
  errorStream().write(complaint(`cannot write to standard output: ${whyNot(error)}`));
  process.exit(EXIT.failed);
}

/** Where nobody reads what is wrong, the run goes on. */
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
  // Opening a stream takes some milliseconds, and few runs ask.
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
  // Where nobody hears of an error, the results are still worth having.
  writeError: (text) => (text === "" ? undefined : write(errorStream(), text).catch(() => {})),
}).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // A fault of this program, not of its input: whoever reports it needs the stack.
    errorStream().write(
      escapeText(`azure-openai-guard: internal error: ${error instanceof Error ? error.stack : error}\n`),
    );
    process.exitCode = EXIT.failed;
  },
);
