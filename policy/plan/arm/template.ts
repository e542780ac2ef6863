/**
 * The Azure OpenAI resources of an ARM template: accounts, deployments and resource groups, also in nested templates
 * and copy loops, each with its values as far as the plan gives them.
 */
import type { AccountInputs, DeploymentInputs, ResourceGroupInputs } from "../deployment";
import { ABSENT, has, known, own, SECRET, toValue, untold, type Value } from "../values";
import { readDeploymentBody } from "./body";
import {
  copyCount,
  evaluate,
  type Loops,
  NO_LOOPS,
  type Part,
  partsOf,
  Scope,
  TOO_OFTEN,
  TooMuch,
  Unevaluated,
  Work,
  within,
} from "./evaluate";
import { expressionIn } from "./expression";
import { isList } from "./functions";
import { purposesIn, tagReader } from "./tags";
import { items, pick } from "./tree";
import { INLINE, LINKED, unreadDeployment } from "./unread";

/** The Pulumi resource that deploys a template. */
export interface TemplateOwner {
  readonly urn: string;
  readonly name: string;
  /** Resource group that it deploys to. */
  readonly resourceGroupName: Value;
  readonly location: unknown;
  /** Input properties that template and parameters come from. */
  readonly properties: readonly string[];
}

export interface TemplateContents {
  readonly deployments: DeploymentInputs[];
  readonly accounts: AccountInputs[];
  readonly groups: ResourceGroupInputs[];
}

const ACCOUNT = "microsoft.cognitiveservices/accounts";
const DEPLOYMENT = `${ACCOUNT}/deployments`;
const TEMPLATE = "microsoft.resources/deployments";
const STACK = "microsoft.resources/deploymentstacks";
const GROUP = "microsoft.resources/resourcegroups";

/** More than Azure deploys with one template, nested ones included. */
const MOST_RESOURCES = 5000;

/**
 * Reads a template. Never throws.
 * @param template an object, or the text of one that was parsed.
 * @param given the values of its parameters: see {@link givenIn}.
 */
export function readTemplate(
  template: unknown,
  given: (parameter: string) => unknown,
  owner: TemplateOwner,
): TemplateContents {
  const reader = new TemplateReader(owner);
  reader.read(template, given);
  return reader.contents;
}

/**
 * The parameter values in `{"name": {"value": …}}`.
 * @param linked what stands in place of a linked file of parameters, if anything.
 */
export function givenIn(parameters: unknown, linked: unknown): (parameter: string) => unknown {
  return (name) => {
    const why = untold(parameters);
    if (why !== undefined) return new Unevaluated(why);
    const entry = pick(parameters, name);
    if (entry === undefined) {
      return linked === undefined ? undefined : new Unevaluated("given by a linked file of parameters");
    }
    if (untold(entry) !== undefined) return entry;
    const value = pick(entry, "value");
    if (value !== undefined) return value;
    return new Unevaluated(
      has(entry, "reference") ? SECRET : `the template parameter ${name}, for which the plan gives no value`,
    );
  };
}

/** A deployment of which it is still to be found out to which account it belongs. */
interface Draft {
  readonly inputs: Omit<DeploymentInputs, "accountName" | "accountId" | "accountProperties" | "nested">;
  /** Where it stands; what it is called by, where its name is not known. */
  readonly where: string;
  readonly deploymentName: Value;
  readonly account: AccountInputs | undefined;
  readonly accountParts: readonly Part[] | undefined;
  readonly whyNoName: string;
  readonly level: number;
  readonly dependsOn: unknown;
}

/** Where a resource stands. */
interface Place {
  readonly scope: Scope;
  readonly loops: Loops;
  /** Resource group that it is deployed to. */
  readonly group: Value;
  /** Tells one list of resources from another. */
  readonly level: number;
  /** Name in templates whose resources have names of their own. */
  readonly symbolicName?: string | undefined;
  readonly parent?: Parent | undefined;
  /** "resources[2]" */
  readonly where: string;
}

interface Parent {
  readonly type: string;
  readonly account: AccountInputs | undefined;
  readonly parts: readonly Part[] | undefined;
  readonly name: Value;
}

