/**
 * The shape of an edition, as zod schemas. They run only when an edition is written or opened from a file;
 * everything else uses their types, so that a preview does not validate again what CI has validated.
 *
 * An edition has two halves, and may have both:
 * - `models`, `tables`, `globalTraining`: the facts of one single document, turned by model version (2025-06-16);
 * - `docs`, `schedules`, `training`: the tables of documentation pages, kept as tables, each with its own page and date
 *   (`sources`). If both say something about the same deployment, the pages count.
 * `lists` holds models lists of Azure Resource Manager; a list decides for its region.
 */
import { z } from "zod";
import { DATA_ZONES } from "../names/regions";
import { SKUS } from "../names/skus";
import { abilities, date, modelName, regionId, text } from "./basic-schemas";

/** The SKUs that the document has region statements for. */
export const documentSku = z.enum(["Standard", "GlobalStandard"]);
export type DocumentSku = z.infer<typeof documentSku>;

/** The document's head. */
export const documentSchema = z.strictObject({
  id: date,
  title: text,
  titleInDocument: text,
  publisher: text,
  language: text,
  date,
  /** Its sections about deployment types and about availability as a whole; default: its title. */
  sections: z.strictObject({ deploymentTypes: text, availability: text }).optional(),
});

/* ---------------------------------------------------------------------------------------------------------------
 * The compiled edition: the same facts, turned so that a verdict is a few look-ups.
 * ------------------------------------------------------------------------------------------------------------- */

const place = z.strictObject({
  section: text,
  table: text.optional(),
  /** The tab of the table, if the page has one table per tab: "Americas". */
  tab: text.optional(),
  row: text.optional(),
  column: text.optional(),
  /** Key of its source; default: the document. */
  from: text.optional(),
});
export type DocumentPlace = z.infer<typeof place>;

/** The regions that one table column or one list has for a model version; values are the document's words. */
const statementSchema = z.strictObject({
  source: text,
  place,
  regions: z.record(regionId, text),
});
export type RegionStatement = z.infer<typeof statementSchema>;

const described = z.strictObject({ place, ...abilities });

const versionSchema = z.strictObject({
  /** As the document writes it; "" if the document names the model without a version. */
  version: z.string(),
  named: z.array(place).min(1),
  /** The document has statements for two SKUs; tables of the documentation may have others. */
  inference: z.partialRecord(z.enum(SKUS), z.array(statementSchema).min(1)),
  /** Lists of regions that state no SKU. */
  skuNotStated: z.array(statementSchema).optional(),
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
 * What was imported. It is kept beside the document's facts and changes none of them, so that citations can show
 * both if they disagree.
 * ------------------------------------------------------------------------------------------------------------- */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const files = z.array(z.strictObject({ name: text, sha256 })).min(1);

/**
 * A source other than the document. `date` is the page's own date, or the day
 * on which a list was retrieved.
 */
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
  z.strictObject({
    kind: z.literal("docs"),
    title: text,
    date,
    /** Name of the page's file in Microsoft's repository: `deployments-standard.md`. */
    page: text.optional(),
    /** The imported files; an embedded edition is authored, and has none. */
    files: files.optional(),
  }),
]);
export type Source = z.infer<typeof sourceSchema>;

/** A kind of training, as the documentation names it. */
export const TRAININGS = ["standard", "data-zone", "global", "developer"] as const;

/**
 * What a table of regions is about: base models deployed with a SKU, another use of a model, or models fine-tuned from
 * it, deployed with a Standard or a provisioned SKU ("fine-tuned-standard", "fine-tuned-provisioned").
 */
export const TABLE_USES = [
  ...SKUS,
  "assistants",
  "standard-training",
  "global-training",
  "fine-tuned-standard",
  "fine-tuned-provisioned",
] as const;
export type TableUse = (typeof TABLE_USES)[number];

/**
 * A table of Microsoft's documentation: regions by model versions, in either orientation. A page with tabs
 * has one table per tab; all tables of one source and use together are what the page says about that use.
 */
