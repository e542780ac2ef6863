/**
 * Holds deployments against an organisation's limits. A limit is true, false or cannot be told of a deployment: what is
 * broken whatever an unknown value will be is broken now, and only where the value decides is it left open.
 */

import type { Edition } from "../../catalog/edition/edition";
import { distance, findRegion, PUBLIC_REGIONS } from "../../catalog/names/regions";
import { findSku, SKUS, type Sku } from "../../catalog/names/skus";
import type { Alternative, Query, VerdictOptions } from "../../catalog/query";
import { alternatives } from "../../catalog/verdict/alternatives";
import { decide } from "../../catalog/verdict/decide";
import type { Judged, Unverified } from "../finding";
import { match } from "../glob";
import { describe, FIX, type Judgement } from "../judging/judge";
import type { PlannedDeployment } from "../plan/deployment";
import { stackOf } from "../plan/urn";
import { ABSENT, known, type Value } from "../plan/values";
import { isStack } from "../run/waiver";
import type { Settings } from "../settings";
import { few, modelName, safe } from "../words/words";
import type { Limit, Names, Scope } from "./limit";
import {
  GEOGRAPHY_NAMES,
  ModelPattern,
  PROCESSING_NAMES,
  REGION_NAMES,
  reachOf,
  regionsOfZone,
  SKU_NAMES,
  zonesWithin,
} from "./names";

/** A limit that a deployment does not keep to. */
export interface Broken {
  readonly limit: Limit;
  readonly reason: string;
  /** What is wrong, as a sentence without its stop. */
  readonly what: string;
  /** What would pass, where that lies in the limit alone. */
  readonly change?: string;
}

/** A limit of which it cannot be told whether a deployment keeps to it. */
interface Open {
  readonly limit: Limit;
  readonly unverified: Unverified;
}

/** What a deployment adds to the total of a limit. */
export interface Share {
  readonly limit: Limit;
  readonly stack: string;
  readonly model: string;
  readonly sku: Sku;
  readonly region: string;
  readonly capacity: number;
}

/** How a deployment stands to the limits. */
export interface Placement {
  readonly broken: readonly Broken[];
  /** Limits that could not be held against it, and the values that are missing for it. */
  readonly open: readonly Open[];
  readonly shares: readonly Share[];
  /** What would pass the document and the limits; worked out when it is asked for. */
  readonly fitting: () => Fitting;
}

/** What would pass the limits. */
export interface Fitting {
  /** False where nothing could be tried, since values are unknown. */
  readonly tried: boolean;
  /** Available, as the document says. */
  readonly alternatives: readonly Alternative[];
  /** Where there are none of those: what the document leaves open. */
  readonly unsaid: readonly Alternative[];
}

/** What is held against the limits: a deployment, or what it might become. */
interface Subject {
  /** Undefined where it is not told. */
  readonly stack: string | undefined;
  readonly model: Value;
  readonly version: Value;
  readonly sku: Value;
  readonly region: Value;
  readonly capacity: Value;
  readonly deployment: Pick<PlannedDeployment, "tag" | "regionFrom" | "regionFix">;
}

/** What is known of something that is to be placed, beside the query. */
export interface About {
  /** As project/stack; undefined where it is not told. */
  readonly stack: string | undefined;
  readonly deployment: Pick<PlannedDeployment, "tag" | "regionFrom" | "regionFix">;
  readonly capacity?: number;
}

/** Whether something is true of a subject; where that cannot be told, what is missing. */
type Told = boolean | Unverified;

type Check = (subject: Subject) => Omit<Broken, "limit"> | Unverified | undefined;

interface CompiledLimit {
  readonly limit: Limit;
  readonly holdsFor: (subject: Subject) => Told;
  /** Of all that another region, SKU, version or model could mend. */
  readonly checks: readonly Check[];
}

const compiled = new WeakMap<readonly Limit[], Limits>();

/**
 * The limits in force; undefined where there are none. Made once for each list of them.
 * @param isOff whether the rule is off. The settings say so, but for a run in which somebody else sets the levels: for
 *   Pulumi's engine, a rule may be on that the settings file disables.
 */