class TemplateReader {
  readonly contents: TemplateContents = { deployments: [], accounts: [], groups: [] };
  readonly #work = new Work();
  readonly #drafts: Draft[] = [];
  /** By the parts of their names, and by symbolic name. */
  readonly #accounts = new Map<string, AccountInputs[]>();
  readonly #unread = new Set<string>();
  #levels = 0;

  constructor(private readonly owner: TemplateOwner) {}

  read(template: unknown, given: (parameter: string) => unknown): void {
    const { resourceGroupName, location } = this.owner;
    try {
      const key = known(resourceGroupName)?.toLowerCase() ?? "of the resource";
      const group = { name: resourceGroupName, key };
      const scope = new Scope(template, { given, group, location }, this.#work);
      this.#resources(pick(template, "resources"), {
        scope,
        loops: NO_LOOPS,
        group: resourceGroupName,
        where: "",
      });
    } catch (error) {
      const why =
        error instanceof TooMuch
          ? "larger than any that Azure would deploy, and was not read to its end"
          : "not read to its end: azure-openai-guard failed on it";
      this.#leave("the template", why, "Split it, or report this with the template.");
    }
    for (const draft of this.#drafts) this.contents.deployments.push(this.#joined(draft));
  }

  /** Something that may hold deployments, and cannot be looked into. */
  #leave(value: string, why: string, fix: string): void {
    const key = JSON.stringify([value, why]);
    if (this.#unread.has(key)) return;
    this.#unread.add(key);
    this.contents.deployments.push(unreadDeployment(this.owner, { value, why, fix }));
  }

