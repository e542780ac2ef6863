/** Files that the pack reads: it refuses endless ones, and says so. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

it("reads latest as the newest embedded edition, also in a settings file, where a path would start at its folder", () => {
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

it("knows the language of the program by the Pulumi.yaml of its folder, or above it", () => {
  const folder = mkdtempSync(join(tmpdir(), "aog-pack-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const inside = join(folder, "src");
  mkdirSync(inside);
  expect(new PackFiles(undefined).language()).toBeUndefined();
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: yaml\n");
  expect([new PackFiles(folder).language(), new PackFiles(inside).language()]).toEqual(["yaml", "yaml"]);
  writeFileSync(join(inside, "Pulumi.yaml"), "name: odd\n");
  expect(new PackFiles(inside).language()).toBeUndefined();
});

it.each([
  ["settings", ["check", "x.json", "--config", "/dev/zero"]],
  ["a baseline", ["check", "x.json", "--baseline", "/dev/zero"]],
  ["an edition", ["explain", "gpt-4o", "--edition", "/dev/zero"]],
])("the command line refuses it as %s", async (_, args) => {
  const { exitCode, stderr } = await cli(args);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(ENDLESS)]);
});

it.each<[string, readonly string[], string]>([
  ["a misspelt ending, at whose settings nobody would look", ["a/azure-openai-guard.yml"], "a/azure-openai-guard.yml"],
  ["one nearer than the settings", ["azure-openai-guard.yaml", "a/azure-openai-guard.yml"], "a/azure-openai-guard.yml"],
])("the pack refuses %s", (_, files, misnamed) => {
  const folder = folderOf(files);
  try {
    const { path, settings, error } = new PackFiles(join(folder, "a")).find({});
    expect([path, settings]).toEqual([undefined, undefined]);
    expect(error?.message).toBe(
      `azure-openai-guard: the settings file of the program is not right.\n${join(folder, misnamed)}: settings are read from azure-openai-guard.yaml: rename this file`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it.each<[string, readonly string[], string]>([
  ["beside a misspelt one", ["a/azure-openai-guard.yaml", "a/azure-openai-guard.yml"], "a/azure-openai-guard.yaml"],
  ["below a misspelt one", ["a/azure-openai-guard.yaml", "azure-openai-guard.yml"], "a/azure-openai-guard.yaml"],
])("the pack finds settings %s", (_, files, found) => {
  const folder = folderOf(files);
  try {
    const { path, error } = new PackFiles(join(folder, "a")).find({});
    expect([path, error]).toEqual([join(folder, found), undefined]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** A new folder with these files, and a folder "a" in it. */
function folderOf(files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "pack-files-"));
  mkdirSync(join(folder, "a"));
  for (const file of files) writeFileSync(join(folder, file), "known-model: advisory\n");
  return folder;
}
