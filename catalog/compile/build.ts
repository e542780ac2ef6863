/**
 * The compile step: documents → editions. `node dist/catalog/build.js` writes, `--check` compares and fails on drift.
 * Run from the project's root.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { editionText } from "../edition/provenance";
import { editionSchema, regionSchema } from "../edition/schema";
import { REGIONS } from "../names/regions";
import { compile } from "./compile";
import { lint, lintRegions } from "./lint";
import { readDocument } from "./read";

const DOCUMENTS = join("catalog", "documents");
const EDITIONS = join("catalog", "editions");

function problemsOfRegions(): string[] {
  const parsed = z.array(regionSchema).safeParse(REGIONS);
  if (!parsed.success) return parsed.error.issues.map((i) => `regions.json: ${i.path.join(".")}: ${i.message}`);
  return lintRegions();
}

function main(check: boolean): void {
  const problems = problemsOfRegions();
  mkdirSync(EDITIONS, { recursive: true });
  for (const id of readdirSync(DOCUMENTS).sort()) {
    const doc = readDocument(join(DOCUMENTS, id));
    const found = lint(doc);
    problems.push(...found.map((p) => `${id}: ${p}`));
    if (found.length > 0) continue;
    const edition = editionSchema.parse(compile(doc));
    const path = join(EDITIONS, `${id}.json`);
    const text = editionText(edition);
    if (check) {
      let committed = "";
      try {
        committed = readFileSync(path, "utf8");
      } catch {
        // A missing edition is a stale one.
      }
      if (committed !== text) problems.push(`${path} is stale: run "npm run catalog" and commit what it writes`);
    } else {
      // Written beside and moved into place, so that no half edition is ever there.
      writeFileSync(`${path}.new`, text);
      renameSync(`${path}.new`, path);
    }
    console.log(`${id}: ${JSON.stringify(edition.counts)}`);
  }
  if (problems.length > 0) {
    console.error(problems.join("\n"));
    process.exitCode = 1;
  }
}

main(process.argv.includes("--check"));
