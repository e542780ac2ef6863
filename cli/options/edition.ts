/** The edition that a command judges by. */
import { resolve } from "node:path";
import type { Edition } from "../../catalog/edition/edition";
import { defaultEdition, embeddedEdition, embeddedId } from "../../catalog/edition/embedded";
import { withOverlay } from "../../catalog/edition/overlay";
import type { Settings } from "../../policy/settings";
import { UsageError } from "../shell/context";

const opened = new Map<string, Edition>();
const overlaid = new Map<string, Edition>();

/**
 * The edition in force, with the organisation's overlay on it. Each is opened once for a process: that is far dearer
 * than checking a file by it.
 * @param option id, `latest` or file, as an option names it; what the settings name where omitted, else the embedded edition.
 * @param today the date of judgement, by which statements of the overlay expire.
 * @param cwd the working directory, from which a file is named.
 * @throws UsageError where its file cannot be read, or is none; it says where the settings name it.
 */
export async function editionInForce(
  { catalog, overlay }: Pick<Settings, "catalog" | "overlay">,
  option: string | undefined,
  today: string,
  cwd: string,
): Promise<Edition> {
  const name = option ?? catalog.edition;
  const place = option === undefined ? catalog.editionPlace : undefined;
  const edition = name === undefined ? defaultEdition() : await open(name, place, cwd);
  if (overlay.length === 0) return edition;
  const key = JSON.stringify([name && resolve(cwd, name), today, overlay]);
  const known = overlaid.get(key) ?? withOverlay(edition, overlay, today);
  overlaid.set(key, known);
  return known;
}

async function open(name: string, namedAt: string | undefined, cwd: string): Promise<Edition> {
  const id = embeddedId(name);
  if (id !== undefined) return embeddedEdition(id);
  const path = resolve(cwd, name);
  let edition = opened.get(path);
  if (!edition) {
    // It brings zod along, which embedded editions never need.
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
