/** The smallest parts of the shapes of an edition: names, dates, regions, and what a model can do. */
import { z } from "zod";
import { DATA_ZONES } from "../names/regions";

export const text = z.string().min(1);
export const modelName = text.regex(/^[a-z0-9][a-z0-9.-]*$/, "model names are lower case, as ARM has them");
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const regionId = z.string().regex(/^[a-z0-9]+$/);

/** One Azure region (regions.json). */
export const regionSchema = z.strictObject({
  id: regionId,
  displayName: text,
  japaneseName: text.optional(),
  /** Other spellings in documents, including machine translations and broken words. */
  otherNames: z.array(text).optional(),
  geography: text,
  geographyGroup: text.nullable(),
  dataZone: z.enum(DATA_ZONES).optional(),
  cloud: text,
});

const amount = z.strictObject({ tokens: z.int().positive(), for: text.optional() });
/** What a model can do, as a model table has it. */
export const abilities = {
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