export function limitsOf(
  settings: Settings,
  isOff = settings.rules.get("placement")?.level === "disabled",
): Limits | undefined {
  const limits = settings.rules.get("placement")?.settings.limits as readonly Limit[] | undefined;
  if (limits === undefined || limits.length === 0 || isOff) return undefined;
  let found = compiled.get(limits);
  if (!found) {
    found = new Limits(limits);
    compiled.set(limits, found);
  }
  return found;
}

/** What may be offered in place of a deployment. */
interface Offered {
  /** For each verdict of it. */
  readonly alternatives: readonly (readonly Alternative[])[];
  readonly fitting: () => Fitting;
}

/** As many different answers as are kept; the deployments of a plan differ in their names far more than in those. */
const MOST_KEPT = 5000;

export class Limits {
  readonly #limits: readonly CompiledLimit[];
  /** Every tag that decides on a limit. */
  readonly #tags: readonly string[];
  readonly #offered = new WeakMap<Edition, Map<string, Offered>>();

  constructor(limits: readonly Limit[]) {
    this.#limits = limits.map((limit) => ({ limit, holdsFor: scopeOf(limit), checks: checksOf(limit) }));
    const tags = limits.flatMap((limit) => [limit.for?.tags ?? {}, limit.notFor?.tags ?? {}].flatMap(Object.keys));
    this.#tags = [...new Set(tags)];
  }

  /**
   * Holds a deployment against the limits.
   * @returns the judgement with its placement, and with no alternative that a limit would not let pass.
   */
  hold(judgement: Judgement, edition: Edition, options: VerdictOptions): Judgement {
    if (judgement.deployment.unread) return judgement;
    const subject = subjectOf(judgement);
    const [broken, open, shares]: [Broken[], Open[], Share[]] = [[], [], []];
    for (const { limit, holdsFor, checks } of this.#limits) {
      const holds = holdsFor(subject);
      if (holds === false) continue;
      for (const check of [...checks, ...capacityChecks(limit)]) {
        const found = check(subject);
        if (found === undefined) continue;
        if (holds !== true) open.push({ limit, unverified: holds });
        else if ("reason" in found) broken.push({ limit, ...found });
        else open.push({ limit, unverified: found });
      }
      if (limit.capacity?.total === undefined) continue;
      const share = shareOf(limit, subject);
      if (holds !== true) open.push({ limit, unverified: holds });
      else if ("capacity" in share) shares.push(share);
      else open.push({ limit, unverified: share });
    }
    const { judged } = judgement;
    if (broken.length === 0 && judged.every((j) => j.verdict.alternatives.length === 0)) {
      return { ...judgement, placement: { broken, open, shares, fitting: () => NOTHING_TRIED } };
    }
    const { alternatives: fit, fitting } = this.#offer(judgement, subject, edition, options);
    return {
      ...judgement,
      judged: judged.map((j, i) => ({ ...j, verdict: { ...j.verdict, alternatives: fit[i] ?? [] } })),
      placement: { broken, open, shares, fitting },
    };
  }

  /** True where a deployment, changed as a query says, keeps to every limit but those of capacity. */
  accepts(judgement: Judgement, query: Query): boolean {
    return this.#accepts(changed(subjectOf(judgement), query));
  }

