/** Reads authored files of documents and checks them against their schemas. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CatalogFileError, checked } from "../edition/checked";
import { documentSchema } from "../edition/schema";

/** The head of an authored document. The layout of its folder decides how it is compiled. */
export const authoredDocument = documentSchema.extend({ layout: z.enum(["one-document", "pages"]) });

/**
 * Reads one authored file.
 * @throws CatalogFileError if it is missing, is not JSON, or does not fit the schema.
 */
export function readAuthored<T>(dir: string, name: string, schema: z.ZodType<T>): T {
  const path = join(dir, name);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new CatalogFileError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checked(path, value, schema);
}
