/** Opens editions from files. It checks them first, unlike the embedded editions, which CI has checked. */

import { findRegion } from "../names/regions";
import { CatalogFileError, checked } from "./checked";
import { type Edition, indexEdition } from "./edition";
import { contentHash } from "./provenance";
import { type EditionData, editionSchema, SCHEMA_VERSION } from "./schema";

/**
 * Reads the text of an edition file.
 * @param name of the file, for messages.
 * @throws CatalogFileError that names the file and the place, if it is not an edition, is for another version of this
 *   tool, contradicts itself, or was changed after it was written.
 */
export function loadEdition(text: string, name = "edition"): Edition {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Node's own message differs between versions.
    throw new CatalogFileError(`${name}: is not JSON: expected an edition, as "catalog import" writes it`);
  }
  return indexEdition(believe(value, name));
}

/** As {@link loadEdition}, for a parsed value, and without the index. */
export function believe(value: unknown, name: string): EditionData {
  const data = checkEdition(value, name);
  const hash = contentHash(data);
  if (hash !== data.hash) {
    throw new CatalogFileError(
      `${name}: its content has the hash ${hash}, and says that it is ${data.hash}: it was changed after it was written; import it again`,
    );
  }
  return data;
}

/** Azure has about two hundred. A table of all of them by all regions is made of every edition. */
const MOST_VERSIONS = 1000;

/**
 * Checks everything in an edition except its hash.
 * @throws CatalogFileError as {@link loadEdition}.
 */
export function checkEdition(value: unknown, name: string): EditionData {
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version !== "number") {
    throw new CatalogFileError(
      `${name}: is not an edition: expected an object with "schemaVersion", as "catalog import" writes it`,
    );
  }
  if (version !== SCHEMA_VERSION) {
    const advice = version > SCHEMA_VERSION ? "update azure-openai-guard" : "import it again";
    throw new CatalogFileError(
      `${name}: schemaVersion: expected ${SCHEMA_VERSION}, found ${version}: ${advice}, this version cannot read it`,
    );
  }
  const data = checked(name, value, editionSchema);
  const lists = [...Object.entries(data.lists), ...Object.entries(data.additions ?? {})];
  const versions = new Set(
    lists.flatMap(([, { models }]) =>
      Object.entries(models).flatMap(([model, ofModel]) => Object.keys(ofModel).map((v) => `${model} ${v}`)),
    ),
  );
  if (versions.size > MOST_VERSIONS) {
    throw new CatalogFileError(
      `${name}: its models lists have ${versions.size} versions of models, expected at most ${MOST_VERSIONS}`,
    );
  }
  const problems = lists.flatMap(([region, { source }]) => {
    const found = data.sources[source];
    const known = findRegion(region);
    return [
      ...(known?.id === region && known.cloud === "AzureCloud" ? [] : ["is not a region of the public Azure cloud"]),
      ...(found?.kind === "arm" && found.region === region
        ? []
        : [`its source "${source}" is not among the sources as a list of this region`]),
    ].map((problem) => `${name}: lists.${region}: ${problem}`);
  });
  data.docs.forEach(({ place: { from } }, index) => {
    if (from !== undefined && data.sources[from]?.kind === "docs") return;
    problems.push(
      `${name}: docs.${index}: its source "${from}" is not among the sources as a file of the documentation`,
    );
  });
  if (problems.length > 0) throw new CatalogFileError(problems.join("\n"));
  return data;
}
