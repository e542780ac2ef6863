/** The file of requests in docs/place.md; test/docs.test.ts checks the page's output. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cli } from "../support";

const text = readFileSync(join(__dirname, "..", "..", "..", "docs", "place.md"), "utf8");

it("its file of requests can be read", async () => {
  const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  const { stderr, exitCode } = await cli(["place", "--file", "-"], yaml);
  expect([stderr, exitCode]).toEqual(["", 0]);
});
