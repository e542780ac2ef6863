/**
 * The shapes of the catalog, as zod schemas: the authored document files (one per table, in the document's own row
 * and column order) and the compiled edition. Only the compile step and the linter run these schemas; everything
 * else takes their types, so a preview never pays for validating what CI has validated already.
 */
import { z } from "zod";
import { SKUS } from "../names/skus";

/** The SKUs that the document has region statements for. */
export const documentSku = z.enum(["Standard", "GlobalStandard"]);
export type DocumentSku = z.infer<typeof documentSku>;

const text = z.string().min(1);
const modelName = text.regex(/^[a-z0-9][a-z0-9.-]*$/, "model names are lower case, as ARM has them");
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const regionId = z.string().regex(/^[a-z0-9]+$/);

/** One Azure region (regions.json). */
export const regionSchema = z.strictObject({
  id: regionId,
  displayName: text,
  japaneseName: text.optional(),
  /** Spellings that documents use, machine translations and broken words included. */
  otherNames: z.array(text).optional(),
  geography: text,
  geographyGroup: text.nullable(),
  dataZone: z.enum(["US", "EU"]).optional(),
  cloud: text,
});
export type Region = z.infer<typeof regionSchema>;

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

/** Region lists that stand beside single models; without a version they hold for every version of the model. */
export const regionListsSchema = z.strictObject({
  table: text,
  lists: z.array(
    z.strictObject({
      section: text,
      label: text,
      model: modelName,
      version: text.optional(),
      sku: documentSku,
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

/** Who needs granted access. `id` is what an organisation names when it declares what it was granted. */
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

/** What the document says of previews, replacements and retirements. Without a version: every version. */
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

/** Models and versions that stand only in prose. */
export const mentionsSchema = z.array(z.strictObject(statement));

/** Combinations that the prose affirms but this copy of the document has no table for. */
export const notReproducedSchema = z.array(
  z.strictObject({ model: modelName, sku: documentSku, section: text, statement: text }),
);

const amount = z.strictObject({ tokens: z.int().positive(), for: text.optional() });
const abilities = {
  description: text,
  contextWindow: z.array(amount).optional(),
  maxOutput: z.array(amount).optional(),
  trainingData: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/)
    .optional(),
  apis: z.array(text).optional(),
  abilities: z.array(text).optional(),
  maxFileSizeMB: z.int().positive().optional(),
};

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

/** The document's head. */
export const documentSchema = z.strictObject({
  id: date,
  title: text,
  titleInDocument: text,
  publisher: text,
  language: text,
  date,
});

/* ---------------------------------------------------------------------------------------------------------------
 * The compiled edition: the same facts, turned so that a verdict is a few look-ups.
 * ------------------------------------------------------------------------------------------------------------- */

const place = z.strictObject({
  section: text,
  table: text.optional(),
  row: text.optional(),
  column: text.optional(),
  /** Key of the source that it stands in; the document where omitted. */
  from: text.optional(),
});
export type Place = z.infer<typeof place>;

/** Regions that one table column or one list names for a model version; values are the words in the document. */
const statementSchema = z.strictObject({
  source: text,
  place,
  regions: z.record(regionId, text),
});
export type RegionStatement = z.infer<typeof statementSchema>;

const described = z.strictObject({ place, ...abilities });

const versionSchema = z.strictObject({
  /** As the document writes it; "" where the document names the model without any version. */
  version: z.string(),
  named: z.array(place).min(1),
  /** The document itself has statements for two SKUs; tables of the documentation may bring others. */
  inference: z.partialRecord(z.enum(SKUS), z.array(statementSchema).min(1)),
  assistants: statementSchema.optional(),
  fineTuning: z
    .strictObject({
      standard: statementSchema,
      global: z.boolean(),
      globalPlace: place,
      maxInput: z.int().optional(),
      maxOutput: z.int().optional(),
      maxTrainingExample: z.int().optional(),
      trainingData: text.optional(),
      modality: text.optional(),
    })
    .optional(),
  described: z.array(described),
  preview: place.optional(),
  replaced: z
    .strictObject({
      by: z.strictObject({ model: modelName, version: text.optional() }),
      statement: text,
      place,
    })
    .optional(),
  retiring: z.strictObject({ statement: text, place }).optional(),
  notReproduced: z.partialRecord(documentSku, z.strictObject({ statement: text, place })).optional(),
  access: z.partialRecord(documentSku, z.strictObject({ id: text, condition: text, place })),
});
export type VersionFacts = z.infer<typeof versionSchema>;

const modelSchema = z.strictObject({
  name: modelName,
  /** In the order in which the document first names them. */
  versions: z.array(versionSchema).min(1),
});
export type ModelFacts = z.infer<typeof modelSchema>;

const tableRef = z.strictObject({ place, tick: text, rows: z.record(regionId, text) });

/* ---------------------------------------------------------------------------------------------------------------
 * What was imported on top of the document. It stands beside the document's facts and changes none of them, so that
 * both can be shown where they disagree.
 * ------------------------------------------------------------------------------------------------------------- */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const files = z.array(z.strictObject({ name: text, sha256 })).min(1);

/** A source beside the document, by its kind; `date` is the day of its retrieval. */
const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("arm"),
    title: text,
    date,
    region: regionId,
    /** The list was filtered: it adds to what other sources say, and closes no region. */
    partial: z.literal(true).optional(),
    files,
  }),
  z.strictObject({ kind: z.literal("docs"), title: text, date, files }),
]);
export type Source = z.infer<typeof sourceSchema>;

