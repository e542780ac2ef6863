/** The edition that a command judges by. */
import { resolve } from "node:path";
import type { Edition } from "../../catalog/edition/edition";
import { defaultEdition, embeddedEdition, embeddedId } from "../../catalog/edition/embedded";
import { withOverlay } from "../../catalog/edition/overlay";
import { grantedProblem } from "../../policy/schema/granted";
import { grantedProblems, type Settings } from "../../policy/settings";
import { UsageError } from "../shell/context";

const opened = new Map<string, Edition>();
const overlaid = new Map<string, Edition>();

/**
 * The edition in force, with the organisation's overlay on it. Each edition is opened once for a process: opening takes
 * far longer than checking a file.
 * @param settings their `granted` is checked by the edition, which knows the access conditions.
 * @param option id, `latest` or file from an option; if omitted, the edition of the settings, else the default one.
 * @param today the date of judgement, by which statements of the overlay expire.
 * @param cwd the working directory, from which a file is named.
 * @throws UsageError if its file cannot be read or is not an edition, or if the settings grant an id that it does not
 *   know; it names the place in the settings.
 */
export async function editionInForce(
  settings: Pick<Settings, "catalog" | "overlay" | "granted" | "grantedPlaces">,
  option: string | undefined,
  today: string,
  cwd: string,
): Promise<Edition> {
  const { catalog, overlay } = settings;
  const name = option ?? catalog.edition;
  const place = option === undefined ? catalog.editionPlace : undefined;
  const edition = name === undefined ? defaultEdition() : await open(name, place, cwd);
  await checkGrants(settings, edition, cwd);
  if (overlay.length === 0) return edition;
  const key = JSON.stringify([name && resolve(cwd, name), today, overlay]);
  const known = overlaid.get(key) ?? withOverlay(edition, overlay, today);
  overlaid.set(key, known);
  return known;
}

/**
 * An option may override the edition for which the settings were written: they may grant what either of the two knows.
 */
async function checkGrants(
  settings: Pick<Settings, "catalog" | "granted" | "grantedPlaces">,
  edition: Edition,
  cwd: string,
): Promise<void> {
  const { catalog, grantedPlaces } = settings;
  const unknown = settings.granted.filter((id) => grantedProblem(id, edition) !== undefined);
  if (unknown.length === 0) return;
  const own = catalog.edition === undefined ? edition : await open(catalog.edition, catalog.editionPlace, cwd);
  const problems = grantedProblems({ granted: unknown, ...(grantedPlaces ? { grantedPlaces } : {}) }, own);
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
}

async function open(name: string, namedAt: string | undefined, cwd: string): Promise<Edition> {
  const id = embeddedId(name);
  if (id !== undefined) return embeddedEdition(id);
  const path = resolve(cwd, name);
  let edition = opened.get(path);
  if (!edition) {
    // It loads zod, which embedded editions do not need.
    const { openEdition } = await import("../catalog/editions.js");
    try {
      edition = openEdition(name, cwd);
    } catch (error) {
      if (!(error instanceof UsageError) || namedAt === undefined) throw error;
      throw new UsageError(`${namedAt}: ${error.message}`);
    }
    opened.set(path, edition);
  }
  return edition;
}
