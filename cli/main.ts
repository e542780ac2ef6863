#!/usr/bin/env node
/** The entry of the command line, and the only place that reads the clock, writes or sets an exit code. */
import { once } from "node:events";
import { escapeText } from "../policy/escape";
import { run } from "./program";
import { complaint, EXIT } from "./shell/context";
import { whyNot, writeFiles } from "./shell/output-files";

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
  process.stderr.write(complaint(`cannot write to standard output: ${whyNot(error)}`));
  process.exit(EXIT.failed);
}

process.stdout.on("error", cannotWrite);
process.stderr.on("error", () => {});

const cwd = process.cwd();

run(process.argv.slice(2), {
  env: process.env,
  cwd,
  isTerminal: process.stdout.isTTY === true,
  isErrorTerminal: process.stderr.isTTY === true,
  isInputTerminal: process.stdin.isTTY === true,
  now: () => performance.now(),
  onInterrupt,
  columns: process.stdout.columns,
  today: () => new Date().toISOString().slice(0, 10),
  stdin: () => process.stdin,
  write: (text) => write(process.stdout, text),
  writeFiles: (files) => writeFiles(files, cwd),
  // Where nobody hears of an error, the results are still worth having.
  writeError: (text) => write(process.stderr, text).catch(() => {}),
}).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // A fault of this program, not of its input: whoever reports it needs the stack.
    process.stderr.write(
      escapeText(`azure-openai-guard: internal error: ${error instanceof Error ? error.stack : error}\n`),
    );
    process.exitCode = EXIT.failed;
  },
);
