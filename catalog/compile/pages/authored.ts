/**
 * The shapes of an authored set of documentation pages, as zod schemas: a file per page or subject, rows in the order
 * of the page. Only the compile step and its checks read them.
 */
import { z } from "zod";
import { date, modelName, text } from "../../edition/basic-schemas";
import { type EditionData, LIFECYCLES, TRAININGS } from "../../edition/schema";
import { DATA_ZONES } from "../../names/regions";
import { SKUS } from "../../names/skus";

/** Title and date of each page, by the name of its file. */
export const pagesSchema = z.record(text, z.strictObject({ title: text, date }));

/** Regions by model versions, a table per tab: `regions` and `cells` are separated by blanks, in the page's order. */
export const regionPageSchema = z.strictObject({
  page: text,
  tables: z
    .array(
      z.strictObject({
        sku: z.enum(SKUS),
        section: text,
        tab: text,
        regions: text,
        rows: z.array(z.strictObject({ model: modelName, version: text, cells: text })).min(1),
      }),
    )
    .min(1),
});
export type RegionPage = z.infer<typeof regionPageSchema>;

export const schedulePageSchema = z.strictObject({
  page: text,
  tables: z.array(
    z.strictObject({
      section: text,
      rows: z.array(
        z.strictObject({
          model: modelName,
          version: text,
          lifecycle: z.enum(LIFECYCLES),
          retires: date.optional(),
          replacement: z.strictObject({ model: modelName, version: text.optional() }).optional(),
        }),
      ),
    }),
  ),
  fineTuned: z.strictObject({
    section: text,
    /** What the footnote on existing customers says. */
    existingCustomers: text,
    rows: z.array(
      z.strictObject({
        model: modelName,
        version: text,
        trainingRetires: date,
        notEarlier: z.literal(true).optional(),
        existingCustomers: z.literal(true).optional(),
        retires: date,
      }),
    ),
  }),
});

export const fineTuningPagesSchema = z.strictObject({
  /** Kinds of training and deployment options. */
  support: z.strictObject({
    page: text,
    section: text,
    rows: z.array(
      z.strictObject({
        model: modelName,
        version: text,
        kinds: z.array(z.enum(TRAININGS)),
        says: text,
        methods: z.array(text),
        invitation: text.optional(),
        deployments: z.strictObject({ skus: z.array(z.enum(SKUS)), says: text, note: text.optional() }),
      }),
    ),
  }),
  /** The last page that names the regions of Standard training. */
  standardRegions: z.strictObject({
    page: text,
    section: text,
    rows: z.array(
      z.strictObject({
        model: modelName,
        version: text,
        standard: z.array(text).min(1),
        dataZones: z.array(z.enum(DATA_ZONES)),
        global: text,
        developer: text,
        methods: z.array(text),
        status: text,
        invitation: text.optional(),
      }),
    ),
  }),
  global: z.strictObject({
    page: text,
    section: text,
    column: text,
    condition: text,
    regions: z.array(
      z.strictObject({
        label: text,
        condition: text.optional(),
        excluded: z.array(z.strictObject({ model: modelName, text })).optional(),
      }),
    ),
  }),
  /** Where fine-tuned models can be deployed. */
  deployments: z.array(
    z.strictObject({
      page: text,
      use: z.enum(["fine-tuned-standard", "fine-tuned-provisioned"]),
      section: text,
      regions: z.array(text).min(1),
      rows: z.array(z.strictObject({ model: modelName, cells: text })),
    }),
  ),
});

/** A set of pages as authored: one member per file of the document's folder. */
export interface AuthoredPages {
  readonly document: EditionData["document"];
  readonly pages: z.infer<typeof pagesSchema>;
  readonly standard: RegionPage;
  readonly provisioned: RegionPage;
  readonly batch: RegionPage;
  readonly schedule: z.infer<typeof schedulePageSchema>;
  readonly fineTuning: z.infer<typeof fineTuningPagesSchema>;
}
