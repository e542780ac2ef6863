/** Completion scripts: bash's runs in a real bash; the others contain every command. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { cli } from "../support";

async function script(shell: string): Promise<string> {
  const { stdout, stderr, exitCode } = await cli(["completion", shell]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  return stdout;
}

describe("bash", () => {
  it.each([
    ["", ["check", "explain", "explain-error", "rules", "completion"]],
    ["che", ["check"]],
    ["explain-", ["explain-error"]],
    ["config ", ["print", "validate", "init", "schema"]],
    ["config print --format ", ["text", "json"]],
    ["config print -f j", ["json"]],
    ["check --fail-on m", ["mandatory"]],
    ["check --base", ["--baseline"]],
    ["check --baseline ", []],
    ["catalog re", ["refresh"]],
  ])("azure-openai-guard %s", async (line, expected) => {
    const words = ["azure-openai-guard", ...line.split(" ")];
    const run = `${await script("bash")}
COMP_WORDS=(${words.map((w) => `"${w}"`).join(" ")}); COMP_CWORD=${words.length - 1}
_azure_openai_guard
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr, status } = spawnSync("bash", ["--norc", "-c", run], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    const found = stdout.split("\n").filter((word) => word !== "");
    if (expected.length === 0) expect(found).toEqual([]);
    else expect(found).toEqual(expect.arrayContaining(expected));
    const typed = words.at(-1) ?? "";
    expect(found.every((word) => word.startsWith(typed))).toBe(true);
  });
});

it("zsh loads bash's completion functions first", async () => {
  expect(await script("zsh")).toMatch(
    /^autoload -U \+X compinit && compinit\nautoload -U \+X bashcompinit && bashcompinit\n/,
  );
});

it("fish has every command, option and choice", async () => {
  const text = await script("fish");
  expect(text).toMatch(
    /^complete -c azure-openai-guard -n 'not __fish_seen_subcommand_from check .+' -f -a check -d '/m,
  );
  expect(text).toMatch(
    /__fish_seen_subcommand_from config; and __fish_seen_subcommand_from print' -l format -s f -x -a 'text json'/,
  );
});
