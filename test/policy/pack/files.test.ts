/** Files that the pack reads: what has no end is refused, and said. */
import { expect, it } from "vitest";
import { PackFiles } from "../../../policy/pack/files";
import { cli } from "../../cli/support";

const ENDLESS = /\/dev\/zero: cannot be read: it is larger than 64 MB/;

it("refuses a device that never ends, as settings and as edition", () => {
  const files = new PackFiles(undefined);
  expect(() => files.settings("/dev/zero")).toThrow(ENDLESS);
  expect(() => files.edition("/dev/zero")).toThrow(ENDLESS);
});

it.each([
  ["settings", ["check", "x.json", "--config", "/dev/zero"]],
  ["a baseline", ["check", "x.json", "--baseline", "/dev/zero"]],
  ["an edition", ["explain", "gpt-4o", "--edition", "/dev/zero"]],
])("the command line refuses it as %s", async (_, args) => {
  const { exitCode, stderr } = await cli(args);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(ENDLESS)]);
});
