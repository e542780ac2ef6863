/** Whether what a run prints and writes is safe to be shown by a terminal, a runner and a page. */
import { expect } from "vitest";
import type { Context } from "../../cli/shell/context";
import { hazardsIn } from "../support/payloads";
import { cli } from "./support";

/** Formats of which a runner reads every line as a log, but for their own commands, are looked at below. */
const OWN_COMMANDS: Readonly<Record<string, RegExp>> = {
  github: /^::(?:error|warning|notice)(?: [^\n]*?)?::/gm,
  "azure-pipelines": /^##vso\[task\.logissue [^\]\n]*\]/gm,
};

/** Runs the command line, and looks for what a runner or a terminal would act on. */
export async function expectTame(args: readonly string[], stdin = "", over: Partial<Context> = {}): Promise<void> {
  const { stdout, stderr, files: written } = await cli(args, stdin, over);
  const format = args[args.indexOf("--format") + 1] ?? "";
  const own = OWN_COMMANDS[format];
  const text = args.includes("--csv") ? stdout.replaceAll("\r\n", "\n") : stdout;
  const shown = own === undefined ? text : text.replace(own, "");
  const where = JSON.stringify(args).slice(0, 300);
  expect([where, hazardsIn(shown), hazardsIn(stderr)]).toEqual([where, [], []]);
  for (const text of written.values()) expect([where, hazardsIn(text)]).toEqual([where, []]);
}
