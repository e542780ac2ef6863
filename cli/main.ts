#!/usr/bin/env node
/**
 * The command line. Commands are pure where they can be; this file alone reads arguments, writes and sets the exit
 * code: 0 clean, 1 findings, 2 could not run. A command's own modules are loaded only when it runs.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { CheckFlags } from "./check";
import { UsageError } from "./errors";
import type { ExplainFlags } from "./explain";

/** What a command leaves to be written. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: 0 | 1 | 2;
}

function packageVersion(): string {
  // dist/cli/main.js → package.json of the package.
  const file = join(__dirname, "..", "..", "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Writes, and waits where the reader is slower. */
function write(text: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(text)) resolve();
    else process.stdout.once("drain", resolve);
  });
}

function finish(result: CommandResult): void {
  if (result.stderr !== "") process.stderr.write(result.stderr);
  process.stdout.write(result.stdout);
  process.exitCode = result.exitCode;
}

function program(): Command {
  const root = new Command("azure-openai-guard")
    .description("Checks planned Azure OpenAI deployments against Microsoft's availability document.")
    .version(packageVersion(), "-V, --version", "print the version")
    .showSuggestionAfterError()
    .showHelpAfterError("Run with --help for usage.")
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .addHelpText("after", "\nExit codes: 0 clean, 1 findings, 2 could not run.");

  root
    .command("check")
    .description("check plans and states; - reads standard input")
    .argument("<file...>", 'output of "pulumi preview --json" or "pulumi stack export"')
    .addOption(new Option("--format <format>", "how to report").choices(["text", "json"]).default("text"))
    .option("--config <file>", "settings, a JSON file as for --policy-pack-config")
    .option("--as-of <date>", "date of judgement, YYYY-MM-DD (default: today)")
    .option("--color", "colour, also where the output is no terminal")
    .option("--no-color", "no colour")
    .addHelpText(
      "after",
      "\nExamples:\n  pulumi preview --json | azure-openai-guard check -\n  azure-openai-guard check --format json plan.json state.json",
    )
    .action((files: string[], options: Omit<CheckFlags, "toolVersion">) => {
      const { check } = require("./check") as typeof import("./check");
      finish(check(files, { ...options, toolVersion: packageVersion() }));
    });

  root
    .command("explain")
    .description("what the document says of a model, or of one combination")
    .argument("[model]", "model name, e.g. gpt-4.1-nano")
    .argument("[version]", "model version, e.g. 2025-04-14")
    .option("--sku <sku>", "deployment SKU, e.g. GlobalStandard (default: Standard, as in ARM)")
    .option("--region <region>", 'region id or name, e.g. eastus2 or "East US 2"; with it, a verdict is given')
    .addOption(new Option("--purpose <purpose>", "what for").choices(["inference", "fine-tuning", "assistants"]))
    .addOption(new Option("--training <kind>", "kind of fine-tuning").choices(["standard", "global"]))
    .option("--granted <id...>", "access conditions that the organisation was granted")
    .option("--json", "JSON instead of text")
    .option("--batch <file>", "JSON Lines of queries in (- is standard input), one JSON verdict per line out")
    .addHelpText(
      "after",
      "\nExamples:\n  azure-openai-guard explain gpt-4.1-nano\n" +
        "  azure-openai-guard explain gpt-4.1-nano 2025-04-14 --sku GlobalStandard --region eastus\n" +
        `  echo '{"model":"gpt-4o","region":"eastus"}' | azure-openai-guard explain --batch -\n\n` +
        "Exit code 1 where the verdict is unavailable. With --batch the exit code is 0 when every line was answered;\n" +
        "a line that is no valid query is answered with an error.",
    )
    .action(
      async (
        model: string | undefined,
        version: string | undefined,
        options: Omit<ExplainFlags, "model" | "version"> & { batch?: string },
      ) => {
        const { batch, ...flags } = options;
        if (batch !== undefined) {
          if (model !== undefined) throw new InvalidArgumentError("--batch takes its queries from the file alone");
          const { explainBatch } = require("./explain-batch") as typeof import("./explain-batch");
          await explainBatch(batch, flags.granted ?? [], write);
          return;
        }
        if (model === undefined) throw new InvalidArgumentError("missing argument: a model, or --batch FILE");
        const { explain } = require("./explain") as typeof import("./explain");
        finish(explain({ model, ...(version === undefined ? {} : { version }), ...flags }));
      },
    );
  return root;
}

// A reader that closes the pipe early (head, less) has what it wanted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.stderr.write(`error: cannot write the output: ${error.message}\n`);
  process.exit(error.code === "EPIPE" ? (process.exitCode ?? 0) : 2);
});

program()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = 2;
    if (error instanceof CommanderError) {
      // Help and version come this way too, with code 0; commander has printed them, and its errors, itself.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      if (error instanceof InvalidArgumentError) process.stderr.write(`error: ${error.message}\n`);
      return;
    }
    if (error instanceof UsageError) {
      process.stderr.write(
        `${error.message
          .split("\n")
          .map((l) => `error: ${l}`)
          .join("\n")}\n`,
      );
      return;
    }
    process.stderr.write(`error: azure-openai-guard failed: ${error instanceof Error ? error.stack : String(error)}\n`);
  });
