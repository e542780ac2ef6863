/** Files that the pack reads: what has no end is refused, and said. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { newestEdition } from "../../../catalog/edition/embedded";
import { PackFiles } from "../../../policy/pack/files";
import { cli } from "../../cli/support";

const ENDLESS = /\/dev\/zero: cannot be read: it is larger than 64 MB/;

it("refuses a device that never ends, as settings and as edition", () => {
  const files = new PackFiles(undefined);
  expect(() => files.settings("/dev/zero")).toThrow(ENDLESS);
  expect(() => files.edition("/dev/zero")).toThrow(ENDLESS);
});

it("takes latest as the newest embedded edition, also of a settings file, where a path would be from its folder", () => {
  const newest = newestEdition().id;
  const folder = mkdtempSync(join(tmpdir(), "aog-pack-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = new PackFiles(folder);
  expect(files.edition("latest").id).toBe(newest);
  writeFileSync(join(folder, "azure-openai-guard.yaml"), "catalog: { edition: latest }\n");
  const { settings, error } = files.find({});
  expect(error).toBeUndefined();
  expect(files.edition(settings?.catalog.edition ?? "").id).toBe(newest);
});

it.each([
  ["settings", ["check", "x.json", "--config", "/dev/zero"]],
  ["a baseline", ["check", "x.json", "--baseline", "/dev/zero"]],
  ["an edition", ["explain", "gpt-4o", "--edition", "/dev/zero"]],
])("the command line refuses it as %s", async (_, args) => {
  const { exitCode, stderr } = await cli(args);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(ENDLESS)]);
});