const docsTableSchema = z.strictObject({
  /** Unique in the edition, and the same whenever this table is read: "deployments-standard:GlobalStandard:Americas". */
  source: text,
  use: z.enum(TABLE_USES),
  /** `from` names the page in `sources`; `tab` the tab. */
  place,
  tick: text,
  /** The table's regions, id to label, in the page's order. */
  regions: z.record(regionId, text),
  /** Whether regions are the rows of the table or its columns; a citation names them accordingly. */
  regionsAre: z.enum(["rows", "columns"]),
  /** Set if the page covers the whole use: what it does not have is not offered. */
  whole: z.literal(true).optional(),
  models: z.array(
    z.strictObject({
      model: modelName,
      /** "" for every version. */
      version: z.string(),
      /** As the page writes it. */
      label: text,
      /** Ids of the regions that have a tick, in the table's order. */
      regions: z.array(regionId),
    }),
  ),
  /** Footnotes: a condition in a region, or a model that is excluded there. */
  notes: z
    .array(
      z.strictObject({
        text,
        regions: z.array(regionId).min(1),
        /** Omitted: every model. */
        model: modelName.optional(),
        excluded: z.literal(true).optional(),
      }),
    )
    .optional(),
});
export type DocsTable = z.infer<typeof docsTableSchema>;

/** Words of a retirement schedule, in the order of a model's life. */
export const LIFECYCLES = ["Preview", "GA", "Legacy", "Deprecated", "Retired"] as const;
export type LifecycleWord = (typeof LIFECYCLES)[number];