  /** A list of resources, or an object of them by symbolic name. */
  #resources(raw: unknown, place: Omit<Place, "level">): void {
    const prefix = place.where === "" ? "resources" : `${place.where}.resources`;
    this.#levels += 1;
    const level = this.#levels;
    const why = untold(raw);
    if (why !== undefined || typeof raw === "string") {
      this.#leave(prefix, why ?? "made by an expression, which azure-openai-guard does not evaluate there", INLINE);
      return;
    }
    if (raw === null || typeof raw !== "object") return;
    const found = this.#work.deeper(() => {
      if (isList(raw)) {
        for (const [i, resource] of items(raw).entries()) {
          this.#resource(resource, { ...place, level, symbolicName: undefined, where: `${prefix}[${i}]` });
        }
      } else {
        for (const name of Object.keys(raw)) {
          this.#resource(own(raw, name), { ...place, level, symbolicName: name, where: `${prefix}.${name}` });
        }
      }
    });
    if (found instanceof Unevaluated) this.#leave(prefix, "nested too deeply to be read", "Split the template.");
  }

  /** A resource as the template has it: one, or a loop over many. */
  #resource(raw: unknown, place: Place): void {
    this.#work.spend(1);
    const type = toValue(pick(raw, "type"));
    if (untold(raw) !== undefined || type.state === "unknown" || expressionIn(known(type) ?? "") !== undefined) {
      const why = untold(raw) ?? (type.state === "unknown" ? type.why : "of a type that is made by an expression");
      this.#leave(place.where, why, INLINE);
      return;
    }
    const full = fullType(known(type) ?? "", place.parent);
    if (![ACCOUNT, DEPLOYMENT, TEMPLATE, STACK, GROUP].includes(full)) return;
    const copy = pick(raw, "copy");
    if (copy === undefined || copy === null) {
      this.#one(raw, full, place);
      return;
    }
    const count = copyCount(copy, place.scope, place.loops);
    const name = toValue(pick(copy, "name"));
    if (count === "too often") {
      this.#leave(place.where, TOO_OFTEN, "Split the loop.");
      return;
    }
    // How often is not known, but at least once to judge by: what does not depend on the index is the same each time.
    const indexes = count instanceof Unevaluated ? [new Unevaluated(count.why)] : Array.from({ length: count }).keys();
    for (const index of indexes) {
      const loops = within(place.loops, name, index, true);
      const where = typeof index === "number" ? `${place.where} (copy ${index + 1})` : place.where;
      this.#one(raw, full, { ...place, loops, where });
    }
  }

  #one(raw: unknown, type: string, place: Place): void {
    this.#work.spend(1);
    const { scope, loops } = place;
    const value = (name: string) => evaluate(pick(raw, name), scope, loops);
    const { accounts, groups } = this.contents;
    if (this.#drafts.length + accounts.length + groups.length >= MOST_RESOURCES) throw new TooMuch();
    const deployed = pick(raw, "existing") !== true && value("condition") !== false;
    if (type === ACCOUNT) {
      const name = value("name");
      const account = deployed ? this.#account(raw, name, place) : undefined;
      // What is nested in an account has conditions of its own.
      const parent = { type, account, parts: partsOf(name), name: toValue(name) };
      this.#resources(pick(raw, "resources"), { ...place, parent });
      return;
    }
    if (!deployed) return;
    if (type === DEPLOYMENT) this.#deployment(raw, value("name"), place);
    else if (type === TEMPLATE || type === STACK) this.#nested(raw, type, place);
    else {
      groups.push({
        urn: this.owner.urn,
        name: known(toValue(value("name"))) ?? `of ${this.owner.name}`,
        groupName: toValue(value("name")),
        location: toValue(value("location")),
      });
    }
  }

  #account(raw: unknown, name: unknown, place: Place): AccountInputs {
    const location = evaluate(pick(raw, "location"), place.scope, place.loops);
    const locationGroup = location instanceof Unevaluated ? location.locationOf : undefined;
    const tagged = { tags: evaluate(pick(raw, "tags"), place.scope, place.loops) };
    const accountName = toValue(name);
    const account: AccountInputs = {
      urn: this.owner.urn,
      name: known(accountName) ?? `in the template of ${this.owner.name}`,
      accountName,
      resourceGroupName: place.group,
      location: locationGroup ? ABSENT : toValue(location),
      ...(locationGroup ? { locationGroup } : {}),
      fallback: "none",
      tag: tagReader(tagged),
      ...purposesIn(tagReader(tagged)),
    };
    this.contents.accounts.push(account);
    const parts = partsOf(name);
    const keys = [
      ...(parts ? [nameKey(parts)] : []),
      ...(place.symbolicName === undefined ? [] : [symbolicKey(place.level, place.symbolicName)]),
    ];
    for (const key of keys) this.#accounts.set(key, [...(this.#accounts.get(key) ?? []), account]);
    return account;
  }

  #deployment(raw: unknown, name: unknown, place: Place): void {
    const { scope, loops, parent } = place;
    const body: Record<string, unknown> = Object.create(null);
    for (const key of ["sku", "properties", "tags"]) {
      const value = evaluate(pick(raw, key), scope, loops);
      if (value !== undefined) body[key] = value;
    }
    const parts = partsOf(name);
    const { account, deployment } = parent ? { account: parent.parts, deployment: parts } : split(parts);
    const why = parent ? parent.name : toValue(name);
    const deploymentName = textOf(deployment);
    this.#drafts.push({
      inputs: {
        urn: this.owner.urn,
        name: known(deploymentName) ?? place.where,
        ...readDeploymentBody(body),
        resourceGroupName: place.group,
      },
      where: place.where,
      deploymentName,
      account: parent?.account,
      accountParts: account,
      whyNoName: why.state === "unknown" || why.state === "invalid" ? why.why : "not given",
      level: place.level,
      dependsOn: parent ? undefined : evaluate(pick(raw, "dependsOn"), scope, loops),
    });
  }

  /** `Microsoft.Resources/deployments`, or a deployment stack: a template in a template. */
  #nested(raw: unknown, type: string, place: Place): void {
    const { scope, loops } = place;
    const properties = pick(raw, "properties");
    const template = pick(properties, "template");
    const where = `the nested template at ${place.where}`;
    const why = untold(properties) ?? untold(template);
    if (why !== undefined || template === null || typeof template !== "object") {
      const linked = pick(properties, "templateLink") !== undefined;
      this.#leave(where, why ?? (linked ? LINKED : "not an object"), INLINE);
      return;
    }
    const asked = toValue(evaluate(pick(pick(properties, "expressionEvaluationOptions"), "scope"), scope, loops));
    if (asked.state === "unknown") {
      this.#leave(where, `in a scope that is ${asked.why}`, INLINE);
      return;
    }
    const ownGroup = evaluate(pick(raw, "resourceGroup"), scope, loops);
    const group = ownGroup === undefined ? place.group : toValue(ownGroup);
    let inside = { ...place, group, parent: undefined };
    // A stack has no scope to choose: its template is always evaluated by itself.
    if (type === STACK || known(asked)?.toLowerCase() === "inner") {
      const given = givenIn(evaluate(pick(properties, "parameters"), scope, loops), pick(properties, "parametersLink"));
      const key = known(group)?.toLowerCase() ?? `of template ${this.#work.nextTemplate()}`;
      const innerGroup = ownGroup === undefined ? scope.surroundings.group : { name: group, key };
      const location = evaluate(pick(raw, "location"), scope, loops);
      const inner = new Scope(template, { given, group: innerGroup, location }, this.#work);
      inside = { ...inside, scope: inner, loops: NO_LOOPS };
    }
    this.#resources(pick(template, "resources"), inside);
  }

  /** A deployment with the account that it belongs to, where the template tells it. */
  #joined(draft: Draft): DeploymentInputs {
    const account = draft.account ?? this.#accountOf(draft);
    const accountName = account?.accountName ?? textOf(draft.accountParts, draft.whyNoName);
    const owner = known(accountName);
    // An account of the template whose name is not known may be the one that is meant.
    const unclear = this.contents.accounts.some((a) => a.accountName.state !== "known");
    const deployment = known(draft.deploymentName) ?? `at ${draft.where}`;
    return {
      ...draft.inputs,
      nested: `deployment ${deployment}${owner === undefined ? "" : ` of account ${owner}`}`,
      accountName,
      accountId: ABSENT,
      ...(account ? { account } : {}),
      accountProperties: unclear ? [] : this.owner.properties,
    };
  }

  #accountOf({ accountParts, dependsOn, level }: Draft): AccountInputs | undefined {
    const named = accountParts ? (this.#accounts.get(nameKey(accountParts)) ?? []) : [];
    if (named.length > 0 || (accountParts && textOf(accountParts).state === "known")) {
      return named.length === 1 ? named[0] : undefined;
    }
    const found = new Set<AccountInputs>();
    for (const entry of isList(dependsOn) ? items(dependsOn) : []) {
      const parts = partsOf(entry);
      const symbolic = typeof entry === "string" ? this.#accounts.get(symbolicKey(level, entry)) : undefined;
      const byName = parts ? this.#accounts.get(nameKey(withoutType(parts))) : undefined;
      for (const account of symbolic ?? byName ?? []) found.add(account);
    }
    return found.size === 1 ? [...found][0] : undefined;
  }
}