  #offer(judgement: Judgement, subject: Subject, edition: Edition, options: VerdictOptions): Offered {
    const { deployment, judged } = judgement;
    const { stack, sku } = subject;
    const tags = this.#tags.map(deployment.tag);
    const asked = judged.map(({ query, whatever }) => [query, whatever]);
    const key = JSON.stringify([stack, sku, tags, asked, deployment.trainingRegion !== undefined, options]);
    let offered = this.#offered.get(edition);
    if (!offered || offered.size >= MOST_KEPT) {
      offered = new Map();
      this.#offered.set(edition, offered);
    }
    let found = offered.get(key);
    if (!found) {
      const accepts = (query: Query) => this.#accepts(changed(subject, query));
      let fitting: Fitting | undefined;
      found = {
        alternatives: judged.map((j) =>
          // Where it is trained in another account, the limits are not about the region of that one.
          deployment.trainingRegion && j.purpose === "fine-tuning"
            ? j.verdict.alternatives
            : acceptedOf(j, accepts, edition, options),
        ),
        fitting: () => {
          fitting ??= fittingOf(judgement, accepts, edition, options);
          return fitting;
        },
      };
      offered.set(key, found);
    }
    return found;
  }

  /**
   * The first limit that keeps something from being placed, a total over the stack aside. A limit of which it cannot be
   * told whether it holds counts.
   */
  refusal(
    query: Query,
    { stack, deployment, capacity }: About,
  ): { readonly limit: Limit; readonly what: string } | undefined {
    const subject = placed(query, { stack, deployment, capacity });
    for (const { limit, holdsFor, checks } of this.#limits) {
      if (holdsFor(subject) === false) continue;
      const all = capacity === undefined ? checks : [...checks, ...capacityChecks(limit)];
      for (const check of all) {
        const found = check(subject);
        // The SKU plays no part in training.
        if (found === undefined || ("value" in found && query.purpose === "fine-tuning")) continue;
        return { limit, what: "what" in found ? found.what : `${found.value} is ${found.why}` };
      }
    }
    return undefined;
  }

  /** The limits of a total over the stack that hold for something that is placed, or may hold. */
  totalsFor(query: Query, about: About): readonly Limit[] {
    const subject = placed(query, about);
    return this.#limits.flatMap(({ limit, holdsFor }) =>
      limit.capacity?.total !== undefined && holdsFor(subject) !== false ? [limit] : [],
    );
  }

  /** True for what keeps to every limit but those of capacity, which no other place can mend. */
  #accepts(subject: Subject): boolean {
    return this.#limits.every(
      ({ holdsFor, checks }) => holdsFor(subject) === false || checks.every((check) => check(subject) === undefined),
    );
  }
}

function subjectOf({ deployment, asked, judged, model }: Judgement): Subject {
  const told = (value: string | undefined, or: Value): Value => (value === undefined ? or : { state: "known", value });
  // What the region's list has by default, where the edition has such a list.
  const offer = judged.find((j) => j.purpose === "inference")?.verdict.offer;
  const capacity =
    deployment.capacity.state === "absent"
      ? told(offer?.capacity?.default?.toString(), deployment.capacity)
      : deployment.capacity;
  return {
    stack: stackOf(deployment.urn) ?? "",
    model: told(model?.name ?? asked.model, deployment.model),
    // The version of a fine-tuned model is that of its base, or not known at all.
    version: told(
      asked.version ?? offer?.version,
      deployment.version.state === "known" ? { state: "absent" } : deployment.version,
    ),
    sku: told(asked.sku, deployment.sku),
    region: deployment.region,
    capacity,
    deployment,
  };
}

/** A deployment with what a query would change in it. */
function changed(subject: Subject, query: Query): Subject {
  const value = (text: string): Value => ({ state: "known", value: text });
  const training = query.purpose === "fine-tuning";
  return {
    ...subject,
    model: value(query.model),
    version: query.version === undefined ? { state: "absent" } : value(query.version),
    // The SKU plays no part in training.
    sku: query.sku === undefined && training ? subject.sku : value(query.sku ?? "Standard"),
    region: value(query.region),
  };
}

function placed(query: Query, { stack, deployment, capacity }: About): Subject {
  return {
    ...changed({ ...NOTHING_KNOWN, stack, deployment }, query),
    capacity: capacity === undefined ? ABSENT : { state: "known", value: String(capacity) },
  };
}

const NOTHING_KNOWN = { model: ABSENT, version: ABSENT, sku: ABSENT, region: ABSENT, capacity: ABSENT };

function missing(part: "model" | "version" | "sku" | "region", s: Subject): Unverified {
  if (part === "version" && s.version.state === "absent") {
    return { value: "version", why: "not given, so that the service picks it", fix: "Set model.version." };
  }
  if (part !== "model") return describe(part, s.deployment, s);
  return { value: "model", why: "why" in s.model ? s.model.why : "not given", fix: FIX.model ?? "" };
}

