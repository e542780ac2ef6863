#!/usr/bin/env node
/** The entry of the command line, and the only place that reads the clock, writes or sets an exit code. */
import { once } from "node:events";
import { EXIT } from "./command";
import { writeFile } from "./output-file";
import { run } from "./program";

/** Writes, and waits where the reader is slower than the writer. */
async function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text !== "" && !stream.write(text)) await once(stream, "drain");
}

// A reader that stops reading (`| head`) is no error to speak of, but what it did not read it did not see: not 0.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.stderr.write(`azure-openai-guard: cannot write: ${error.message}\n`);
  process.exit(EXIT.failed);
});
process.stderr.on("error", () => {});

run(process.argv.slice(2), {
  env: process.env,
  isTerminal: process.stdout.isTTY === true,
  columns: process.stdout.columns,
  today: () => new Date().toISOString().slice(0, 10),
  stdin: () => process.stdin,
  write: (text) => write(process.stdout, text),
  writeFile,
  writeError: (text) => write(process.stderr, text),
}).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    // A fault of this program, not of its input: whoever reports it needs the stack.
    process.stderr.write(`azure-openai-guard: internal error: ${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = EXIT.failed;
  },
);
