/** Reads the authored files of a document, checked by their schemas. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { CatalogFileError, checked } from "../edition/checked";
import { documentSchema } from "../edition/schema";
import {
  accessSchema,
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

/**
 * Reads a document folder.
 * @param dir folder of one document, e.g. `catalog/documents/2025-06-16`.
 * @throws CatalogFileError where a file is missing, is no JSON, or does not fit its schema.
 */
export function readDocument(dir: string): AuthoredDocument {
  const file = <T>(name: string, schema: z.ZodType<T>): T => readChecked(join(dir, name), schema);
  const models: AuthoredDocument["models"] = {};
  for (const name of namesIn(join(dir, "models"))) {
    models[name] = file(join("models", name), modelTableSchema);
  }
  return {
    document: file("document.json", documentSchema),
    globalStandard: file("global-standard.json", tableSchema),
    standard: file("standard.json", tableSchema),
    assistants: file("assistants.json", tableSchema),
    fineTuning: file("fine-tuning.json", fineTuningSchema),
    regionLists: file("region-lists.json", regionListsSchema),
    selectedCustomers: file("selected-customers.json", selectedCustomersSchema),
    access: file("access.json", accessSchema),
    lifecycle: file("lifecycle.json", lifecycleSchema),
    mentions: file("mentions.json", mentionsSchema),
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

function readChecked<T>(path: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new CatalogFileError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checked(path, value, schema);
}
