/** docs/place.md shows what the command prints. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cli } from "../support";

const text = readFileSync(join(__dirname, "..", "..", "..", "docs", "place.md"), "utf8");
const shown = [...text.matchAll(/```text\n\$ azure-openai-guard (.*)\n([\s\S]*?)```/g)].map((m) => [m[1], m[2]]);

it("has examples", () => {
  expect(shown.length).toBeGreaterThan(3);
});

it.each(shown)("%s", async (command, output) => {
  const { stdout, stderr } = await cli((command ?? "").split(" "));
  expect(stderr + stdout).toBe(output);
});

it("its file of requests can be read", async () => {
  const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  const { stderr, exitCode } = await cli(["place", "--file", "-"], yaml);
  expect([stderr, exitCode]).toEqual(["", 0]);
});
