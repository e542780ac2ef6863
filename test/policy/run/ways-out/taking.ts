/** Changes a program like an owner who follows a message: takes a way out, or applies its other advice. */
import type { Facts, Finding, Unverified, WayOut } from "../../../../policy/finding";
import { UNKNOWN } from "../../plans";
import type { AccountCase, DeploymentCase, Program } from "./programs";

type FactsOf<K extends Facts["kind"]> = Extract<Facts, { readonly kind: K }>;

/** The deployment that a finding is about; -1 for one about something else. */
export function indexOf({ deployments }: Program, { urn, nestedName }: Finding): number {
  const name = nestedName ?? urn?.split("::").at(-1);
  return deployments.findIndex((d) => d.name === name);
}

/** The name of a deployment, as a resource or in a template. */
export function nameOf({ name, nested }: { readonly name: string; readonly nested?: string }): string {
  return /^deployment (\S+) of/.exec(nested ?? "")?.[1] ?? name;
}

/** Replaces one deployment of a program. */
function withDeployment(program: Program, at: number, changed: Partial<DeploymentCase>): Program {
  const deployments = program.deployments.map((d, i) => (i === at ? { ...d, ...changed } : d));
  return { ...program, deployments };
}

/** Moves the account of a deployment, or only the deployment into a new account. */
function moved(program: Program, at: number, region: string, isAlone: boolean): Program {
  const name = program.deployments[at]?.account ?? "";
  const { settings } = program;
  const old = program.accounts.find((a) => a.name === name);
  if (isAlone && old) {
    const own = { ...old, name: "own", location: region, is: "shown" } as const;
    return withDeployment({ ...program, accounts: [...program.accounts, own] }, at, { account: "own" });
  }
  const isInProgram = old?.is === "shown" && old.location !== UNKNOWN;
  return isInProgram
    ? { ...program, accounts: program.accounts.map((a) => (a.name === name ? { ...a, location: region } : a)) }
    : { ...program, settings: { ...settings, accounts: { ...settings.accounts, [name]: { region } } } };
}

/** Shares a total among the deployments that make it up; undefined if it is too small to be shared. */
function shared(program: Program, { parts }: FactsOf<"total-over">, most: number): Program | undefined {
  const each = Math.floor(most / parts.length);
  if (each < 1) return undefined;
  return parts.reduce((result, part) => {
    const at = result.deployments.findIndex((d) => d.name === nameOf(part));
    const { capacity } = result.deployments[at] ?? {};
    return withDeployment(result, at, { capacity: Math.min(each, Number(capacity)) });
  }, program);
}

/** A program that takes a way out; undefined if the way out is to be found by a person. */
export function taken(program: Program, finding: Finding, { changes, account }: WayOut): Program | undefined {
  const at = indexOf(program, finding);
  let result = program;
  for (const change of changes) {
    switch (change.field) {
      case "region":
        result = moved(result, at, change.values[0] ?? "", account?.kind === "alone");
        break;
      case "source":
        result = trainedIn(result, finding, change.values[0] ?? "");
        break;
      case "sku":
      case "version":
      case "training":
        result = withDeployment(result, at, { [change.field]: change.values[0] });
        break;
      case "model": {
        const { model = "", version } = change.values[0] ?? {};
        result = withDeployment(result, at, { model, version });
        break;
      }
      case "versionUpgradeOption":
        result = withDeployment(result, at, { upgrade: change.values[0] ?? "" });
        break;
      case "capacity": {
        const next =
          finding.facts.kind === "total-over"
            ? shared(result, finding.facts, change.most)
            : withDeployment(result, at, { capacity: change.most });
        if (next === undefined) return undefined;
        result = next;
        break;
      }
      default:
        return undefined;
    }
  }
  return result;
}

/** A program that follows the message about an unverified value. */
export function madeKnown(program: Program, finding: Finding, { value, fix }: Unverified): Program {
  const at = indexOf(program, finding);
  const name = program.deployments[at]?.account ?? "";
  if (fix.includes("--show-sames")) {
    const accounts = program.accounts.map((a) => (a.name === name ? { ...a, is: "shown" as const } : a));
    // An account with an unknown location keeps it.
    return { ...program, accounts: accounts.map((a) => (a.location === UNKNOWN ? { ...a, location: "eastus" } : a)) };
  }
  if (value === "model.source") {
    const { source } = program.deployments[at] ?? {};
    const { settings } = program;
    return source === undefined || source === UNKNOWN
      ? trainedIn(program, finding, "eastus")
      : { ...program, settings: { ...settings, accounts: { ...settings.accounts, [source]: { region: "eastus" } } } };
  }
  if (fix.includes("in the settings")) return moved(program, at, "eastus", false);
  const known: Record<string, Partial<DeploymentCase>> = {
    model: { model: "gpt-4o" },
    version: { version: "2024-11-20" },
    sku: { sku: "GlobalStandard" },
    format: { format: "OpenAI" },
    capacity: { sku: program.deployments[at]?.sku ?? "Standard", capacity: 1 },
    purpose: { purpose: "assistants" },
    training: { training: "standard" },
    "tag environment": { environment: "prod" },
  };
  return withDeployment(program, at, known[value] ?? {});
}

/** A program in which the second deployment of a pair waits for the first. */
export function ordered(program: Program, { first, second }: FactsOf<"no-order">): Program {
  const at = program.deployments.findIndex((d) => d.name === nameOf(second));
  const before = program.deployments[at]?.after ?? [];
  return withDeployment(program, at, { after: [...before, nameOf(first)] });
}

/** A program that names the account in which its fine-tuned model was trained, in a region that trains it. */
export function trainedIn(program: Program, finding: Finding, region: string): Program {
  const trained: AccountCase = { name: "trained", location: region, tag: undefined, is: "shown" };
  return withDeployment({ ...program, accounts: [...program.accounts, trained] }, indexOf(program, finding), {
    source: "trained",
  });
}

/** A program with a version that is not the timestamp that YAML makes of it. */
export function dated(program: Program, finding: Finding): Program {
  const at = indexOf(program, finding);
  return withDeployment(program, at, { version: program.deployments[at]?.version?.slice(0, 10) });
}

/** A program that is judged with the access that a finding names. */
export function granted(program: Program, { judged }: FactsOf<"access">): Program {
  const ids = judged.verdict.conditions.flatMap((c) => c.access ?? []);
  const { settings } = program;
  return { ...program, settings: { ...settings, granted: [...settings.granted, ...ids] } };
}

/** A program without the unused entry of the settings. */
export function withoutEntry(program: Program, { account }: FactsOf<"unused-account">): Program {
  const { [account]: _, ...accounts } = program.settings.accounts;
  return { ...program, settings: { ...program.settings, accounts } };
}
