/** The other files in the folder of editions: the index, which is authored, and the names, which are derived. */

import { indexEdition } from "../edition/edition";
import { type EditionEntry, INDEX } from "../edition/embedded";
import type { EditionData } from "../edition/schema";
import { grantableIds } from "../verdict/access";

/**
 * The models and versions that each edition names, so that one edition can recognise a name of a newer one without loading
 * it; what an organisation can declare as granted; and the hash, so that showing it opens no edition.
 */
export function namesText(editions: readonly EditionData[]): string {
  const lines = editions.map((data) => {
    const edition = indexEdition(data);
    const models = [...edition.models.values()].map(
      ({ name, versions }) => `      ${JSON.stringify(name)}: ${JSON.stringify(versions.map((v) => v.version))}`,
    );
    const grantable = grantableIds(edition).map((id) => JSON.stringify(id));
    return [
      `  ${JSON.stringify(data.id)}: {`,
      `    "hash": ${JSON.stringify(data.hash)},`,
      `    "models": {\n${models.join(",\n")}\n    },`,
      `    "grantable": [\n      ${grantable.join(",\n      ")}\n    ]\n  }`,
    ].join("\n");
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** The differences between the index and the editions. */
export function indexProblems(editions: readonly EditionData[], index: readonly EditionEntry[] = INDEX): string[] {
  return [
    ...editions.flatMap(({ id, date, document }) => {
      const entry = index.find((e) => e.id === id);
      if (!entry) return [`editions/index.json: has no line for ${id}`];
      return [
        ...(entry.date === date ? [] : [`editions/index.json: ${id} is of ${date}, not ${entry.date}`]),
        ...(entry.title === document.title ? [] : [`editions/index.json: ${id} is called "${document.title}"`]),
        ...(entry.file === `${id}.json` ? [] : [`editions/index.json: the file of ${id} is ${id}.json`]),
      ];
    }),
    ...index
      .filter((e) => !editions.some(({ id }) => id === e.id))
      .map((e) => `editions/index.json: nothing compiles to ${e.id}`),
  ];
}