/** The number that a capacity is. */
function amountOf({ capacity }: Subject): number | Unverified {
  const fix = "Set sku.capacity to a plain whole number.";
  if (capacity.state === "absent") {
    return { value: "capacity", why: "not given, and what the service takes then is not documented", fix };
  }
  if (capacity.state !== "known") return { value: "capacity", why: capacity.why, fix };
  const amount = Number(capacity.value);
  return /^\d+$/.test(capacity.value) && Number.isSafeInteger(amount)
    ? amount
    : { value: "capacity", why: "no whole number", fix };
}

function not(told: Told): Told {
  return typeof told === "boolean" ? !told : told;
}

function all(told: readonly Told[]): Told {
  if (told.includes(false)) return false;
  return told.find((t) => t !== true) ?? true;
}

/** For which subjects a limit holds. */
function scopeOf(limit: Limit): (subject: Subject) => Told {
  const [meant, spared] = [limit.for, limit.notFor].map((scope) => scope && within(scope));
  return (subject) => all([meant ? meant(subject) : true, spared ? not(spared(subject)) : true]);
}

function within({ stacks, tags, skus, models }: Scope): (subject: Subject) => Told {
  const isMeant = skus && amongSkus(skus);
  const meanModel = models?.map((text) => new ModelPattern(text));
  const tagged = Object.entries(tags ?? {}).map(([name, pattern]) => ({ name, pattern: pattern.toLowerCase() }));
  return (s) => {
    const { stack } = s;
    if (stacks && stack !== undefined && !stacks.some((pattern) => isStack(pattern, stack))) return false;
    const told: Told[] = tagged.map(({ name, pattern }) => {
      const value = s.deployment.tag(name);
      if (value.state === "absent") return false;
      if (value.state === "known") return match(pattern, value.value.toLowerCase()) === "whole";
      const fix = "Give it as a plain value, on the deployment or on its account.";
      return { value: `tag ${name}`, why: value.why, fix };
    });
    if (stacks && stack === undefined) told.push({ value: "stack", why: "not told", fix: "Name it." });
    if (isMeant) told.push(isMeant(s));
    if (meanModel) told.push(matchesModel(meanModel, s));
    return all(told);
  };
}

function meaning(texts: readonly string[], of: (text: string) => readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap(of));
}

/** @param orUnknown whether a SKU that nobody knows yet is among those whose pattern its name matches. */
function amongSkus(texts: readonly string[], orUnknown = true): (subject: Subject) => Told {
  const ids = meaning(texts, SKU_NAMES.meaning);
  return (s) => {
    const name = known(s.sku);
    if (name === undefined) return missing("sku", s);
    const sku = findSku(name);
    if (sku !== undefined) return ids.has(sku);
    return orUnknown && texts.some((text) => match(text.toLowerCase(), name.toLowerCase()) === "whole");
  };
}

function matchesModel(patterns: readonly ModelPattern[], s: Subject): Told {
  const model = known(s.model);
  if (model === undefined) return missing("model", s);
  const matches = patterns.map((pattern) => pattern.match(model, known(s.version)));
  if (matches.includes("yes")) return true;
  return matches.includes("with some versions") ? missing("version", s) : false;
}

