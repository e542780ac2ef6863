/** Reads the authored files of a document, checked by their schemas. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { CatalogFileError } from "../edition/checked";
import {
  accessSchema,
  englishSchema,
  fineTuningSchema,
  lifecycleSchema,
  mentionsSchema,
  modelTableSchema,
  notReproducedSchema,
  regionListsSchema,
  selectedCustomersSchema,
  tableSchema,
} from "./authored";
import type { AuthoredDocument } from "./compile";
import { authoredDocument, readAuthored } from "./files";

/**
 * Reads a document folder.
 * @param dir folder of one document, e.g. `catalog/documents/2025-06-16`.
 * @throws CatalogFileError if a file is missing, is not JSON, or does not fit its schema.
 */
export function readDocument(dir: string): AuthoredDocument {
  const file = <T>(name: string, schema: z.ZodType<T>): T => readAuthored(dir, name, schema);
  const { layout: _, ...document } = file("document.json", authoredDocument);
  const models: AuthoredDocument["models"] = {};
  for (const name of namesIn(join(dir, "models"))) {
    models[name] = file(join("models", name), modelTableSchema);
  }
  return {
    document,
    globalStandard: file("global-standard.json", tableSchema),
    standard: file("standard.json", tableSchema),
    assistants: file("assistants.json", tableSchema),
    fineTuning: file("fine-tuning.json", fineTuningSchema),
    regionLists: file("region-lists.json", regionListsSchema),
    selectedCustomers: file("selected-customers.json", selectedCustomersSchema),
    access: file("access.json", accessSchema),
    lifecycle: file("lifecycle.json", lifecycleSchema),
    mentions: file("mentions.json", mentionsSchema),
    english: file("english.json", englishSchema),
    notReproduced: file("not-reproduced.json", notReproducedSchema),
    models,
  };
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).sort();
  } catch (error) {
    throw new CatalogFileError(`${dir}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
