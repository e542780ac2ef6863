/** An empty name, as from an unset variable, would be the working directory; it is always a usage error. */
import { expect, it } from "vitest";
import { cli } from "./support";

it.each<[string, string[]]>([
  ["FILE", ["check", ""]],
  ["FILE", ["check", "x.json", ""]],
  ["--config", ["check", "x.json", "--config", ""]],
  ["--baseline", ["check", "x.json", "--baseline", ""]],
  ["--write-baseline", ["check", "x.json", "--write-baseline", ""]],
  ["--edition", ["check", "x.json", "--edition", ""]],
  ["--project", ["check", "x.json", "--project", ""]],
  ["INPUT", ["explain-error", ""]],
  ["INPUT", ["explain-error", "-", ""]],
  ["--edition", ["explain", "gpt-4o", "--edition", ""]],
  ["--batch", ["explain", "--batch", ""]],
  ["--from", ["place", "--from", ""]],
  ["--file", ["place", "--file", ""]],
  ["--edition", ["place", "o3", "--edition", ""]],
  ["--edition", ["matrix", "--edition", ""]],
  ["--compare", ["matrix", "--compare", ""]],
  ["--config", ["config", "print", "--config", ""]],
  ["--config", ["config", "validate", "--config", ""]],
  ["--out", ["config", "init", "--out", ""]],
  ["--config", ["rules", "--config", ""]],
  ["--arm", ["catalog", "import", "--arm", ""]],
  ["--arm", ["catalog", "import", "--arm", "x.json", ""]],
  ["--docs", ["catalog", "import", "--docs", ""]],
  ["--base", ["catalog", "import", "--arm", "x.json", "--base", ""]],
  ["--out", ["catalog", "import", "--arm", "x.json", "--out", ""]],
  ["FILE", ["catalog", "refresh", ""]],
  ["--az", ["catalog", "refresh", "--az", ""]],
  ["--keep", ["catalog", "refresh", "--keep", ""]],
  ["--out", ["catalog", "refresh", "--out", ""]],
  ["PATH", ["catalog", "list", ""]],
  ["EDITION", ["catalog", "show", ""]],
  ["FROM", ["catalog", "diff", "", "2025-06-16"]],
  ["TO", ["catalog", "diff", "2025-06-16", ""]],
  ["FILE", ["catalog", "impact", "2025-06-16", "2025-06-16", ""]],
  ["EDITION", ["catalog", "verify", ""]],
])("%s is empty: %j", async (name, args) => {
  const { exitCode, stdout, stderr, files } = await cli(args);
  expect([exitCode, stdout, stderr, files.size]).toEqual([
    2,
    "",
    `azure-openai-guard: ${name} is "", as a variable without a value gives it: expected a name\n`,
    0,
  ]);
});

it.each<[string[], RegExp]>([
  [["check", "x.json", "--format", "sarif="], /Expected a file name after "sarif="/],
  [["matrix", "--html", ""], /Expected a file name/],
  [["catalog", "import", "--arm", "eastus="], /--arm "eastus=": expected the name of a file after "eastus="\n$/],
  [
    ["catalog", "import", "--docs", "GlobalBatch="],
    /--docs "GlobalBatch=": expected the name of a file after "GlobalBatch="\n$/,
  ],
])("%j has an empty name after its word", async (args, message) => {
  const { exitCode, stdout, stderr } = await cli(args);
  expect([exitCode, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
});