/** The checks of a limit, but for those of capacity. */
function checksOf(limit: Limit): Check[] {
  const checks: Check[] = [];
  const { regions, geographies, dataZones, skus, models, processing } = limit;
  const inRegion = (
    kind: string,
    names: Names,
    of: (text: string) => readonly string[],
    what: (id: string) => string,
  ) =>
    checks.push(
      ...namesCheck(
        kind,
        names,
        (texts) => {
          const ids = meaning(texts, of);
          return (s) => {
            const region = known(s.region);
            return region === undefined ? missing("region", s) : ids.has(findRegion(region)?.id ?? region);
          };
        },
        (s) => what(known(s.region) ?? ""),
      ),
    );
  if (regions) inRegion("region", regions, REGION_NAMES.meaning, (region) => `region ${idOf(region)}`);
  if (geographies) {
    inRegion("geography", geographies, GEOGRAPHY_NAMES.meaning, (region) => {
      const at = findRegion(region);
      return at ? `region ${at.id}, which is in ${at.geography},` : `region ${safe(region)}`;
    });
  }
  if (dataZones) {
    inRegion("data-zone", dataZones, regionsOfZone, (region) => {
      const zone = findRegion(region)?.dataZone;
      return `region ${idOf(region)}, which is in ${zone === undefined ? "no data zone" : `data zone ${zone}`},`;
    });
  }
  if (skus) {
    checks.push(
      ...namesCheck(
        "sku",
        skus,
        // What nobody knows is not allowed by a pattern that was written of what is known.
        (texts, list) => amongSkus(texts, list === "denied"),
        (s) => `sku ${skuName(s)}`,
      ),
    );
  }
  if (models) {
    checks.push(
      ...namesCheck(
        "model",
        models,
        (texts) => {
          const patterns = texts.map((text) => new ModelPattern(text));
          return (s) => matchesModel(patterns, s);
        },
        (s) => {
          const [model, version] = [known(s.model), known(s.version)];
          return `model ${modelName({ ...(model === undefined ? {} : { model }), ...(version === undefined ? {} : { version }) })}`;
        },
      ),
    );
  }
  if (processing) checks.push(processingCheck(processing));
  return checks;
}

function idOf(region: string): string {
  return findRegion(region)?.id ?? safe(region);
}

function skuName(s: Subject): string {
  const sku = known(s.sku) ?? "";
  return findSku(sku) ?? safe(sku);
}

/** What is denied, and what is not allowed. */
function namesCheck(
  kind: string,
  { allowed, denied }: Names,
  among: (texts: readonly string[], list: "allowed" | "denied") => (subject: Subject) => Told,
  what: (subject: Subject) => string,
): Check[] {
  const [isAllowed, isDenied] = [allowed && among(allowed, "allowed"), denied && among(denied, "denied")];
  return [
    (s) => {
      const refused = isDenied ? isDenied(s) : false;
      if (refused === true) return { reason: `${kind}-denied`, what: `${what(s)} is denied` };
      const granted = isAllowed ? isAllowed(s) : true;
      if (granted === false) {
        const only = few((allowed ?? []).map(safe), "name");
        return { reason: `${kind}-not-allowed`, what: `${what(s)} is not allowed; allowed: ${only}` };
      }
      return [refused, granted].find((told) => typeof told !== "boolean");
    },
  ];
}

function processingCheck(places: readonly string[]): Check {
  const regions = meaning(places, PROCESSING_NAMES.meaning);
  const zones = meaning(places, zonesWithin);
  const only = few(places.map(safe), "place");
  const broken = (where: string) => ({
    reason: "processing-not-allowed",
    what: `${where}; allowed: ${only}`,
  });
  return (s) => {
    const text = known(s.sku);
    if (text === undefined) return processingWhatever(s, broken);
    const sku = findSku(text);
    if (sku === undefined) return broken(`where SKU ${safe(text)} processes data is not known`);
    const reach = reachOf(sku);
    if (reach === "global") return broken(`${sku} processes data in any geography`);
    const name = known(s.region);
    if (name === undefined) return missing("region", s);
    const region = findRegion(name);
    if (region === undefined) return broken(`${sku} processes data in ${safe(name)}, which is no Azure region`);
    if (reach === "region") {
      if (regions.has(region.id)) return undefined;
      return broken(`${sku} in ${region.id} processes data in that region, which is in ${region.geography}`);
    }
    if (region.dataZone !== undefined && zones.has(region.dataZone)) return undefined;
    return broken(
      region.dataZone === undefined
        ? `${sku} processes data in a data zone, and ${region.id} is in none`
        : `${sku} in ${region.id} processes data in data zone ${region.dataZone}`,
    );
  };

  /** Without a SKU: broken only where no SKU would do in this region. */
  function processingWhatever(s: Subject, no: typeof broken) {
    const region = findRegion(known(s.region) ?? "");
    if (region === undefined || regions.has(region.id)) return missing("sku", s);
    if (region.dataZone !== undefined && zones.has(region.dataZone)) return missing("sku", s);
    return no(`whatever the SKU will be, ${region.id} processes data in ${region.geography} or farther away`);
  }
}

