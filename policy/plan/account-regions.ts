/** The region of an account, by what a plan tells about the account and its resource group. */
import type { AccountInputs, ResourceGroupInputs } from "./deployment";
import type { PlanResource } from "./resource";
import { known, read, type Value } from "./values";

/** A region, and where it comes from, in words: "the location of account x". */
export interface Located {
  readonly value: Value;
  readonly from: string;
}

/** What has to be looked up in the plan. */
export interface Lookup {
  readonly resource: (urn: string) => PlanResource | undefined;
  /** Resource groups that a resource makes. */
  readonly groupsOf: (urn: string) => readonly ResourceGroupInputs[];
  /** Resource groups of a name, in lower case. */
  readonly groupsNamed: (name: string) => readonly ResourceGroupInputs[];
}

const UNKNOWN_GROUP: Value = { state: "unknown", why: "that of a resource group which is not in the plan" };
const NOWHERE: Value = { state: "unknown", why: "not given anywhere in the plan" };

/**
 * The region of an account. In order: the account's own location; the resource group that it names for it; the
 * provider; what the location was made from; its resource group.
 */
export function accountRegion(a: AccountInputs, lookup: Lookup): Located {
  const here = `the location of account ${a.name}`;
  if (a.location.state === "known" || a.location.state === "invalid") return { value: a.location, from: here };
  if (a.locationGroup) {
    const its = groupNamed(a.locationGroup, a.urn, lookup);
    return its ? groupRegion(its, lookup) : { value: UNKNOWN_GROUP, from: here };
  }
  const unknown = { value: a.location.state === "absent" ? NOWHERE : a.location, from: here };
  if (a.fallback === "none") return unknown;
  const provider = providerLocation(a, lookup);
  // The provider's own order for a location that nobody gave: its configuration, then the resource group.
  if (a.location.state === "absent" && provider.value.state !== "absent") return provider;
  const dependencies = lookup.resource(a.urn)?.propertyDependencies;
  const made = dependencies?.location ?? [];
  if (made.length > 0) {
    const groups = made.flatMap(lookup.groupsOf);
    const regions = groups.map((g) => groupRegion(g, lookup));
    const [first] = regions;
    // If it is made from anything but resource groups, its value cannot be guessed.
    const agree = first !== undefined && regions.every((r) => isSame(known(r.value), known(first.value)));
    return agree && groups.length === made.length ? first : { value: a.location, from: here };
  }
  // A location that somebody gave is not filled in, even if it is a secret or comes from a `.get()`. Pulumi shows no
  // dependencies for a location that nobody gave; before the end of a preview it shows none at all.
  const isGiven = a.fallback === "provider" || dependencies === undefined || "location" in dependencies;
  if (a.location.state !== "absent" && isGiven) return { value: a.location, from: here };
  const group = a.fallback === "provider" ? undefined : groupNamed(a.resourceGroupName, a.urn, lookup);
  const inGroup = group && groupRegion(group, lookup);
  if (inGroup && inGroup.value.state !== "absent") return inGroup;
  return provider.value.state !== "absent" ? provider : unknown;
}

/** The resource group of a name; if the name is unknown, the one from which the resource's group name is made. */
function groupNamed(value: Value, urn: string, { resource, groupsOf, groupsNamed }: Lookup) {
  const name = known(value);
  const groups =
    name === undefined
      ? (resource(urn)?.propertyDependencies?.resourceGroupName ?? []).flatMap(groupsOf)
      : groupsNamed(name.toLowerCase());
  return groups.length === 1 ? groups[0] : undefined;
}

function groupRegion(g: ResourceGroupInputs, lookup: Lookup): Located {
  if (g.location.state !== "absent") return { value: g.location, from: `the location of resource group ${g.name}` };
  return providerLocation(g, lookup);
}

function providerLocation(
  { urn, providerSetting = "location" }: Pick<AccountInputs | ResourceGroupInputs, "urn" | "providerSetting">,
  lookup: Lookup,
): Located {
  const inputs = providerInputs(lookup.resource(urn), lookup);
  return { value: read(inputs, [providerSetting]), from: "the provider's configured location" };
}

/** The configuration of a resource's provider. */
export function providerInputs(of: PlanResource | undefined, { resource }: Pick<Lookup, "resource">): unknown {
  if (of?.providerInputs !== undefined || of?.provider === undefined) return of?.providerInputs;
  // A provider reference may carry the provider's id behind its URN.
  return (resource(of.provider) ?? resource(of.provider.slice(0, of.provider.lastIndexOf("::"))))?.inputs;
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}
