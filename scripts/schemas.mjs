// Writes the JSON Schemas, each from its one source; with --check it compares, and fails on drift.
import { readFileSync, writeFileSync } from "node:fs";
import { reportJsonSchema } from "../dist/cli/check/reporters/json-schema.js";
import { configJsonSchemas, settingsJsonSchema } from "../dist/policy/settings/json-schema.js";

const files = {
  "schemas/report-1.schema.json": reportJsonSchema(),
  "schemas/settings.schema.json": settingsJsonSchema(),
  "policy/settings/config-schema.json": configJsonSchemas(),
};

for (const [file, schema] of Object.entries(files)) {
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`${file} is stale: run "npm run schemas" and commit what it writes`);
    process.exitCode = 1;
  }
}
