/**
 * The shapes of the authored document files, as zod schemas: one file per table, in the document's own row and column
 * order. Only the compile step and its linter read them.
 */
import { z } from "zod";
import { abilities, modelName, regionId, text } from "../edition/basic-schemas";
import { documentSku } from "../edition/schema";

const column = z.strictObject({ header: text, model: modelName, version: text });
const row = z.strictObject({ region: regionId, label: text, cells: text });

/** A table of regions (rows) by model versions (columns); `cells` holds one mark per column, separated by spaces. */
export const tableSchema = z.strictObject({
  table: text,
  section: text,
  sku: documentSku.optional(),
  tick: z.string().length(1),
  columns: z.array(column).min(1),
  rows: z.array(row).min(1),
});
export type AuthoredTable = z.infer<typeof tableSchema>;

/** The fine-tuning table with the list of global training regions below it; regions in the document's spelling. */
export const fineTuningSchema = z.strictObject({
  table: text,
  section: text,
  standardColumn: text,
  globalColumn: text,
  globalTick: z.string().length(1),
  rows: z.array(
    z.strictObject({
      label: text,
      model: modelName,
      version: text,
      standard: z.array(text).min(1),
      global: text,
      maxInput: z.int(),
      maxOutput: z.int().optional(),
      maxTrainingExample: z.int().optional(),
      trainingData: text,
      modality: text,
    }),
  ),
  globalList: z.strictObject({
    place: text,
    condition: text,
    regions: z.array(z.strictObject({ label: text, note: text.optional(), condition: text.optional() })),
  }),
});

/** Region lists for single models; a list without a version applies to every version of the model. */
export const regionListsSchema = z.strictObject({
  table: text,
  lists: z.array(
    z.strictObject({
      section: text,
      label: text,
      model: modelName,
      version: text.optional(),
      /** Absent if the document states none. */
      sku: documentSku.optional(),
      qualifier: text.optional(),
      regions: z.array(text).min(1),
    }),
  ),
});

/** The extra regions of gpt-4 and gpt-4-32k that only some existing customers have. */
export const selectedCustomersSchema = z.strictObject({
  table: text,
  section: text,
  sku: documentSku,
  rows: z.array(z.strictObject({ label: text, model: modelName, version: text, regions: z.array(text).min(1) })),
});

/** Who needs granted access. An organisation declares its access by `id`. */
export const accessSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9.-]+$/),
    section: text,
    row: text.optional(),
    models: z.array(z.strictObject({ model: modelName, version: text.optional(), sku: documentSku.optional() })).min(1),
    condition: text,
  }),
);

const statement = { model: modelName, version: text.optional(), section: text, row: text.optional() };

/** What the document says about previews, replacements and retirements. Without a version: every version. */
export const lifecycleSchema = z.strictObject({
  preview: z.array(z.strictObject(statement)),
  replaced: z.array(
    z.strictObject({
      ...statement,
      by: z.strictObject({ model: modelName, version: text.optional() }),
      statement: text,
    }),
  ),
  retiring: z.array(z.strictObject({ ...statement, statement: text })),
});

/** Models and versions that only the prose mentions. */
export const mentionsSchema = z.array(z.strictObject(statement));

/** Combinations that the prose affirms but this copy of the document has no table for. */
export const notReproducedSchema = z.array(
  z.strictObject({ model: modelName, sku: documentSku, section: text, statement: text }),
);

/** A model table: what a model can do. `repeats` marks a row that the document itself has twice. */
export const modelTableSchema = z.strictObject({
  section: text,
  rows: z.array(
    z.strictObject({
      label: text,
      model: modelName,
      version: text.optional(),
      ...abilities,
      repeats: z.literal(true).optional(),
    }),
  ),
});

/** English names of sections, rows and columns that the document writes in its own language. */
export const englishSchema = z.record(text, text);
