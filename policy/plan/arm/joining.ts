/** Finds the accounts of a template's deployments: by name, even if only Azure can work it out, or by dependsOn. */
import type { AccountInputs, DeploymentInputs } from "../deployment";
import { ABSENT, known, toValue, type Value } from "../values";
import { partsOf, type TextPart } from "./unevaluated";

/** A deployment whose account is still to be found. */
export interface Draft {
  readonly inputs: Omit<DeploymentInputs, "accountName" | "accountId" | "accountProperties" | "nested">;
  /** Its path in the template; also its name, if none is known. */
  readonly where: string;
  readonly name: Value;
  /** The account that it is nested in. */
  readonly account: AccountInputs | undefined;
  readonly accountParts: readonly TextPart[] | undefined;
  readonly whyNoName: string;
  /** Tells one list of resources from another. */
  readonly level: number;
  /** Called only if the name tells nothing. */
  readonly dependsOn: () => readonly unknown[];
}

/** The accounts of a template, by the parts of their names and by symbolic name. */
export class TemplateAccounts {
  readonly #byKey = new Map<string, AccountInputs[]>();
  /** True if the name of one is unknown: any deployment may mean it. */
  #isUnclear = false;

  /** Takes an account, by its name and, if it has one, by its symbolic name in a list of resources. */
  add(account: AccountInputs, name: unknown, level: number, symbolicName: string | undefined): void {
    if (account.accountName.state !== "known") this.#isUnclear = true;
    const parts = partsOf(name);
    if (parts) this.#put(nameKey(parts), account);
    if (symbolicName !== undefined) this.#put(symbolicKey(level, symbolicName), account);
  }

  #put(key: string, account: AccountInputs): void {
    const others = this.#byKey.get(key);
    if (others) others.push(account);
    else this.#byKey.set(key, [account]);
  }

  /**
   * A deployment with its account, if the template tells it.
   * @param properties from which the account's name may come otherwise.
   */
  join(draft: Draft, properties: readonly string[]): DeploymentInputs {
    const account = draft.account ?? this.#accountOf(draft);
    const accountName = account?.accountName ?? textOf(draft.accountParts, draft.whyNoName);
    const owner = known(accountName);
    const nestedName = known(draft.name);
    const deployment = nestedName ?? `at ${draft.where}`;
    return {
      ...draft.inputs,
      nested: `deployment ${deployment}${owner === undefined ? "" : ` of account ${owner}`}`,
      ...(nestedName === undefined ? {} : { nestedName }),
      accountName,
      accountId: ABSENT,
      ...(account ? { account } : {}),
      accountProperties: this.#isUnclear ? [] : properties,
    };
  }

  #accountOf({ accountParts, dependsOn, level }: Draft): AccountInputs | undefined {
    const named = accountParts ? (this.#byKey.get(nameKey(accountParts)) ?? []) : [];
    if (named.length > 0 || (accountParts && textOf(accountParts).state === "known")) {
      return named.length === 1 ? named[0] : undefined;
    }
    const found = new Set<AccountInputs>();
    for (const entry of dependsOn()) {
      const parts = partsOf(entry);
      const symbolic = typeof entry === "string" ? this.#byKey.get(symbolicKey(level, entry)) : undefined;
      const byName = parts ? this.#byKey.get(nameKey(withoutType(parts))) : undefined;
      for (const account of symbolic ?? byName ?? []) found.add(account);
    }
    return found.size === 1 ? [...found][0] : undefined;
  }
}

const lowered = (parts: readonly TextPart[]) =>
  parts.map((part) => (typeof part === "string" ? part.toLowerCase() : part));
const nameKey = (parts: readonly TextPart[]) => JSON.stringify(["name", ...lowered(parts)]);
const symbolicKey = (level: number, name: string) => JSON.stringify(["symbolic", level, name]);

/** The text of the parts, if all of them are known. */
export function textOf(parts: readonly TextPart[] | undefined, why = "not known"): Value {
  if (parts?.every((part) => typeof part === "string")) return toValue(parts.join(""));
  return { state: "unknown", why };
}

/** Splits `account/deployment`. */
export function splitName(
  parts: readonly TextPart[] | undefined,
): Record<"account" | "deployment", readonly TextPart[] | undefined> {
  const at = parts?.findIndex((part) => typeof part === "string" && part.includes("/")) ?? -1;
  const middle = parts?.[at];
  if (!parts || typeof middle !== "string") return { account: undefined, deployment: undefined };
  const slash = middle.indexOf("/");
  const filled = (all: readonly TextPart[]) => all.filter((part) => part !== "");
  return {
    account: filled([...parts.slice(0, at), middle.slice(0, slash)]),
    deployment: filled([middle.slice(slash + 1), ...parts.slice(at + 1)]),
  };
}

/** The name in a reference: `Microsoft.CognitiveServices/accounts/name`, resourceId(…), or just the name. */
function withoutType(parts: readonly TextPart[]): readonly TextPart[] {
  const rest = typeof parts[0] === "string" ? parts : parts.slice(1);
  const [first, ...others] = rest;
  const found = typeof first === "string" ? /^\/?(?:.*\/)?microsoft\.cognitiveservices\/accounts\//i.exec(first) : null;
  if (typeof first !== "string" || !found) return parts;
  return [first.slice(found[0].length), ...others].filter((part) => part !== "");
}
