/**
 * The shape of `--format json`, once: the published schemas/report-1.schema.json (`npm run schemas`) and the type of what
 * json.ts writes are both made from it. A run does not load it.
 */

import { z } from "zod";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const number = z.int().min(0);
const text = z.string();

const citation = z.strictObject({
  document: text.describe("Title of the document."),
  date: day.describe("Date of the document, or of the source that is cited instead."),
  source: z
    .enum(["list", "documentation", "overlay"])
    .optional()
    .describe(
      "The kind of source, unless it is the document: a models list, a newer table, the organisation's overlay.",
    ),
  section: text.describe("The headings above the place, in the document's own language."),
  table: text.optional(),
  tab: text.optional().describe("The tab of the table."),
  row: text.optional(),
  column: text.optional(),
  english: z
    .strictObject({ section: text, row: text.optional(), column: text.optional() })
    .optional()
    .describe("The English names of the place, if the document is in another language."),
  says: text.describe("The mark at the place, or what is missing."),
});

const place = z.strictObject({
  file: text.describe("Path from the working directory, with forward slashes."),
  line: z.int().min(1),
  column: z.int().min(1).optional(),
});

const waiver = z.strictObject({
  rule: text,
  urn: text.optional().describe("Pattern of URNs."),
  stack: text.optional().describe("Pattern of stacks."),
  reason: text,
  owner: text,
  ticket: text.optional(),
  expires: day.describe("The last day on which it applies."),
});

const finding = z.strictObject({
  rule: text,
  level: z.enum(["advisory", "mandatory"]),
  urn: text.optional().describe("The resource; absent for a finding about a whole stack or run."),
  nested: text.optional().describe("Which deployment of the resource, if the resource makes several."),
  copies: z.number().int().min(2).optional().describe("How many copies of a template's loop it is about."),
  stack: text.optional().describe("project/stack of the resource, or of the finding as a whole."),
  asked: z
    .strictObject({ model: text, version: text, sku: text, region: text })
    .partial()
    .describe("The deployment's values; absent if the plan does not have them."),
  reason: text.describe("Reason of the verdict, or the rule's own code."),
  message: text.describe("For people; it may have several lines."),
  citations: z.array(citation).describe("The places in documents that say so."),
  limit: text.optional().describe("Name of the organisation's limit that is broken."),
  changes: z.array(text).describe("Changes that would pass, the smallest first."),
  place: place.optional().describe("Where the program makes the resource, if the plan has it."),
  fingerprint: text.describe("The same for the same finding in another run, even if lines have moved."),
  waiver: waiver.optional().describe("The waiver that covers the finding: it does not count."),
  inBaseline: z.literal(true).optional().describe("The baseline has the finding: it does not count."),
});

const gone = z.strictObject({
  fingerprint: text,
  rule: text,
  urn: text.optional(),
  stack: text.optional().describe("project/stack, if it has no URN."),
  message: text.describe("First line of its message."),
});

const file = z.strictObject({
  file: text.describe('The name that the user gave; "-" is standard input.'),
  kind: text.optional().describe("The kind of file; absent if it could not be read."),
  stacks: z.array(text).describe("Every project/stack with resources in it."),
  deployments: number.describe("Azure OpenAI deployments in it."),
  findings: z.array(finding),
  notes: z.array(text).optional().describe("What was skipped, and other remarks about the file."),
  settings: text
    .nullable()
    .optional()
    .describe("The settings file that applies; null for none; absent if it is the run's."),
  edition: text.optional().describe("The edition that judged it; absent if it is the run's."),
  error: text.optional().describe("Why it could not be checked."),
  incomplete: text.optional().describe("Why there may be more findings."),
});

const summary = z.strictObject({
  files: number,
  stacks: number,
  deployments: number,
  blocked: number.describe("Resources with a mandatory finding that counts."),
  mandatory: number.describe("Mandatory findings that count."),
  advisory: number.describe("Advisory findings that count."),
  waived: number.describe("Findings that a waiver covers."),
  known: number.describe("Findings that the baseline has."),
  gone: number.describe("Findings in the baseline that the run no longer has."),
  errors: number.describe("Files that could not be checked."),
  incomplete: number.describe("Plans that lack resources because their preview ended in an error."),
});

const report = z
  .strictObject({
    version: z
      .literal(1)
      .describe("Increases when a field disappears or changes its meaning. New fields do not change it."),
    tool: z.strictObject({ name: text, version: text }),
    edition: z
      .strictObject({ id: text, document: text, date: day, hash: text.describe("SHA-256 of its content.") })
      .describe("The edition that judged."),
    asOf: day.describe("The date of judgement."),
    failOn: z.enum(["mandatory", "advisory", "none"]).describe("The lowest level that fails the run."),
    settings: text.optional().describe("The settings file in force; that of the working directory if several apply."),
    summary,
    baseline: z
      .strictObject({ file: text, known: number.describe("Findings that it has."), gone: z.array(gone) })
      .optional(),
    files: z.array(file),
    general: z.array(finding).describe("Findings about the run as a whole."),
  })
  .describe("The output of azure-openai-guard check --format json.");

type Frozen<T> = T extends readonly (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** What the reporter writes. */
export type JsonReport = Frozen<z.infer<typeof report>>;

/** A finding in it. */
export type JsonFinding = Frozen<z.infer<typeof finding>>;

/** The published schema, as JSON Schema draft 7, which editors know best. */
export function reportJsonSchema(): object {
  return z.toJSONSchema(report, { target: "draft-7" });
}
