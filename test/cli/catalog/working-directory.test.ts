/** Relative file names start at the context's working directory, not at the process's. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeFiles } from "../../../cli/shell/output-files";
import { head, regionFirst } from "../../catalog/import/pages-support";
import { azShape, entry } from "../../catalog/support";
import { cli } from "../support";
import { StandInAz } from "./stand-in-az";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "aog-cwd-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const run = (...args: string[]) =>
  cli(args, "", {
    cwd,
    today: () => "2026-11-26",
    env: { PATH: process.env.PATH },
    writeFiles: (files) => writeFiles(files, cwd),
  });

const LIST = azShape(Array.from({ length: 12 }, (_, i) => entry("x", `gpt-${i}`, "1", ["Standard"])));
const PAGE = head("Datazone standard model availability", "10/04/2026") + regionFirst(["gpt-9 1"], { eastus: "x" });

it.each<[string, string[]]>([
  ["a models list", ["--arm", "eastus2=lists/l.json"]],
  ["a models list with a day", ["--arm", "2026-11-01:lists/eastus2.json"]],
  ["a list with a name that looks like a region and a file", ["--arm", "eastus2=l.json"]],
  ["a page", ["--docs", "pages/datazone-standard.md"]],
  ["a directory of pages", ["--docs", "pages"]],
])("catalog import: %s", async (_, args) => {
  for (const folder of ["lists", "pages"]) mkdirSync(join(cwd, folder));
  for (const file of ["lists/l.json", "lists/eastus2.json", "l.json"])
    writeFileSync(join(cwd, file), JSON.stringify(LIST));
  writeFileSync(join(cwd, "pages/datazone-standard.md"), PAGE);
  const { exitCode, stderr } = await run("catalog", "import", ...args, "--id", "mine", "--out", "mine.json");
  expect([stderr.replaceAll(/^azure-openai-guard: warning: .*\n/gm, ""), exitCode]).toEqual(["", 0]);
  expect(readdirSync(cwd)).toContain("mine.json");
});

it("catalog refresh: --az, --keep and --out", async () => {
  const az = new StandInAz({ models: { eastus2: LIST } });
  const from = join(az.directory, "here");
  mkdirSync(from);
  const { exitCode } = await cli(
    ["catalog", "refresh", "--az", "../az", "--keep", "lists", "--out", "mine.json", "--no-config"],
    "",
    {
      cwd: from,
      today: () => "2026-11-26",
      env: { PATH: process.env.PATH },
      writeFiles: (files) => writeFiles(files, from),
    },
  );
  expect(exitCode).toBe(0);
  expect(readdirSync(from, { recursive: true }).map(String).sort()).toEqual([
    "lists",
    "lists/models",
    "lists/models/eastus2.2026-11-26.json",
    "lists/usage",
    "lists/usage/eastus2.2026-11-26.json",
    "mine.json",
  ]);
});
