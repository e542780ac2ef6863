/**
 * The compile step: documents → editions. `node dist/catalog/compile/build.js` writes, `--check` compares and fails on
 * drift. Run from the project's root. Every folder of catalog/documents is one edition; its document.json says which
 * layout the folder has. This folder reads and writes the project's own files; it does not run for users.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { regionSchema } from "../edition/basic-schemas";
import { editionText } from "../edition/provenance";
import type { EditionData } from "../edition/schema";
import { REGIONS } from "../names/regions";
import { checkRegions } from "./checks/regions";
import { indexProblems, namesText } from "./editions";
import { compileFolder } from "./folder";

const DOCUMENTS = join("catalog", "documents");
const EDITIONS = join("catalog", "editions");

function problemsOfRegions(): string[] {
  const parsed = z.array(regionSchema).safeParse(REGIONS);
  if (!parsed.success) return parsed.error.issues.map((i) => `regions.json: ${i.path.join(".")}: ${i.message}`);
  return checkRegions();
}

/** Writes a file, or compares it; a missing file counts as stale. */
function keep(path: string, text: string, check: boolean): string[] {
  if (!check) {
    // A rename replaces the file at once, so that nobody ever sees half of it.
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    return [];
  }
  let committed = "";
  try {
    committed = readFileSync(path, "utf8");
  } catch {}
  return committed === text ? [] : [`${path} is stale: run "npm run catalog" and commit what it writes`];
}

function main(check: boolean): void {
  const problems = problemsOfRegions();
  mkdirSync(EDITIONS, { recursive: true });
  const compiled: EditionData[] = [];
  for (const id of readdirSync(DOCUMENTS).sort()) {
    const found = compileFolder(join(DOCUMENTS, id));
    if ("problems" in found) {
      problems.push(...found.problems.map((p) => `${id}: ${p}`));
      continue;
    }
    const edition = found.data;
    compiled.push(edition);
    problems.push(...keep(join(EDITIONS, `${id}.json`), editionText(edition), check));
    console.log(`${id}: ${JSON.stringify(edition.counts)}`);
  }
  problems.push(...keep(join(EDITIONS, "names.json"), namesText(compiled), check));
  problems.push(...indexProblems(compiled));
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exitCode = 1;
  }
}

main(process.argv.includes("--check"));
