/** Reads the authored files of a set of pages, checked by their schemas. */
import { authoredDocument, readAuthored } from "../files";
import {
  type AuthoredPages,
  fineTuningPagesSchema,
  pagesSchema,
  regionPageSchema,
  schedulePageSchema,
} from "./authored";

/**
 * Reads a folder of pages.
 * @param dir folder of one edition, such as `catalog/documents/2026-10-05`.
 * @throws CatalogFileError if a file is missing, is not JSON, or does not fit its schema.
 */
export function readPages(dir: string): AuthoredPages {
  const { layout: _, ...document } = readAuthored(dir, "document.json", authoredDocument);
  return {
    document,
    pages: readAuthored(dir, "pages.json", pagesSchema),
    standard: readAuthored(dir, "standard.json", regionPageSchema),
    provisioned: readAuthored(dir, "provisioned.json", regionPageSchema),
    batch: readAuthored(dir, "batch.json", regionPageSchema),
    schedule: readAuthored(dir, "schedule.json", schedulePageSchema),
    fineTuning: readAuthored(dir, "fine-tuning.json", fineTuningPagesSchema),
  };
}
