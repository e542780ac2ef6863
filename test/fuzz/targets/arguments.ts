import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../cli/program";
import { assertSafe, type Target } from "../target";

const WORDS = [
  ...[
    "check",
    "explain",
    "place",
    "matrix",
    "catalog",
    "config",
    "explain-error",
    "gpt-4o",
    "gpt-4.1-nano",
    "--region",
  ],
  ...[
    "eastus",
    "--sku",
    "Standard",
    "--model",
    "--json",
    "--format",
    "json",
    "text",
    "github",
    "--as-of",
    "2025-07-01",
  ],
  ...[
    "--help",
    "--versoin",
    "-",
    "--",
    "",
    "\u001b[31m",
    "::error::x",
    "##vso[x]",
    "--\u202e",
    "a\nb",
    "no-such-file.json",
  ],
  ...["--fail-on", "never", "--granted", "x,y", "*a*a*b"],
];

/** Argument lists: an exit code of 0, 1 or 2, and safe output. */
export const argumentLists: Target = {
  name: "arguments",
  run: async (random) => {
    const args = random.list(6, () => random.of(WORDS));
    // Random arguments may read the whole working directory, so it is an empty one.
    const cwd = mkdtempSync(join(tmpdir(), "fuzz-"));
    let printed = "";
    const write = (text: string) => {
      printed += text;
    };
    const exitCode = await run(args, {
      env: {},
      cwd,
      isTerminal: false,
      isErrorTerminal: false,
      now: () => 0,
      onInterrupt: () => () => {},
      today: () => "2025-07-01",
      async *stdin() {
        yield Buffer.from("{}");
      },
      write,
      writeError: write,
      writeFiles: () => {},
    }).finally(() => rmSync(cwd, { recursive: true }));
    if (![0, 1, 2].includes(exitCode)) throw new Error(`exit code ${exitCode}`);
    assertSafe(printed);
    return { trees: 1, size: args.join(" ").length };
  },
};
