// Writes the JSON Schema of `check --format json` from its one source; a test fails when the file is stale.
import { writeFileSync } from "node:fs";
import { reportJsonSchema } from "../dist/cli/reporters/json-schema.js";

writeFileSync("schemas/report-1.schema.json", `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
