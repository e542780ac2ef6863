/** The questions of `catalog refresh` to Azure: the login, the regions, and the lists of each region. */
import { findRegion } from "../../../catalog/names/regions";
import { escapeTerminal } from "../../../policy/escape";
import { UsageError } from "../../shell/context";
import type { Az, AzAnswer } from "./az";

/** How a run asks Azure. */
export interface AzureAccess {
  readonly az: Az;
  /** Id or name; default: the one that is logged in. */
  readonly subscription?: string;
  /** Waits for some milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Reports progress. */
  readonly tell: (line: string) => Promise<void>;
}

/** A list as Azure gave it. */
export interface GivenList {
  readonly text: string;
  readonly value: unknown;
}

/** Azure's answer for a region, or why there is none. */
export interface RegionAnswer {
  readonly region: string;
  readonly models?: GivenList;
  readonly usage?: GivenList;
  readonly failure?: string;
}

/** An error that ends the run, because it would be the same for every region. */
export class RefreshError extends UsageError {}

/** Seconds before each further try of a failed call. */
const DELAYS = [2, 4, 8, 16, 32];
/** The longest that Azure can make a run wait, in seconds. */
const LONGEST_WAIT = 120;

/**
 * Asks until there is an answer, an error that waiting does not solve, or no more tries.
 * @throws RefreshError if no other call can work either.
 */
async function runAz(
  { az, subscription, wait, tell }: AzureAccess,
  what: string,
  args: readonly string[],
): Promise<AzAnswer> {
  const all = subscription === undefined ? args : [...args, `--subscription=${subscription}`];
  for (let tries = 0; ; tries += 1) {
    const answer = await az.ask(all);
    if (!("failure" in answer)) return answer;
    const { failure, message } = answer;
    if (failure === "not-found") throw new RefreshError(escapeTerminal(message));
    if (failure === "login") {
      throw new RefreshError(
        `nobody is logged in to Azure, or the login has expired: az login (${escapeTerminal(message)})`,
      );
    }
    if (failure === "outdated") {
      throw new RefreshError(
        `this Azure CLI does not know "az ${args.slice(0, 3).join(" ")}": az upgrade (${escapeTerminal(message)})`,
      );
    }
    const delay = DELAYS[tries];
    if (failure === "refused" || delay === undefined) return answer;
    const seconds = Math.min(answer.retryAfter ?? delay, LONGEST_WAIT);
    await tell(`${what}: ${message}; next try in ${seconds} s`);
    await wait(seconds * 1000);
  }
}

/**
 * Checks login and subscription.
 * @returns the subscription's name.
 * @throws RefreshError if there is no usable subscription.
 */
export async function checkAccount(asking: AzureAccess): Promise<string> {
  const answer = await runAz(asking, "login", ["account", "show"]);
  if ("failure" in answer)
    throw new RefreshError(`the subscription cannot be asked: ${escapeTerminal(answer.message)}`);
  const { name, state, environmentName: cloud } = membersOf(answer.value);
  if (typeof name !== "string") {
    throw new RefreshError("az account show gave no subscription: az login, or az account set --subscription NAME");
  }
  if (typeof cloud === "string" && cloud !== "AzureCloud") {
    throw new RefreshError(
      `the subscription is in ${escapeTerminal(cloud)}, and the catalog covers the public cloud: az cloud set --name AzureCloud`,
    );
  }
  if (typeof state === "string" && state !== "Enabled") {
    throw new RefreshError(`the subscription ${escapeTerminal(name)} is ${escapeTerminal(state)}, expected Enabled`);
  }
  return name;
}

/** The regions of the provider. */
export interface ProviderRegions {
  /** Ids of regions of the public cloud, sorted. */
  readonly regions: readonly string[];
  /** Names that are not regions of the public cloud: "Global", Azure's own test regions. */
  readonly others: readonly string[];
}

/**
 * The provider's regions, in which accounts can be made.
 * @throws RefreshError if it does not say.
 */
export async function providerRegions(asking: AzureAccess): Promise<ProviderRegions> {
  const what = "Microsoft.CognitiveServices";
  const answer = await runAz(asking, what, ["provider", "show", `--namespace=${what}`]);
  if ("failure" in answer)
    throw new RefreshError(`${what}: the regions cannot be asked: ${escapeTerminal(answer.message)}`);
  const { registrationState: state, resourceTypes } = membersOf(answer.value);
  if (state === "NotRegistered" || state === "Unregistered") {
    throw new RefreshError(`the subscription is not registered for ${what}: az provider register --namespace ${what}`);
  }
  const types = Array.isArray(resourceTypes) ? resourceTypes.map(membersOf) : [];
  const accounts = types.find((type) => String(type.resourceType).toLowerCase() === "accounts");
  const names = Array.isArray(accounts?.locations) ? accounts.locations.map(String) : [];
  const found = names.map((name) => ({ name, region: findRegion(name) }));
  const known = found.flatMap(({ region }) => (region?.cloud === "AzureCloud" ? [region.id] : []));
  if (known.length === 0) throw new RefreshError(`${what}: az provider show names no region of the public cloud`);
  return {
    regions: [...new Set(known)].sort(),
    others: found.flatMap(({ name, region }) => (region?.cloud === "AzureCloud" ? [] : [name])),
  };
}

/** How many calls run at a time. */
const LANES = 4;

/**
 * Asks for the lists of regions, four at a time.
 * @returns one answer per region, in their order.
 * @throws RefreshError if no other call can work either; then it ends the running calls.
 */
export async function askRegions(asking: AzureAccess, regions: readonly string[]): Promise<RegionAnswer[]> {
  const answers = new Map<string, RegionAnswer>();
  const waiting = regions.values();
  const lane = async () => {
    for (const region of waiting) {
      const answer = await askRegion(asking, region);
      answers.set(region, answer);
      const entries = entriesOf(answer.models?.value);
      const found = answer.failure ?? `${entries.length} ${entries.length === 1 ? "entry" : "entries"}`;
      await asking.tell(`${answers.size} of ${regions.length}: ${region}: ${found}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(LANES, regions.length) }, lane));
  } catch (error) {
    asking.az.stop();
    throw error;
  }
  return regions.flatMap((region) => answers.get(region) ?? []);
}

async function askRegion(asking: AzureAccess, region: string): Promise<RegionAnswer> {
  const list = (of: string) => runAz(asking, region, ["cognitiveservices", of, "list", `--location=${region}`]);
  const models = await list("model");
  if ("failure" in models) return { region, failure: `models list: ${models.message}` };
  const usage = await list("usage");
  if ("failure" in usage) return { region, models, failure: `usage list: ${usage.message}` };
  return { region, models, usage };
}

/** The entries of an answer, as the Azure CLI prints them or as the REST answer has them. */
export function entriesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const inner = membersOf(value).value;
  return Array.isArray(inner) ? inner : [];
}

/** The members of an object; no members for any other value. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
