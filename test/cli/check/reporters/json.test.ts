import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reportJson } from "../../../../cli/check/reporters/json";
import { reportJsonSchema } from "../../../../cli/check/reporters/json-schema";
import { EVERYTHING, HOSTILE, hostileReport } from "./reports";

const json = (of: typeof EVERYTHING) => JSON.parse(reportJson(of));

describe("json", () => {
  it("has a published schema that is not stale (npm run schemas)", () => {
    const file = join(__dirname, "../../../../schemas/report-1.schema.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(reportJsonSchema());
  });

  it("allows no field that the schema does not have", () => {
    const objects: { additionalProperties?: unknown }[] = [];
    JSON.stringify(reportJsonSchema(), (_, value) => {
      if (value?.type === "object") objects.push(value);
      return value;
    });
    expect(objects.length).toBeGreaterThan(10);
    expect(objects.filter((o) => o.additionalProperties !== false)).toEqual([]);
  });

  it("has the run, its findings, waivers, baseline and errors", () => {
    expect(json(EVERYTHING)).toMatchObject({
      version: 1,
      failOn: "mandatory",
      settings: "azure-openai-guard.yaml",
      summary: {
        files: 4,
        stacks: 2,
        deployments: 7,
        blocked: 4,
        mandatory: 5,
        advisory: 3,
        waived: 1,
        known: 1,
        gone: 2,
        errors: 1,
      },
      baseline: { file: "known.json", known: 1, gone: [{ rule: "known-model" }, { rule: "a-rule-of-old" }] },
      files: [
        {
          file: "plan.json",
          notes: [expect.stringContaining("steps[3]")],
          findings: { length: 6, 2: { waiver: { owner: "Ann" } }, 3: { inBaseline: true } },
        },
        { file: "-" },
        { file: "/tmp/other plan.json" },
        { file: "./nope.json", findings: [], error: "cannot be read: there is no such file" },
      ],
      general: [{ message: expect.stringMatching(/^The waiver 3 matches nothing\.\n/) }],
    });
  });

  it.each(HOSTILE)("preserves %s", (_, text) => {
    const { files } = json(hostileReport(text));
    expect(files[0].findings[0].message.startsWith(`${text}\n${text}\n`)).toBe(true);
    expect(files[0].findings[2].waiver.reason).toBe(text);
  });
});