/** What a table of the documentation speaks of: a SKU, or another use of a model. */
export const TABLE_USES = [...SKUS, "assistants", "standard-training", "global-training"] as const;
export type TableUse = (typeof TABLE_USES)[number];

/** A table of Microsoft's documentation that is newer than the document. */
const docsTableSchema = z.strictObject({
  /** Key of its source. */
  source: text,
  use: z.enum(TABLE_USES),
  place,
  tick: text,
  rows: z.record(regionId, text),
  /** Set where it is all that the documentation says of the use: what it does not have is not offered any more. */
  whole: z.literal(true).optional(),
  columns: z
    .array(
      z.strictObject({
        model: modelName,
        /** "" for every version. */
        version: z.string(),
        header: text,
        regions: z.record(regionId, text),
      }),
    )
    .min(1),
});
export type DocsTable = z.infer<typeof docsTableSchema>;

/** Names in a models list, as Azure Resource Manager writes them. */
export const listedName = z.string().regex(/^[A-Za-z0-9][\w.:+-]{0,127}$/);

const units = z.int().nonnegative();
const capacity = z.strictObject({
  minimum: units.optional(),
  maximum: units.optional(),
  step: units.optional(),
  /** Where Azure names them, only these. */
  allowed: z.array(units).min(1).optional(),
  default: units.optional(),
});
/** Which capacities a deployment may ask for, in the units of its SKU. */
export type Capacity = z.infer<typeof capacity>;

const offer = z.strictObject({
  /** The SKU's own retirement; it counts before that of the version. */
  retires: date.optional(),
  capacity: capacity.optional(),
  /** The pool of quota that it draws on, as usage lists write it; it cannot be built from model and SKU. */
  usageName: listedName.optional(),
});
const offers = z.partialRecord(z.enum(SKUS), offer);

const listedVersionSchema = z.strictObject({
  /** `lifecycleStatus`: GenerallyAvailable, Preview, Legacy, Deprecating (existing customers only), Deprecated (retired). */
  status: z
    .string()
    .regex(/^[A-Za-z]+$/)
    .optional(),
  /** Azure deploys this version where none is given. */
  default: z.literal(true).optional(),
  /** When the version retires, where its SKU has no date of its own. */
  retires: date.optional(),
  /** Until when it can be trained, where that is limited. */
  trainingRetires: date.optional(),
  globalTraining: z.literal(true).optional(),
  developerTraining: z.literal(true).optional(),
  /** What Azure upgrades it to, and from which day on. */
  replacement: z.strictObject({ model: listedName, version: listedName.optional(), from: date.optional() }).optional(),
  skus: offers,
  /** SKUs for models that were fine-tuned from it. */
  fineTuned: offers.optional(),
});
export type ListedVersion = z.infer<typeof listedVersionSchema>;

const notEmpty = <T extends z.ZodType<object>>(schema: T) =>
  schema.refine((value) => Object.keys(value).length > 0, "expected at least one entry");

/** The models list of one region: everything that can be deployed there. A region that offers nothing has no models. */
const listSchema = z.strictObject({
  source: text,
  models: z.record(listedName, notEmpty(z.record(listedName, listedVersionSchema))),
});
export type ModelsList = z.infer<typeof listSchema>;

export const SCHEMA_VERSION = 2;

/** An edition: a dated catalog, compiled from one document, with what was imported on top of it. */
export const editionSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  date,
  /** SHA-256 of all the rest, in canonical form; see `contentHash`. */
  hash: sha256,
  /** The edition that an import started from. */
  base: z.strictObject({ id: text, hash: sha256 }).optional(),
  document: documentSchema,
  /** How much was compiled; `catalog` tests and `--version` compare and show it. */
  counts: z.strictObject({
    globalStandard: z.strictObject({ cells: z.int(), ticks: z.int() }),
    standard: z.strictObject({ cells: z.int(), ticks: z.int() }),
    assistants: z.strictObject({ cells: z.int(), ticks: z.int() }),
    fineTuning: z.strictObject({ standardPairs: z.int(), globalModels: z.int(), globalRegions: z.int() }),
    models: z.int(),
    modelVersions: z.int(),
  }),
  /** Tables by source name: where a combination that is not in them would have to stand. */
  tables: z.record(text, tableRef),
  globalTraining: z.strictObject({
    place,
    tick: text,
    condition: text,
    regions: z.record(regionId, z.strictObject({ label: text, condition: text.optional() })),
  }),
  models: z.array(modelSchema).min(1),
  /** What was imported, by the key that places and lists name it with. */
  sources: z.record(text, sourceSchema),
  /** Models lists by region. A region that has one is closed: the list alone says what can be deployed there. */
  lists: z.record(regionId, listSchema),
  /** Filtered models lists by region: they add to what the other sources say of the region, and rule nothing out. */
  additions: z.record(regionId, listSchema).optional(),
  /** Tables of the documentation, for the regions that have no models list. */
  docs: z.array(docsTableSchema),
});
export type EditionData = z.infer<typeof editionSchema>;
