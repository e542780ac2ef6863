/**
 * ARM templates: their accounts, deployments and resource groups, also in nested templates and copy loops, each with its
 * values as far as the plan gives them. This folder imports the values and shapes of ../, and no reader of a provider.
 */
import { known, own, toValue, whyUnknown } from "../values";
import { copyCount, evaluate, evaluateOnly, scopeOf, TOO_OFTEN } from "./evaluate";
import { expressionIn } from "./expression";
import { isList } from "./functions/kinds";
import { type GivenParameters, givenIn } from "./given";
import { excess, excessIn, MOST_RESOURCES, measure, tooLarge } from "./limits";
import {
  OF_ITS_OWN,
  type TemplateContents,
  type TemplateOwner,
  type TemplatePlace,
  TemplateResources,
} from "./resources";
import { NO_LOOPS, within } from "./scope";
import { items, pick } from "./tree";
import { ACCOUNT, DEPLOYMENT, fullType, GROUP, STACK, TEMPLATE } from "./types";
import { partsOf, settle, Unevaluated } from "./unevaluated";
import { INLINE, LINKED } from "./unread";
import { type Budget, TemplateWork, TooMuch } from "./work";

const READ: ReadonlySet<string> = new Set([ACCOUNT, DEPLOYMENT, TEMPLATE, STACK, GROUP]);

const SPLIT = "Split the template.";
/** The units that a template may take for each of its characters, before it draws on the reserve of the run. */
const UNITS_A_CHARACTER = 2;

/** A template in the plan. */
export interface InlineTemplate {
  /** An object; a text has been parsed. */
  readonly template: unknown;
  /** The values of its parameters. */
  readonly given: GivenParameters;
  readonly owner: TemplateOwner;
}

/**
 * Reads a template. Never throws.
 * @param budget of the run.
 */
export function readTemplate({ template, given, owner }: InlineTemplate, budget: Budget): TemplateContents {
  const measured = measure(template);
  const size = "size" in measured ? measured.size : 0;
  const reader = new TemplateReader(owner, new TemplateWork(budget, UNITS_A_CHARACTER * size));
  if ("excess" in measured) reader.refuse(measured.excess);
  else reader.read(template, given);
  return reader.contents;
}

/** Walks through a template. */
class TemplateReader {
  readonly #found: TemplateResources;
  #levels = 0;

  constructor(
    private readonly owner: TemplateOwner,
    private readonly work: TemplateWork,
  ) {
    this.#found = new TemplateResources(owner, work);
  }

  get contents(): TemplateContents {
    return this.#found.contents;
  }

