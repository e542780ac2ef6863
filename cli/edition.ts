/** The edition that a command judges by. */
import type { Edition } from "../catalog/edition";
import { defaultEdition } from "../catalog/load";
import { withOverlay } from "../catalog/overlay";
import type { Settings } from "../policy/settings";

const opened = new Map<string, Edition>();
const overlaid = new Map<string, Edition>();

/**
 * The edition in force, with the organisation's overlay on it. Each is opened once for a process: that is far dearer
 * than checking a file by it.
 * @param name id or file, as an option names it; what the settings name where omitted, else the embedded edition.
 * @param today the date of judgement, by which statements of the overlay expire.
 * @throws UsageError where its file cannot be read, or is none.
 */
export async function editionInForce(
  { catalog, overlay }: Pick<Settings, "catalog" | "overlay">,
  name: string | undefined = catalog.edition,
  today: string,
): Promise<Edition> {
  const edition = name === undefined ? defaultEdition() : await open(name);
  if (overlay.length === 0) return edition;
  const key = JSON.stringify([name, today, overlay]);
  const known = overlaid.get(key) ?? withOverlay(edition, overlay, today);
  overlaid.set(key, known);
  return known;
}

async function open(name: string): Promise<Edition> {
  let edition = opened.get(name);
  if (!edition) {
    // It brings zod along, which the embedded edition never needs.
    edition = (await import("./catalog/editions.js")).openEdition(name);
    opened.set(name, edition);
  }
  return edition;
}
