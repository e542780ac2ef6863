/** The embedded editions. They were checked when they were compiled, so loading one is parsing and indexing. */

import embedded from "../editions/2025-06-16.json";
import { type Edition, indexEdition } from "./edition";
import type { EditionData } from "./schema";

let loaded: Edition | undefined;

/** The ids of the embedded editions. */
export const EMBEDDED: readonly string[] = [embedded.id];

/** The edition that is used where nobody chose one: the newest that ships with the package. */
export function defaultEdition(): Edition {
  loaded ??= indexEdition(embedded as unknown as EditionData);
  return loaded;
}
