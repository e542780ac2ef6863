/** Plans of several projects: each finding points to the program of its own project. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { projectDirectory, projectsOf } from "../../../cli/check/position";

const root = mkdtempSync(join(tmpdir(), "aog-projects-"));
afterAll(() => rmSync(root, { recursive: true }));
for (const [directory, name] of [
  ["apps/chat", "chat"],
  ["apps/search", "search"],
  ["old/twin", "twin"],
  ["new/twin", "twin"],
  ["node_modules/lib", "lib"],
] as const) {
  mkdirSync(join(root, directory), { recursive: true });
  writeFileSync(join(root, directory, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
}
mkdirSync(join(root, "plans"));

describe("the directory of a project", () => {
  it.each([
    ["plans/a.json", "chat", [], "apps/chat"],
    ["plans/a.json", "search", [], "apps/search"],
    ["apps/chat/plan.json", "chat", [], "apps/chat"],
    ["apps/chat/plan.json", "search", [], "apps/search"],
    ["plans/a.json", "twin", [], ""],
    ["plans/a.json", "lib", [], ""],
    ["plans/a.json", undefined, [], ""],
    ["plans/a.json", "twin", ["twin=new/twin"], "new/twin"],
    ["plans/a.json", "chat", ["twin=new/twin"], "apps/chat"],
    ["plans/a.json", "chat", ["apps/search"], "apps/search"],
    ["plans/a.json", "twin", ["apps/search", "twin=old/twin"], "old/twin"],
  ])("%s of %s with %j is %s", (file, project, options, expected) => {
    expect(projectDirectory(file, project, projectsOf(options, root), root)).toBe(expected);
  });

  it.each([
    [["nope"], /there is no such directory/],
    [["chat=nope"], /there is no such directory/],
    [["apps/chat", "apps/search"], /given twice/],
    [["a=apps/chat", "a=apps/search"], /this project is given twice/],
  ])("%j is refused", (options, error) => {
    expect(() => projectsOf(options, root)).toThrow(error);
  });
});
