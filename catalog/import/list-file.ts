/** Reads the files of models lists: pages, entries, and the region and day of a file. */
import { z } from "zod";
import { CatalogFileError, checked } from "../edition/checked";
import { findRegion } from "../names/regions";

/** A file with a models list, parsed. */
export interface ArmInput {
  readonly name: string;
  readonly sha256: string;
  readonly value: unknown;
  /** The region that the user gave with the file. */
  readonly region?: string;
  /** The day of retrieval, YYYY-MM-DD, if it differs from that of the import. */
  readonly retrieved?: string;
  /** The list was filtered: it only adds to other sources. */
  readonly partial?: boolean;
}

const optionalText = z.string().nullish();
const entrySchema = z.looseObject({
  id: optionalText,
  location: optionalText,
  kind: optionalText,
  model: z.looseObject({ format: z.string() }),
});
type AzureEntry = z.infer<typeof entrySchema>;

/** An entry of a list, with its place in the file for messages. */
export interface PlacedEntry {
  readonly entry: AzureEntry;
  readonly place: string;
}

/** One page of Azure's answer. */
export interface ListPage {
  readonly entries: readonly PlacedEntry[];
  /** Azure has a further page. */
  readonly continued: boolean;
}

const NO_LIST =
  "is not a models list: expected an array of models, or an object with such an array as its value, as az cognitiveservices model list gives it";

/**
 * Reads the pages of a file: the array that the Azure CLI prints, the REST answer, or an array of REST answers.
 * @throws CatalogFileError if the file is not a models list.
 */
export function pagesOf({ name, value }: ArmInput): ListPage[] {
  const isPage = (item: unknown): item is { value: unknown[]; nextLink?: unknown } =>
    typeof item === "object" && item !== null && Array.isArray((item as { value?: unknown }).value);
  const page = (list: readonly unknown[], at: string, nextLink?: unknown): ListPage => ({
    continued: typeof nextLink === "string" && nextLink !== "",
    entries: list.map((item, index) => {
      const place = `${name}: ${at}[${index}]`;
      const error = errorOf(item);
      if (error !== undefined) throw new CatalogFileError(`${place}: is an error of Azure, not a model: ${error}`);
      if (typeof (item as { model?: { format?: unknown } } | null)?.model?.format !== "string") {
        // This is usually the list of another service.
        throw new CatalogFileError(`${name}: is not a models list: ${at}[${index}] has no model with its format`);
      }
      return { entry: checked(place, item, entrySchema), place };
    }),
  });
  if (isPage(value)) return [page(value.value, "value", value.nextLink)];
  const error = errorOf(value);
  if (error !== undefined) throw new CatalogFileError(`${name}: is an error of Azure, not a models list: ${error}`);
  if (!Array.isArray(value)) throw new CatalogFileError(`${name}: ${NO_LIST}`);
  if (value.some(isPage)) {
    return value.map((item, index) => {
      if (!isPage(item))
        throw new CatalogFileError(`${name}: [${index}]: expected a page with its value, as the others`);
      return page(item.value, `[${index}].value`, item.nextLink);
    });
  }
  return [page(value, "")];
}

/** The code of an error that was saved instead of an answer. Its message may contain secrets, and is left out. */
function errorOf(value: unknown): string | undefined {
  const code = (value as { error?: { code?: unknown } } | null)?.error?.code;
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : undefined;
}

/** The region that an entry states; the Azure CLI leaves it out, the REST answer has it. */
export function statedRegion({ location, id }: AzureEntry): string | undefined {
  return location || /\/locations\/([^/]+)\//i.exec(id ?? "")?.[1];
}

/** Region and day from a file's name: `eastus2.json`, `eastus2.2026-08-22.json`. */
export interface NamedInFile {
  /** Absent if the name has no region, or two. */
  readonly region?: string;
  readonly day?: string;
}

/** Reads region and day from the name of a file, whose parts are separated by dots. */
export function namedInFile(name: string): NamedInFile {
  const parts = name.split(".");
  const regions = new Set(parts.flatMap((part) => publicRegion(part) ?? []));
  const [region] = regions.size === 1 ? regions : [];
  const day = parts.find((part) => DAY.test(part) && isDay(part));
  return { ...(region === undefined ? {} : { region }), ...(day === undefined ? {} : { day }) };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function publicRegion(name: string): string | undefined {
  const region = findRegion(name);
  return region?.cloud === "AzureCloud" ? region.id : undefined;
}

/**
 * The region of an entry: from the entry, else from the user, else from the file's name.
 * @throws CatalogFileError if none of them is a region of the public cloud, or the entry contradicts the user.
 */
export function regionOfEntry({ entry, place }: PlacedEntry, input: ArmInput): string {
  const stated = statedRegion(entry);
  if (stated === undefined) return regionOfFile(input);
  const region = findRegion(stated);
  if (!region) throw new CatalogFileError(`${place}: location: no Azure region has the name ${JSON.stringify(stated)}`);
  if (region.cloud !== "AzureCloud") {
    throw new CatalogFileError(
      `${place}: location: ${region.id} is in ${region.cloud}, expected the public Azure cloud`,
    );
  }
  const given = input.region === undefined ? undefined : findRegion(input.region)?.id;
  if (given !== undefined && given !== region.id) {
    throw new CatalogFileError(`${place}: location: is ${region.id}, and the file was given as the list of ${given}`);
  }
  return region.id;
}

/**
 * The region of a list that does not state it: from the user, else from the file's name.
 * @throws CatalogFileError if neither has it.
 */
export function regionOfFile(input: ArmInput): string {
  const name = input.region ?? namedInFile(input.name).region;
  if (name === undefined) {
    throw new CatalogFileError(
      `${input.name}: neither the list nor the file's name says which region it is of: name the file by its region, as in eastus2.json, or give it as eastus2=FILE`,
    );
  }
  const region = publicRegion(name);
  if (region === undefined) {
    throw new CatalogFileError(`${input.name}: ${name} is not a region of the public Azure cloud`);
  }
  return region;
}
