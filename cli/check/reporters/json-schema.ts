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
  date: day.describe("Date of the document, or of the source that is cited in its place."),
  source: z
    .enum(["list", "documentation", "overlay"])
    .optional()
    .describe("What is cited where it is not the document: a models list, a newer table, the organisation's overlay."),
  section: text.describe("Headings that lead to the place, in the document's own language."),
  table: text.optional(),
  tab: text.optional().describe("The tab that the table is in."),
  row: text.optional(),
  column: text.optional(),
  english: z
    .strictObject({ section: text, row: text.optional(), column: text.optional() })
    .optional()
    .describe("The same places by their English names, where the document is written in another language."),
  says: text.describe("What stands there."),
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
  expires: day.describe("The last day on which it holds."),
});

const finding = z.strictObject({
  rule: text,
  level: z.enum(["advisory", "mandatory"]),
  urn: text.optional().describe("The resource it is about; absent where it is about a whole stack or the whole run."),
  nested: text.optional().describe("Which deployment of the resource, where one resource makes several."),
  copies: z.number().int().min(2).optional().describe("How many copies of one loop of a template it is about."),
  stack: text.optional().describe("project/stack of the resource, or that it is about as a whole."),
  asked: z
    .strictObject({ model: text, version: text, sku: text, region: text })
    .partial()
    .describe("What was asked for; absent where the plan does not tell."),
  reason: text.describe("Reason of the verdict, or the rule's own code."),
  message: text.describe("For people, several lines at most."),
  citations: z.array(citation).describe("Where it is written."),
  limit: text.optional().describe("Name of the organisation's limit that is broken."),
  changes: z.array(text).describe("What would pass, the smallest change first."),
  place: place.optional().describe("Where the program made the resource, where the plan tells it."),
  fingerprint: text.describe("The same for the same finding in another run, wherever lines have moved to."),
  waiver: waiver.optional().describe("The waiver that covers the finding: it does not count."),
  inBaseline: z.literal(true).optional().describe("The baseline has the finding: it does not count."),
});

const gone = z.strictObject({
  fingerprint: text,
  rule: text,
  urn: text.optional(),
  stack: text.optional().describe("project/stack that it is about as a whole, where it has no URN."),
  message: text.describe("First line of its message."),
});

const file = z.strictObject({
  file: text.describe('As it was given; "-" is standard input.'),
  kind: text.optional().describe("What it was taken for; absent where it could not be read."),
  stacks: z.array(text).describe("Every project/stack that it has resources of."),
  deployments: number.describe("Azure OpenAI deployments in it."),
  findings: z.array(finding),
  notes: z.array(text).optional().describe("What was passed over, and other remarks about the file."),
  settings: text
    .nullable()
    .optional()
    .describe("File of the settings that judged it; null for none; absent where it is the one of the run."),
  edition: text.optional().describe("Edition that judged it; absent where it is the one of the run."),
  error: text.optional().describe("Why it could not be checked."),
  incomplete: text.optional().describe("Why its findings are not all that there may be."),
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
  gone: number.describe("Findings that the baseline has and the run does not."),
  errors: number.describe("Files that could not be checked."),
  incomplete: number.describe("Plans that lack resources, since their preview ended in an error."),
});

const report = z
  .strictObject({
    version: z.literal(1).describe("Counts up when a field goes, or means something else. New fields may come."),
    tool: z.strictObject({ name: text, version: text }),
    edition: z
      .strictObject({ id: text, document: text, date: day, hash: text.describe("SHA-256 of its content.") })
      .describe("The catalog that was judged by."),
    asOf: day.describe("The date of judgement."),
    failOn: z.enum(["mandatory", "advisory", "none"]).describe("The least level of findings that fail the run."),
    settings: text
      .optional()
      .describe("File of the settings in force; those of the working directory where files were judged by several."),
    summary,
    baseline: z
      .strictObject({ file: text, known: number.describe("Findings that it has."), gone: z.array(gone) })
      .optional(),
    files: z.array(file),
    general: z.array(finding).describe("Findings about the run as a whole."),
  })
  .describe("What azure-openai-guard check --format json writes.");

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