  read(template: unknown, given: GivenParameters): void {
    const { resourceGroupName, location } = this.owner;
    this.#guarded(() => {
      const key = known(resourceGroupName)?.toLowerCase() ?? "of the resource";
      const surroundings = { given, group: { name: resourceGroupName, key }, location };
      const scope = scopeOf(template, surroundings, this.work);
      this.#template(template, "the template", {
        scope,
        loops: NO_LOOPS,
        group: resourceGroupName,
        path: "",
        where: "",
      });
    });
    // What was read before the budget was spent still counts.
    this.#guarded(() => this.#found.join());
  }

  /** Leaves the whole template unread, since Azure would not take it. */
  refuse(limit: string): void {
    this.#found.leave("the template", tooLarge(limit), SPLIT);
  }

  #guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      const why = error instanceof TooMuch ? tooLarge() : "not read to its end: azure-openai-guard failed on it";
      this.#found.leave("the template", why, "Split it, or report this with the template.");
    }
  }

  /** A template, nested or not. Azure's limits count for each template separately. */
  #template(template: unknown, value: string, place: Omit<TemplatePlace, "level" | "isVersion2">): void {
    const resources = pick(template, "resources");
    const version = toValue(pick(template, "languageVersion"));
    const inside = { ...place, isVersion2: version.state === "known" && !version.value.startsWith("1.0") };
    const limit = excessIn(template) ?? this.#excessOfCopies(resources, inside);
    if (limit === undefined) this.#resources(resources, inside);
    else this.#found.leave(value, tooLarge(limit), SPLIT);
  }

  /** The limit on resources that a template exceeds with its copies. Only types that are read are counted. */
  #excessOfCopies(resources: unknown, place: Pick<TemplatePlace, "scope" | "loops">): string | undefined {
    const count = (raw: unknown, parent: string): number => {
      const list = isList(raw) ? items(raw) : raw !== null && typeof raw === "object" ? Object.values(raw) : [];
      this.work.spend(list.length);
      let sum = 0;
      for (const resource of list) {
        const type = fullType(known(toValue(pick(resource, "type"))) ?? "", parent);
        const copy = READ.has(type) ? pick(resource, "copy") : undefined;
        const copies = copy === undefined ? 1 : copyCount(copy, place.scope, place.loops);
        const inside = type === ACCOUNT ? count(pick(resource, "resources"), type) : 0;
        // A loop of too many copies, or of an unknown number, is reported separately.
        sum += (typeof copies === "number" ? copies : 1) * (1 + inside);
      }
      return sum;
    };
    if (whyUnknown(resources) !== undefined) return undefined;
    const sum = this.work.deeper(() => count(resources, ""));
    return typeof sum === "number" && sum > MOST_RESOURCES ? excess(sum, MOST_RESOURCES, "resources") : undefined;
  }

  /** A list of resources, or an object of them by symbolic name. */
  #resources(raw: unknown, place: Omit<TemplatePlace, "level">): void {
    const named = (end: string) => ({ path: under(place.path, end), where: under(place.where, end) });
    const path = under(place.path, "resources");
    this.#levels += 1;
    const level = this.#levels;
    const why = whyUnknown(raw);
    if (why !== undefined || typeof raw === "string") {
      this.#found.leave(path, why ?? "made by an expression, which azure-openai-guard does not evaluate there", INLINE);
      return;
    }
    if (raw === null || typeof raw !== "object") return;
    const found = this.work.deeper(() => {
      if (isList(raw)) {
        for (const [i, resource] of items(raw).entries()) {
          this.#resource(resource, { ...place, level, symbolicName: undefined, ...named(`resources[${i}]`) });
        }
      } else {
        for (const name of Object.keys(raw)) {
          this.#resource(own(raw, name), { ...place, level, symbolicName: name, ...named(`resources.${name}`) });
        }
      }
    });
    if (found instanceof Unevaluated) this.#found.leave(path, "nested too deeply to be read", SPLIT);
  }

  /** A resource as the template has it: one, or a loop over many. */
  #resource(raw: unknown, place: TemplatePlace): void {
    this.work.spend(3);
    const type = toValue(pick(raw, "type"));
    if (whyUnknown(raw) !== undefined || type.state === "unknown" || expressionIn(known(type) ?? "") !== undefined) {
      const why = whyUnknown(raw) ?? (type.state === "unknown" ? type.why : "of a type that is made by an expression");
      this.#found.leave(place.path, why, INLINE);
      return;
    }
    const full = fullType(known(type) ?? "", place.parent?.type);
    if (!READ.has(full)) return;
    const copy = pick(raw, "copy");
    if (copy === undefined || copy === null) {
      this.#one(raw, full, place);
      return;
    }
    const count = copyCount(copy, place.scope, place.loops);
    const name = toValue(pick(copy, "name"));
    const loop = { path: place.path, isSerial: this.#isSerial(copy, place), name: known(name) };
    if (count === "too often") {
      this.#found.leave(place.path, TOO_OFTEN, "Split the loop.");
      return;
    }
    // An unknown number counts as one copy: what does not depend on the index is the same in each.
    const indexes = count instanceof Unevaluated ? [new Unevaluated(count.why)] : Array.from({ length: count }).keys();
    for (const index of indexes) {
      this.work.spend(5 + place.loops.indexes.size);
      const loops = within(place.loops, name, index, true);
      const where = typeof index === "number" ? `${place.where} (copy ${index + 1})` : place.where;
      this.#one(raw, full, { ...place, loops, loop, where });
    }
  }

  /** True for a loop that makes one copy at a time. */
  #isSerial(copy: unknown, { scope, loops }: TemplatePlace): boolean {
    const value = (name: string) => evaluateOnly(pick(copy, name), "text", scope, loops);
    const mode = known(toValue(value("mode")));
    return mode?.toLowerCase() === "serial" && Number(value("batchSize") ?? 1) === 1;
  }

  #one(raw: unknown, type: string, place: TemplatePlace): void {
    const { scope, loops } = place;
    const value = (name: string) => evaluateOnly(pick(raw, name), "text", scope, loops);
    const deployed = pick(raw, "existing") !== true && value("condition") !== false;
    if (type === ACCOUNT) {
      const name = value("name");
      const account = deployed ? this.#found.account(raw, name, place) : undefined;
      // Resources nested in an account have their own conditions.
      const parent = { type, account, parts: partsOf(name), name: toValue(name) };
      this.#resources(pick(raw, "resources"), { ...place, parent });
      return;
    }
    if (!deployed) return;
    if (type === DEPLOYMENT) this.#found.deployment(raw, value("name"), place);
    else if (type === GROUP) this.#found.group(toValue(value("name")), toValue(value("location")));
    else this.#nested(raw, type, place);
  }

  /** `Microsoft.Resources/deployments`, or a deployment stack: a template in a template. */
  #nested(raw: unknown, type: string, place: TemplatePlace): void {
    this.work.spend(OF_ITS_OWN);
    const { scope, loops } = place;
    const value = `the nested template at ${place.path}`;
    const whole = settle(pick(raw, "properties"));
    const properties = typeof whole === "string" ? evaluate(whole, scope, loops) : whole;
    const given = settle(pick(properties, "template"));
    // Evaluated in this scope; its own expressions may have another.
    const isMade = typeof given === "string";
    const template = isMade ? evaluate(given, scope, loops) : given;
    const why = whyUnknown(properties) ?? whyUnknown(template);
    if (why !== undefined || template === null || typeof template !== "object") {
      const linked = pick(properties, "templateLink") !== undefined;
      this.#found.leave(value, why ?? (linked ? LINKED : "not an object"), INLINE);
      return;
    }
    const asked = toValue(
      evaluateOnly(pick(pick(properties, "expressionEvaluationOptions"), "scope"), "text", scope, loops),
    );
    if (asked.state === "unknown") {
      this.#found.leave(value, `in a scope that is ${asked.why}`, INLINE);
      return;
    }
    const measured = isMade ? measure(template) : { size: 0 };
    if ("excess" in measured) {
      this.#found.leave(value, tooLarge(measured.excess), SPLIT);
      return;
    }
    this.work.spend(measured.size / 10);
    const ownGroup = evaluateOnly(pick(raw, "resourceGroup"), "text", scope, loops);
    const group = ownGroup === undefined ? place.group : toValue(ownGroup);
    const node = this.#found.node(raw, partsOf(evaluateOnly(pick(raw, "name"), "text", scope, loops)), place);
    const outside = { ...place, group, parent: undefined, inside: node, loop: undefined };
    // A stack has no choice of scope, and a template that an expression made is complete: both have a scope of their
    // own. Otherwise, if the template does not choose, the language version decides.
    const byItself = known(asked)?.toLowerCase() ?? (place.isVersion2 ? "inner" : "outer");
    if (type !== STACK && !isMade && byItself !== "inner") {
      this.#template(template, value, outside);
      return;
    }
    const parameters = givenIn(pick(properties, "parameters"), pick(properties, "parametersLink"), (inner) =>
      evaluate(inner, scope, loops),
    );
    const key = known(group)?.toLowerCase() ?? `of template ${this.work.nextTemplate()}`;
    const innerGroup = ownGroup === undefined ? scope.surroundings.group : { name: group, key };
    const location = evaluateOnly(pick(raw, "location"), "text", scope, loops);
    const inner = scopeOf(template, { given: parameters, group: innerGroup, location }, this.work);
    this.#template(template, value, { ...outside, scope: inner, loops: NO_LOOPS });
  }
}

const under = (place: string, end: string) => (place === "" ? end : `${place}.${end}`);
