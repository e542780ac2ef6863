/**
 * What a command gets and gives. Commands neither write nor exit; cli/main.ts does. This folder may import
 * policy/escape, and nothing of other commands.
 */
import { escapeTerminal } from "../../policy/escape";

/** The environment of a command: everything that is not in its arguments. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the working directory: names of files in arguments start from it. */
  readonly cwd: string;
  /** True if standard output is a terminal. */
  readonly isTerminal: boolean;
  /** True if standard error is a terminal. */
  readonly isErrorTerminal: boolean;
  /** True if standard input is a terminal, at which somebody would have to type. */
  readonly isInputTerminal?: boolean;
  /** Milliseconds since any fixed time, for measuring how long something takes. */
  readonly now: () => number;
  /** Width of the terminal of standard output in characters, if it is one. */
  readonly columns?: number;
  /** Today's date, YYYY-MM-DD. */
  readonly today: () => string;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Writes to standard output. The caller awaits the result, so that a slow reader slows the writer. */
  readonly write: (text: string) => void | Promise<void>;
  /**
   * Writes files, all of them or none.
   * @throws OutputError if one cannot be written.
   */
  readonly writeFiles: (files: readonly OutputFile[]) => void | Promise<void>;
  /**
   * Runs a clean-up before an interrupt ends the process.
   * @returns a function that cancels it.
   */
  readonly onInterrupt: (clean: () => void) => () => void;
  /** Writes to standard error. */
  readonly writeError: (text: string) => void | Promise<void>;
}

/** Exit codes, the same for every command. */
export const EXIT = { clean: 0, findings: 1, failed: 2 } as const;

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Files to write, all or none, before anything is printed. */
  readonly files?: readonly OutputFile[];
  /** Set if standard output reports the written files: it is left out if they cannot be written. */
  readonly stdoutNeedsFiles?: true;
}

export interface OutputFile {
  /** Its name, from the working directory. */
  readonly file: string;
  readonly text: string;
}

/** A file that cannot be written; the message names it and says why. */
export class OutputError extends Error {}

/** An argument that cannot be used; the message says what was expected. */
export class UsageError extends Error {}

/** A line on standard error. It names the tool, because a log has lines of many tools. */
export function complaint(text: string): string {
  return `${escapeTerminal(`azure-openai-guard: ${text}`)}\n`;
}
