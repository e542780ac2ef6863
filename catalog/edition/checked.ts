/** Files of the catalog, held against their schemas. It loads none: zod costs as much as the rest of a start. */
import type { z } from "zod";

/** A file of the catalog that cannot be used: names the file, the place in it, what was expected and what was found. */
export class CatalogFileError extends Error {}

/**
 * A value that fits a schema.
 * @throws CatalogFileError with one line per place that does not, all of them naming the file.
 */
export function checked<T>(file: string, value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((i) => `${file}: ${i.path.join(".") || "(top)"}: ${i.message}`);
  const shown = issues.slice(0, MOST_ISSUES);
  const more = issues.length - shown.length;
  throw new CatalogFileError([...shown, ...(more > 0 ? [`${file}: and ${more} more`] : [])].join("\n"));
}

/** A file of another kind goes wrong everywhere; the first places tell as much as all of them. */
const MOST_ISSUES = 20;