function capacityChecks({ capacity }: Limit): Check[] {
  const most = capacity?.deployment;
  if (most === undefined) return [];
  return [
    (s) => {
      const amount = amountOf(s);
      if (typeof amount !== "number") return amount;
      if (amount <= most) return undefined;
      const change = `capacity ${most} or less`;
      return { reason: "capacity-over", what: `capacity ${amount} is more than ${most}`, change };
    },
  ];
}

function shareOf(limit: Limit, s: Subject): Share | Unverified {
  const [model, sku, region] = [known(s.model), known(s.sku), known(s.region)];
  if (model === undefined) return missing("model", s);
  if (sku === undefined) return missing("sku", s);
  if (region === undefined) return missing("region", s);
  const capacity = amountOf(s);
  if (typeof capacity !== "number") return capacity;
  return { limit, stack: s.stack ?? "", model, sku: findSku(sku) ?? "Standard", region: idOf(region), capacity };
}

/** What a verdict offers and no limit would keep from passing. */
function acceptedOf(
  { query, verdict, whatever }: Judged,
  accepts: (query: Query) => boolean,
  edition: Edition,
  options: VerdictOptions,
): readonly Alternative[] {
  if (verdict.alternatives.every(accepts)) return verdict.alternatives;
  if (whatever.length > 0) return verdict.alternatives.filter(accepts);
  return alternatives(edition, query, decide(edition, query, options), options, accepts);
}

const NOTHING_TRIED: Fitting = { tried: false, alternatives: [], unsaid: [] };

function fittingOf(
  { judged, deployment }: Judgement,
  accepts: (query: Query) => boolean,
  edition: Edition,
  options: VerdictOptions,
): Fitting {
  const [first, ...others] = judged;
  // What a fine-tuned model was trained in elsewhere says nothing of where it may run.
  if (!first || judged.some((j) => j.whatever.length > 0) || deployment.trainingRegion) return NOTHING_TRIED;
  const { query } = first;
  /** For every purpose: available, or left open by the document as well. */
  const passes = (q: Query, statuses: readonly string[]) =>
    accepts(q) &&
    others.every(({ query: { purpose, training } }) => {
      const other = { ...q, ...(purpose ? { purpose } : {}), ...(training ? { training } : {}) };
      return statuses.includes(decide(edition, other, options).status);
    });
  const sure = alternatives(edition, query, decide(edition, query, options), options, (q) => passes(q, ["available"]));
  if (sure.length > 0) return { tried: true, alternatives: sure, unsaid: [] };
  const tuned = query.purpose === "fine-tuning";
  const from = findRegion(query.region);
  const near = PUBLIC_REGIONS.filter((r) => r !== from).sort((a, b) => distance(from, a) - distance(from, b));
  const isOpen = (q: Alternative) => {
    if (!passes(q, ["available", "undocumented"])) return false;
    const { status } = decide(edition, q, options);
    // Which SKUs a fine-tuned model may be deployed with is not in the document.
    return status === "undocumented" || (tuned && q.change !== "region" && status === "available");
  };
  const regions = near.map(({ id }): Alternative => ({ ...query, region: id, change: "region" }));
  const skus = SKUS.map((sku): Alternative => ({ ...query, sku, change: "sku" }));
  const single = [...regions, ...skus].filter(isOpen);
  if (single.length > 0) return { tried: true, alternatives: [], unsaid: single };
  const double = SKUS.flatMap((sku) => regions.map((q): Alternative => ({ ...q, sku, change: "sku and region" })));
  return { tried: true, alternatives: [], unsaid: double.filter(isOpen) };
}
