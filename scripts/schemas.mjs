// Writes the generated files: the JSON Schemas, and what the pages show of all rules. With --check it compares them, and
// fails if one is stale.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { markdownTable } from "markdown-table";
import { reportJsonSchema } from "../dist/cli/check/reporters/json-schema.js";
import { RULES } from "../dist/policy/rules/index.js";
import { configJsonSchemas, settingsJsonSchema } from "../dist/policy/settings/json-schema.js";

const json = (schema) => `${JSON.stringify(schema, null, 2)}\n`;

/** The text of a page with a new table of rules. `folder` is the path from the page to docs/rules. */
function withTable(page, folder, columns) {
  const text = readFileSync(page, "utf8");
  const [begin, end] = ["<!-- rules:begin -->", "<!-- rules:end -->"];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${page} has no table of rules between ${begin} and ${end}`);
  const rows = RULES.map((rule) => columns.map(([, cell]) => cell(rule, folder)));
  const table = markdownTable([columns.map(([head]) => head), ...rows]);
  return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
}

/** The text of a page, with new output below a command. */
function withOutput(text, command) {
  const prompt = `$ azure-openai-guard ${command}\n`;
  const from = text.indexOf(prompt) + prompt.length;
  const to = text.indexOf("```", from);
  if (from < prompt.length || to === -1) throw new Error(`no page shows ${prompt}`);
  const output = execFileSync(process.execPath, ["dist/cli/main.js", ...command.split(" ")], { encoding: "utf8" });
  return text.slice(0, from) + output + text.slice(to);
}

const rule = ["rule", ({ name }, folder) => `[${name}](${folder}/${name}.md)`];
const level = ["default", ({ defaultLevel }) => defaultLevel];
const requirement = ["requirement", ({ description }) => description];

const files = {
  "schemas/report-1.schema.json": json(reportJsonSchema()),
  "schemas/settings.schema.json": json(settingsJsonSchema()),
  "policy/settings/config-schema.json": json(configJsonSchemas()),
  "README.md": withTable("README.md", "docs/rules", [rule, level, requirement]),
  "docs/settings.md": withOutput(
    withTable("docs/settings.md", "rules", [rule, level]),
    "config print --config examples/settings/azure-openai-guard.yaml --as-of 2026-07-01",
  ),
};

for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`${file} is stale: run "npm run schemas" and commit what it writes`);
    process.exitCode = 1;
  }
}
