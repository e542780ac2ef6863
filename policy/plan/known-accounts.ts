/** Accounts that the settings describe, and the search for a deployment's account among them. */
import type { KnownAccount } from "./deployment";

/** Accounts about which the plan does not tell everything, by name or resource id in lower case. */
export type KnownAccounts = ReadonlyMap<string, KnownAccount>;

/** What is known about the path of an account in Azure. */
export interface AccountPath {
  readonly subscription?: string;
  readonly group?: string;
  readonly name?: string;
}

/** An account that the settings describe, and the key that it has there. */
export interface FoundAccount {
  readonly key: string;
  readonly account: KnownAccount;
}

const ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)(?:\/providers\/Microsoft\.CognitiveServices\/accounts\/([^/]+))?/i;

/** The parts of a resource id: of an account, of something in an account, or of something else in a resource group. */
export function pathIn(id: string | undefined): AccountPath {
  const [, subscription, group, name = /\/accounts\/([^/]+)\/?$/i.exec(id ?? "")?.[1]] = ID.exec(id ?? "") ?? [];
  return {
    ...(subscription === undefined ? {} : { subscription }),
    ...(group === undefined ? {} : { group }),
    ...(name === undefined ? {} : { name }),
  };
}

/** The accounts that are given by resource id, by name; made once for each setting. */
const byName = new WeakMap<KnownAccounts, ReadonlyMap<string, readonly (FoundAccount & { path: AccountPath })[]>>();

function idsByName(accounts: KnownAccounts) {
  const known = byName.get(accounts);
  if (known) return known;
  const found = new Map<string, (FoundAccount & { path: AccountPath })[]>();
  for (const [key, account] of accounts) {
    const path = pathIn(key);
    const name = key.includes("/") ? path.name?.toLowerCase() : undefined;
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), { key, account, path }]);
  }
  byName.set(accounts, found);
  return found;
}

/**
 * Finds an account in the settings: by the known parts of its resource id, if only one entry matches; else by its name.
 */
export function findKnownAccount(accounts: KnownAccounts, path: AccountPath): FoundAccount | undefined {
  if (path.name === undefined || accounts.size === 0) return undefined;
  const name = path.name.toLowerCase();
  const meant = (idsByName(accounts).get(name) ?? []).filter(
    ({ path: its }) => mayBe(its.subscription, path.subscription) && mayBe(its.group, path.group),
  );
  const [only] = meant;
  if (only && meant.length === 1) return only;
  const account = accounts.get(name);
  return account && { key: name, account };
}

/** True if two parts of an id are equal, or one of them is unknown. */
function mayBe(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase();
}