/** A retirement schedule: a page that gives each model version a word, a date and a replacement. */
const scheduleSchema = z.strictObject({
  /** `from` names the page in `sources`; its date is the schedule's date. */
  place,
  /** In the page's order. A version that is printed twice has two rows: both are cited, the later date counts. */
  rows: z.array(
    z.strictObject({
      model: modelName,
      version: z.string(),
      /** As the page writes model and version, for citations. */
      label: text,
      lifecycle: z.enum(LIFECYCLES),
      /** The version's date; a Preview is not retired before it, but may be later. */
      retires: date.optional(),
      /** Dates for single SKUs; they override the version's date. */
      skus: z.partialRecord(z.enum(SKUS), date).optional(),
      replacement: z.strictObject({ model: modelName, version: text.optional() }).optional(),
    }),
  ),
  /** The table of fine-tuned models. */
  fineTuned: z
    .strictObject({
      place,
      rows: z.array(
        z.strictObject({
          model: modelName,
          version: z.string(),
          label: text,
          /** Training ends then, or no earlier than then. */
          trainingRetires: date.optional(),
          notEarlier: z.literal(true).optional(),
          /** Set if that date is only for existing customers, in the page's words: for others training ends with the base model. */
          existingCustomers: text.optional(),
          /** Deployments of fine-tuned models end then. */
          retires: date.optional(),
        }),
      ),
    })
    .optional(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** A page that says how each model can be trained, and how the fine-tuned model can be deployed. */
const trainingSchema = z.strictObject({
  /** `from` names the page in `sources`. If there are two pages, the newer one counts. */
  place,
  models: z.array(
    z.strictObject({
      model: modelName,
      version: z.string(),
      label: text,
      /** Its kinds of training, with the column and words that say so. */
      kinds: z.array(z.enum(TRAININGS)),
      says: text,
      column: text.optional(),
      /** Data zones of its data-zone training, if the page names them. */
      dataZones: z.array(z.enum(DATA_ZONES)).optional(),
      methods: z.array(text).optional(),
      /** Set if training is by invitation only: who may, in the page's words. */
      invitation: text.optional(),
      /** Set if training is closed to new customers, in the page's words. */
      existingCustomers: text.optional(),
      /** How a model fine-tuned from it can be deployed: the SKUs that the options and their legend allow. */
      deployments: z
        .strictObject({ skus: z.array(z.enum(SKUS)), says: text, column: text, note: text.optional() })
        .optional(),
    }),
  ),
});
export type TrainingPage = z.infer<typeof trainingSchema>;

/** Names in a models list, as Azure Resource Manager writes them. */
export const listedName = z.string().regex(/^[A-Za-z0-9][\w.:+-]{0,127}$/);

const units = z.int().nonnegative();
const capacity = z.strictObject({
  minimum: units.optional(),
  maximum: units.optional(),
  step: units.optional(),
  /** The only capacities that Azure accepts, if it lists them. */
  allowed: z.array(units).min(1).optional(),
  default: units.optional(),
});
/** Which capacities a deployment may ask for, in the units of its SKU. */
export type Capacity = z.infer<typeof capacity>;

const offer = z.strictObject({
  /** The SKU's own retirement; it overrides the version's. */
  retires: date.optional(),
  capacity: capacity.optional(),
  /** The pool of quota that it uses, as usage lists write it; it cannot be derived from model and SKU. */
  usageName: listedName.optional(),
});
const offers = z.partialRecord(z.enum(SKUS), offer);

const listedVersionSchema = z.strictObject({
  /** `lifecycleStatus`: Preview, GenerallyAvailable, Legacy, Deprecating (existing customers), Deprecated (retired). */
  status: z
    .string()
    .regex(/^[A-Za-z]+$/)
    .optional(),
  /** Azure deploys this version if none is given. */
  default: z.literal(true).optional(),
  /** When the version retires, unless its SKU has a date. */
  retires: date.optional(),
  /** Until when it can be trained, if that is limited. */
  trainingRetires: date.optional(),
  globalTraining: z.literal(true).optional(),
  developerTraining: z.literal(true).optional(),
  /** What Azure upgrades it to, and from which day. */
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

export const SCHEMA_VERSION = 3;

const tally = z.strictObject({ rows: z.int().optional(), cells: z.int(), ticks: z.int() });

/** An edition: a dated catalog, compiled from one document, with what was imported. */
export const editionSchema = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  date,
  /** SHA-256 of everything else, in canonical form; see `contentHash`. */
  hash: sha256,
  /** The edition that an import started from. */
  base: z.strictObject({ id: text, hash: sha256 }).optional(),
  document: documentSchema,
  /** English names of the document's sections, rows and columns, if it is in another language. */
  english: z.record(text, text).optional(),
  /** How much was compiled, for tests and `--version`. */
  counts: z.strictObject({
    /** By name of the table, or by SKU if a page has several tables for it. */
    tables: z.record(text, tally),
    fineTuning: z.strictObject({ standardPairs: z.int(), globalModels: z.int(), globalRegions: z.int() }).optional(),
    scheduleRows: z.int().optional(),
    models: z.int(),
    modelVersions: z.int(),
  }),
  /** Tables by source name. A citation of a missing combination names its table. */
  tables: z.record(text, tableRef),
  globalTraining: z
    .strictObject({
      place,
      tick: text,
      condition: text,
      regions: z.record(regionId, z.strictObject({ label: text, condition: text.optional() })),
    })
    .optional(),
  /** Empty if the edition consists only of tables of pages. */
  models: z.array(modelSchema),
  /** Sources by the key that places and lists refer to. */
  sources: z.record(text, sourceSchema),
  /** Models lists by region. A list closes its region: it alone says what can be deployed there. */
  lists: z.record(regionId, listSchema),
  /** Filtered models lists by region: they add to what other sources say about the region, and rule nothing out. */
  additions: z.record(regionId, listSchema).optional(),
  /** Tables of the documentation, for regions without a models list. */
  docs: z.array(docsTableSchema),
  /** Retirement schedules. */
  schedules: z.array(scheduleSchema),
  /** Pages of training kinds and deployment options. */
  training: z.array(trainingSchema),
});
export type EditionData = z.infer<typeof editionSchema>;
