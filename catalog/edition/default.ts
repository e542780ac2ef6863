/** The edition that judges where nobody chooses one: its id and hash, for those who tell them and judge nothing. */

/** The document that this project was made for. */
export const DEFAULT_EDITION = "2025-06-16";

/** The hash of that edition's content. The compile step writes it down, so that no edition is read for it. */
export function defaultEditionHash(): string {
  const names = require("../editions/names.json") as Readonly<Record<string, { readonly hash: string }>>;
  const hash = names[DEFAULT_EDITION]?.hash;
  if (hash === undefined) throw new Error(`there is no embedded edition ${DEFAULT_EDITION}`);
  return hash;
}