function fullType(type: string, parent: Parent | undefined): string {
  const lower = type.trim().toLowerCase();
  return parent === undefined || lower.includes("/") ? lower : `${parent.type}/${lower}`;
}

const lowered = (parts: readonly Part[]) => parts.map((part) => (typeof part === "string" ? part.toLowerCase() : part));
const nameKey = (parts: readonly Part[]) => JSON.stringify(["name", ...lowered(parts)]);
const symbolicKey = (level: number, name: string) => JSON.stringify(["symbolic", level, name]);

/** The text that parts make up, where all of them are known. */
function textOf(parts: readonly Part[] | undefined, why = "not known"): Value {
  if (parts?.every((part) => typeof part === "string")) return toValue(parts.join(""));
  return { state: "unknown", why };
}

/** Splits `account/deployment`. */
function split(parts: readonly Part[] | undefined): Record<"account" | "deployment", readonly Part[] | undefined> {
  const at = parts?.findIndex((part) => typeof part === "string" && part.includes("/")) ?? -1;
  const middle = parts?.[at];
  if (!parts || typeof middle !== "string") return { account: undefined, deployment: undefined };
  const slash = middle.indexOf("/");
  const filled = (all: readonly Part[]) => all.filter((part) => part !== "");
  return {
    account: filled([...parts.slice(0, at), middle.slice(0, slash)]),
    deployment: filled([middle.slice(slash + 1), ...parts.slice(at + 1)]),
  };
}

/** The name in a reference: `Microsoft.CognitiveServices/accounts/name`, resourceId(…) or the name alone. */
function withoutType(parts: readonly Part[]): readonly Part[] {
  const rest = typeof parts[0] === "string" ? parts : parts.slice(1);
  const [first, ...others] = rest;
  const found = typeof first === "string" ? /^\/?(?:.*\/)?microsoft\.cognitiveservices\/accounts\//i.exec(first) : null;
  if (typeof first !== "string" || !found) return parts;
  return [first.slice(found[0].length), ...others].filter((part) => part !== "");
}
