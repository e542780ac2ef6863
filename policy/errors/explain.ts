/** Which part of a refused deployment is to blame, as far as the catalog knows, and what would pass instead. */
import { alternatives } from "../../catalog/alternatives";
import { type Citation, cite } from "../../catalog/citation";
import {
  type DidYouMean,
  decide,
  type Query,
  type Reason,
  type Status,
  type VerdictOptions,
} from "../../catalog/decide";
import { type Edition, findModel, findVersion, type IndexedModel } from "../../catalog/edition";
import { findOffer, isRetired } from "../../catalog/offer";
import { findRegion, REGIONS } from "../../catalog/regions";
import { findSku } from "../../catalog/skus";
import { suggestSkus } from "../../catalog/suggest";
import { verdict } from "../../catalog/verdict";
import { fineTunedFrom } from "../judge";
import { because, changePhrases, few, retirementText, safe } from "../words";
import { type OtherCode, type Recognised, type RecognisedError, recogniseErrors } from "./recognise";
import type { ErrorKind } from "./wordings";

/**
 * What is to blame: a part of the deployment, something of the subscription that no catalog knows, or, as far as the
 * catalog can tell, nothing.
 */
export type Blame =
  | "model"
  | "version"
  | "sku"
  | "region"
  | "format"
  | "capacity"
  | "settings"
  | "quota"
  | "access"
  | "nothing"
  | "unknown";

/** One error, explained. Names in sentences are safe to print; those of `error` are as the text has them. */
export interface ErrorExplanation {
  readonly error: RecognisedError;
  /** What was judged: the names of the message, corrected where they only stand for another. */
  readonly asked: Partial<Query>;
  /** Where the region is from, where it is known. */
  readonly regionFrom?: "message" | "option" | "text";
  readonly blame: Blame;
  /** False where it hangs on the region, which is not known. */
  readonly certain: boolean;
  /** One sentence. */
  readonly why: string;
  /** Status and reason of the verdict, where the catalog was asked about one deployment. */
  readonly status?: Status;
  readonly reason?: Reason;
  readonly citations: readonly Citation[];
  readonly didYouMean: readonly DidYouMean[];
  /** What would pass, in words, the smallest change first. */
  readonly waysOut: readonly string[];
  /** True where what stands in the way may stand in the way of them too: quota, access. */
  readonly waysOutUntested: boolean;
  /** What else there is to know or to do; whole sentences. */
  readonly notes: readonly string[];
}

export interface ExplainErrorsOptions extends VerdictOptions {
  readonly edition: Edition;
  /** The date of judgement, YYYY-MM-DD. */
  readonly today: string;
  /** The region of the account, for messages that do not name it. */
  readonly region?: string;
}

export interface ExplainedErrors {
  readonly errors: readonly ErrorExplanation[];
  readonly otherCodes: readonly OtherCode[];
}

/**
 * Explains the errors of Azure OpenAI deployments that a text holds: a message, a response, a whole log.
 * @param text any text; what was recognised in one already will do.
 */
export function explainErrors(text: string | Recognised, options: ExplainErrorsOptions): ExplainedErrors {
  const { errors, otherCodes, location } = typeof text === "string" ? recogniseErrors(text) : text;
  return { errors: errors.map((error) => explainOne(error, location?.region, options)), otherCodes };
}

/** What an explanation is made of; the rest is the same for all. */
interface Said extends Pick<ErrorExplanation, "blame" | "why"> {
  readonly certain?: boolean;
  readonly status?: Status;
  readonly reason?: Reason;
  readonly citations?: readonly Citation[];
  readonly didYouMean?: readonly DidYouMean[];
  readonly waysOut?: readonly string[];
  readonly waysOutUntested?: boolean;
  readonly notes?: readonly string[];
}

interface Case {
  readonly error: RecognisedError;
  readonly asked: Partial<Query>;
  readonly isFineTuned: boolean;
  readonly edition: Edition;
  readonly options: VerdictOptions & { readonly today: string };
}

const EXPLAIN = {
  "sku-not-in-region": combination,
  "sku-not-for-model": combination,
  "scale-type": scaleType,
  "model-not-supported": combination,
  "model-closed": ended,
  deprecated: ended,
  deprecating: ended,
  "no-model-access": modelAccess,
  "no-model-feature": modelAccess,
  "no-account-access": accountAccess,
  "account-closed": accountAccess,
  quota,
  "quota-usage-name": quota,
  "capacity-range": capacity,
  "sku-missing": () => ({
    blame: "sku",
    why: "The program leaves the SKU out, and Azure wants it where a deployment exists already.",
    notes: ["Set sku.name and sku.capacity of the deployment, beside properties and not inside them."],
  }),
  "sku-invalid": skuInvalid,
  "scale-settings": () => ({
    blame: "settings",
    why: "The program sets scaleSettings, which API versions from 2023-05-01 on do not take.",
    notes: ["Set sku.name and sku.capacity of the deployment instead, beside properties and not inside them."],
  }),
  "account-kind": accountRegion,
  "account-location": accountRegion,
} satisfies Record<ErrorKind, (c: Case) => Said>;

function explainOne(
  error: RecognisedError,
  location: string | undefined,
  { edition, region: option, ...options }: ExplainErrorsOptions,
): ErrorExplanation {
  const tuned = error.model === undefined ? undefined : fineTunedFrom(edition, error.model);
  const region = error.region ?? option ?? location;
  const { model, version } = tuned ?? error;
  const asked: Partial<Query> = {
    ...(model === undefined ? {} : { model }),
    ...(version === undefined ? {} : { version }),
    ...(error.sku === undefined ? {} : { sku: error.sku }),
    ...(region === undefined ? {} : { region }),
  };
  const explain: (c: Case) => Said = EXPLAIN[error.kind];
  const said = explain({ error, asked, isFineTuned: tuned !== undefined, edition, options });
  return {
    error,
    asked,
    ...(region === undefined
      ? {}
      : { regionFrom: error.region !== undefined ? "message" : option !== undefined ? "option" : "text" }),
    certain: true,
    citations: [],
    didYouMean: [],
    waysOut: [],
    waysOutUntested: false,
    notes: [],
    ...said,
  };
}

const PUBLIC = REGIONS.filter((r) => r.cloud === "AzureCloud").map((r) => r.id);

/** The order in which SKUs are offered as a way out. */
function skusOf(edition: Edition): readonly string[] {
  const first = ["GlobalStandard", "DataZoneStandard", "Standard"].filter((sku) =>
    [...edition.skus].some((s) => s === sku),
  );
  return [...first, ...[...edition.skus].filter((sku) => !first.includes(sku))];
}

/** Where something is offered, and where the catalog leaves it open. */
interface Offered {
  readonly regions: readonly string[];
  /** Among them, those for which access has to be granted. */
  readonly restricted: readonly string[];
  readonly open: boolean;
}

/** In which regions a model is offered with an SKU; without a version, in any version. */
function offeredIn(
  { edition, options }: Case,
  { model, version, sku }: Omit<Query, "region">,
  regions: readonly string[] = PUBLIC,
): Offered {
  const versions =
    version === undefined ? (findModel(edition, model)?.versions.map((v) => v.version) ?? []) : [version];
  const offered: string[] = [];
  const restricted: string[] = [];
  let open = false;
  for (const region of regions) {
    const decisions = (versions.length > 0 ? versions : [undefined]).map((v) =>
      decide(edition, { model, ...(v === undefined ? {} : { version: v }), sku, region }, options),
    );
    const passing = decisions.filter((d) => {
      const offer = d.offer?.();
      return (d.status === "available" || d.status === "restricted") && !(offer && isRetired(offer, options.today));
    });
    open ||= decisions.some((d) => d.status === "undocumented");
    if (passing.length > 0) offered.push(region);
    if (passing.length > 0 && passing.every((d) => d.status === "restricted")) restricted.push(region);
  }
  return { regions: offered, restricted, open };
}

/** "sku GlobalStandard in region eastus2, westus (and 3 more regions)", for each SKU that is offered somewhere. */
function elsewhere(c: Case, query: Omit<Query, "region">, skus: readonly string[]): string[] {
  return skus.flatMap((sku) => {
    const { regions } = offeredIn(c, { ...query, sku });
    return regions.length > 0 ? [`sku ${sku} in region ${few(regions, "region")}`] : [];
  });
}

const NAMES: Partial<Record<Reason, Blame>> = {
  "model-not-listed": "model",
  "version-not-listed": "version",
  "sku-unknown": "sku",
  "region-unknown": "region",
};

/** Model, version, SKU and region that do not go together: which of them is to blame. */
function combination(c: Case): Said {
  const { error, asked, edition, options } = c;
  const { model, version, sku, region } = asked;
  const foreign = otherFormat(c);
  if (foreign) return foreign;
  if (model === undefined) {
    return {
      blame: "unknown",
      why: "The message does not name the model, so the catalog cannot be asked.",
      notes: [
        "Give the whole message, or ask for the deployment: azure-openai-guard explain MODEL VERSION --sku SKU --region REGION.",
      ],
    };
  }
  if (c.isFineTuned) return fineTuned(c);
  const indexed = findModel(edition, model);
  if (indexed && sku !== undefined && findSku(sku) === "DeveloperTier") return developerTier(c, model, indexed);
  const query = { model, ...(version === undefined ? {} : { version }), ...(sku === undefined ? {} : { sku }) };
  const skus = sku === undefined ? skusOf(edition) : [sku];

  const probe = verdict(edition, { ...query, sku: skus[0], region: region ?? "eastus" }, options);
  const named = NAMES[probe.reason];
  if (named !== undefined) {
    return {
      blame: named,
      why: sentence(
        `The ${named === "sku" ? "SKU" : named}: ${because(probe)}${named === "version" ? versionsText(indexed) : ""}`,
      ),
      status: probe.status,
      reason: probe.reason,
      citations: probe.citations,
      didYouMean: probe.didYouMean ?? [],
      waysOut: region === undefined ? otherVersions(c, model, version, skus) : changePhrases(probe.alternatives),
    };
  }
  if (probe.reason === "cloud-not-covered") return unknown(c, { ...query, sku: skus[0] });

  const all = skus.map((s) => ({ sku: s, offered: offeredIn(c, { ...query, sku: s }) }));
  const best = all.find((a) => a.offered.regions.length > 0)?.sku ?? skus[0];
  if (region !== undefined) {
    const id = findRegion(region)?.id ?? "";
    const here = all.filter((a) => a.offered.regions.includes(id));
    if (here.length > 0)
      return offeredHere(
        c,
        query,
        here[0]?.sku ?? "",
        here.every((a) => a.offered.restricted.includes(id)),
        here.map((a) => a.sku),
      );
    const statuses = skus.map((s) => decide(edition, { ...query, sku: s, region }, options).status);
    // With an SKU that is not known, only what is ruled out with every one that the document speaks of is ruled out.
    if (sku !== undefined && statuses[0] === "undocumented") return unknown(c, { ...query, sku });
    const answer = verdict(edition, { ...query, sku: best, region }, options);
    if (answer.status === "available" || answer.status === "restricted") {
      // It is offered, and retired.
      return ended(c);
    }
    const blame = all.some((a) => a.offered.regions.length > 0)
      ? "region"
      : sku !== undefined && elsewhere(c, query, skusOf(edition)).length > 0
        ? "sku"
        : otherVersions(c, model, version, skus).length > 0
          ? "version"
          : "unknown";
    return {
      blame,
      why:
        blame === "unknown"
          ? sentence(`The catalog does not say: ${because(answer)}`)
          : sentence(`${BLAMED[blame]}: ${because(answer)}${blame === "region" ? elsewhereText(all) : ""}`),
      status: answer.status,
      reason: answer.reason,
      citations: answer.citations,
      waysOut: changePhrases(answer.alternatives),
      notes: [
        ...(statuses.includes("undocumented") && sku === undefined ? ["For some SKUs the catalog does not say."] : []),
        ...misread(error, blame),
      ],
    };
  }
  const places = all.filter((a) => a.offered.regions.length > 0);
  if (places.length > 0) {
    const first = places[0];
    const restricted = places.every((a) => a.offered.restricted.length === a.offered.regions.length);
    const answer = verdict(edition, { ...query, sku: first?.sku, region: first?.offered.regions[0] ?? "" }, options);
    return {
      blame: restricted ? "access" : "region",
      certain: false,
      why: `The region, unless the account is in one of those that offer it: it is offered as ${places.map((a) => `${a.sku} in ${count(a.offered.regions.length, "region")}`).join(", as ")}${restricted ? ", to customers to whom Microsoft granted access" : ""}.`,
      citations: answer.citations,
      waysOut: places.map(
        (a) => `${sku === undefined ? `sku ${a.sku} in ` : ""}region ${few(a.offered.regions, "region")}`,
      ),
      notes: [
        "The text does not tell the region of the account: give it with --region REGION for a definite answer.",
        ...misread(error, "region"),
      ],
    };
  }
  if (all.some((a) => a.offered.open)) return unknown(c, { ...query, sku: skus[0] });
  const others =
    sku === undefined
      ? []
      : elsewhere(
          c,
          query,
          skusOf(edition).filter((s) => s !== findSku(sku)),
        );
  const versions = others.length > 0 ? [] : otherVersions(c, model, version, skus);
  const blame = others.length > 0 ? "sku" : versions.length > 0 ? "version" : "unknown";
  return {
    blame,
    why:
      blame === "unknown"
        ? sentence(`The catalog offers it nowhere: ${because(probe)}`)
        : sentence(`${BLAMED[blame]}: ${because(probe)}, in no region`),
    status: probe.status,
    reason: probe.reason,
    citations: probe.citations,
    waysOut: others.length > 0 ? others : versions,
  };
}

const BLAMED = { region: "The region", sku: "The SKU", version: "The version" } as const;

/** That a message which names the SKU and the model means the region. */
function misread({ kind }: RecognisedError, blame: Blame): string[] {
  if (blame !== "region" || kind !== "sku-not-for-model") return [];
  return ["Azure's message names the SKU; what does not fit is the region, since others offer this SKU."];
}

function scaleType(c: Case): Said {
  const said = combination(c);
  if (said.blame !== "region") return said;
  const legacy =
    "This is Azure's older wording: it names the SKU and the model, and what is behind it is mostly the region.";
  return { ...said, notes: [legacy, ...(said.notes ?? [])] };
}

function elsewhereText(all: readonly { readonly sku: string; readonly offered: Offered }[]): string {
  const [first] = all.filter((a) => a.offered.regions.length > 0);
  return first ? `, and offers it as ${safe(first.sku)} in ${count(first.offered.regions.length, "other region")}` : "";
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function sentence(text: string): string {
  return `${text}.`;
}

function versionsText(model: IndexedModel | undefined): string {
  const names = model?.versions.map((v) => v.version) ?? [];
  return names.length > 0 ? `: it names ${names.join(", ")}` : "";
}

/** "version 2024-08-06 as GlobalStandard in region …": versions of the model that are offered somewhere. */
function otherVersions(c: Case, model: string, version: string | undefined, skus: readonly string[]): string[] {
  const known = skus.filter((sku) => findSku(sku) !== undefined);
  const wanted = known.length > 0 ? known : skusOf(c.edition);
  const named = findModel(c.edition, model)?.versions.map((v) => v.version) ?? [];
  return named
    .filter((v) => v.toLowerCase() !== version?.toLowerCase())
    .sort()
    .reverse()
    .flatMap((v) => {
      const [first] = wanted
        .map((sku) => ({ sku, regions: offeredIn(c, { model, version: v, sku }).regions }))
        .filter(({ regions }) => regions.length > 0);
      return first ? [`version ${v} as ${first.sku} in region ${few(first.regions, "region")}`] : [];
    })
    .slice(0, 3);
}

/** The catalog has nothing against it. */
function offeredHere(
  c: Case,
  query: Omit<Query, "region">,
  sku: string,
  restricted: boolean,
  skus: readonly string[],
): Said {
  const { asked, edition, options } = c;
  const region = asked.region ?? "";
  const answer = verdict(edition, { ...query, sku, region }, options);
  const shared = {
    status: answer.status,
    reason: answer.reason,
    citations: answer.citations,
    waysOut: changePhrases(answer.alternatives),
  };
  if (restricted) {
    return {
      ...shared,
      blame: "access",
      why: "Access: only customers to whom Microsoft granted it can deploy it there.",
      waysOutUntested: true,
      notes: accessNotes(answer.conditions.map((x) => x.text)),
    };
  }
  return {
    ...shared,
    blame: "nothing",
    why: `Nothing that the catalog knows of: as of ${edition.data.date} it has this as available${asked.sku === undefined ? ` as ${skus.join(", ")}` : ""}.`,
    notes: [
      "What Azure refuses is newer than the catalog, or is about the subscription: a retirement since then, access that it was not granted, a quota of 0.",
      ...(findSku(sku) === "Standard" && asked.sku !== undefined
        ? [
            "If the program sets another SKU: one that stands inside properties is not read, and Standard is taken. It belongs beside properties.",
          ]
        : []),
      ...importNotes(region),
    ],
  };
}

/** How to learn what one subscription may deploy in a region. */
function importNotes(region: string | undefined): string[] {
  const id = region === undefined ? undefined : findRegion(region)?.id;
  return [
    `Ask Azure what this subscription may deploy there: az cognitiveservices model list --location ${id ?? "REGION"} > list.json; then azure-openai-guard catalog import --arm list.json --out catalog.json, and this again with --edition catalog.json.`,
  ];
}

function unknown(c: Case, query: Omit<Query, "region">): Said {
  const { edition, options, asked } = c;
  const answer = verdict(edition, { ...query, region: asked.region ?? "eastus" }, options);
  return {
    blame: "unknown",
    why: sentence(`The catalog does not say: ${because(answer)}`),
    ...(asked.region === undefined ? {} : { status: answer.status, reason: answer.reason }),
    citations: answer.citations,
    waysOut:
      asked.region === undefined
        ? elsewhere(
            c,
            query,
            skusOf(edition).filter((s) => s !== query.sku),
          )
        : changePhrases(answer.alternatives),
    notes: importNotes(asked.region),
  };
}

/** A model of another vendor, or one of OpenAI's under a wrong format; undefined where the format is right. */
function otherFormat({ error, asked, edition }: Case): Said | undefined {
  const { format } = error;
  if (format === undefined || format.toLowerCase() === "openai") return undefined;
  if (asked.model !== undefined && findModel(edition, asked.model)) {
    return {
      blame: "format",
      why: `The format: ${safe(asked.model)} is a model of the format OpenAI, and not of ${safe(format)}.`,
      notes: ['Set model.format to "OpenAI".'],
    };
  }
  return {
    blame: "unknown",
    why: `The catalog does not say: it is about models of the format OpenAI, and this one's is ${safe(format)}.`,
  };
}

function fineTuned({ asked, edition }: Case): Said {
  const { model = "", version, sku, region } = asked;
  const offer =
    region === undefined || version === undefined
      ? undefined
      : findOffer(edition, { model, version, ...(sku === undefined ? {} : { sku }), region, fineTuned: true });
  if (offer) {
    return {
      blame: "nothing",
      why: "Nothing that the catalog knows of: the region's models list offers it for fine-tuned models.",
      citations: [offer.citation],
      notes: importNotes(region),
    };
  }
  return {
    blame: "unknown",
    why: "The catalog does not say: it is a fine-tuned model, and the document tells where models can be trained, not where they can be deployed afterwards.",
    notes: [
      "Where a fine-tuned model is deployed outside the account that it was trained in, model.source or model.sourceAccount has to name that account.",
      ...importNotes(region),
    ],
  };
}

function developerTier(c: Case, model: string, { name }: IndexedModel): Said {
  const { edition, options, asked } = c;
  const { version, region } = asked;
  const query = { model, ...(version === undefined ? {} : { version }) };
  return {
    blame: "sku",
    why: `The SKU: DeveloperTier takes fine-tuned models only, and ${name} is a base model.`,
    waysOut:
      region === undefined
        ? elsewhere(c, query, skusOf(edition))
        : changePhrases(verdict(edition, { ...query, sku: "DeveloperTier", region }, options).alternatives),
  };
}

/** Retired, or on its way out. */
function ended(c: Case): Said {
  const { error, asked, edition, options } = c;
  const { model, version, sku, region } = asked;
  const foreign = otherFormat(c);
  if (foreign) return foreign;
  const what =
    {
      "model-closed": "The model: it takes no new deployments",
      deprecating: "The version: it is on its way out and takes no new deployments",
    }[error.kind as string] ?? `The version: it is retired${error.since === undefined ? "" : ` since ${error.since}`}`;
  const indexed = model === undefined ? undefined : findModel(edition, model);
  const facts = indexed && (version === undefined ? indexed.unversioned : findVersion(indexed, version));
  const blame: Blame = error.kind === "model-closed" ? "model" : "version";
  if (model === undefined || !indexed || !facts) {
    return {
      blame,
      why: sentence(what),
      notes: [
        `The catalog, of ${edition.data.date}, ${indexed ? "does not name the version" : "does not name the model"}.`,
        ...importNotes(region),
      ],
    };
  }
  const offer =
    region === undefined || version === undefined || sku === undefined
      ? undefined
      : findOffer(edition, { model, version, sku, region });
  const statements = [facts.replaced, facts.retiring].flatMap((s) => (s ? [cite(edition, s.place, s.statement)] : []));
  const by = facts.replaced && [facts.replaced.by.model, facts.replaced.by.version].filter(Boolean).join(" ");
  const skus = sku === undefined ? skusOf(edition) : [sku];
  const newer =
    region === undefined
      ? otherVersions(c, model, version, skus).filter((way) => !isOlderWay(way, version))
      : skus.slice(0, sku === undefined ? 2 : 1).flatMap((s) => {
          const query = { model, ...(version === undefined ? {} : { version }), sku: s, region };
          const found = alternatives(edition, query, decide(edition, query, options), options);
          const kept = found.filter(
            (a) => (a.change === "version" || a.change === "model") && !isOlder(a.version, version),
          );
          return changePhrases(kept).map((way) => (sku === undefined ? `${way}, as ${s}` : way));
        });
  return {
    blame,
    why: sentence(what),
    citations: [...(offer ? [offer.citation] : []), ...statements],
    waysOut: [...(by ? [`model ${by}, which the document names as its replacement`] : []), ...newer],
    notes: [
      ...(offer && (offer.retires !== undefined || offer.retired)
        ? [`As the region's list has it, it ${retirementText(offer, options.today)}.`]
        : []),
      ...(statements.length === 0 && !offer
        ? [
            `The catalog, of ${edition.data.date}, does not know of it yet, and newer versions may be gone too. ${importNotes(region)[0]}`,
          ]
        : []),
    ],
  };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function isOlder(version: string | undefined, than: string | undefined): boolean {
  return version !== undefined && than !== undefined && DATE.test(version) && DATE.test(than) && version < than;
}

function isOlderWay(way: string, than: string | undefined): boolean {
  return isOlder(/^version (\S+)/.exec(way)?.[1], than);
}

const WHERE_ACCESS = "Access is asked for at https://aka.ms/oai/access, or of whoever administers the subscription.";

function accessNotes(conditions: readonly string[]): string[] {
  return ["The catalog cannot tell what a subscription was granted.", ...conditions, WHERE_ACCESS];
}

/** The subscription lacks a model: what the document says of access to it, and where else it would be the same. */
function modelAccess(c: Case): Said {
  const { asked, edition, options } = c;
  const { model, version, sku, region } = asked;
  const foreign = otherFormat(c);
  if (foreign) return foreign;
  const indexed = model === undefined ? undefined : findModel(edition, model);
  const facts = indexed && (version === undefined ? indexed.versions : [findVersion(indexed, version)]);
  const access = new Map((facts ?? []).flatMap((f) => Object.values(f?.access ?? {}).map((a) => [a.id, a] as const)));
  const conditions = [...access.values()].map((a) => a.condition);
  const judged =
    indexed && !c.isFineTuned ? combination({ ...c, error: { ...c.error, kind: "model-not-supported" } }) : undefined;
  const isRuledOut = judged !== undefined && judged.status === "unavailable";
  const query = { model: model ?? "", ...(version === undefined ? {} : { version }) };
  return {
    blame: "access",
    why: "Access: the subscription was not granted this model.",
    citations: [...access.values()]
      .map((a) => cite(edition, a.place, a.condition))
      .concat(isRuledOut ? [...(judged.citations ?? [])] : []),
    waysOut:
      indexed && sku !== undefined && region !== undefined
        ? changePhrases(
            alternatives(
              edition,
              { ...query, sku, region },
              decide(edition, { ...query, sku, region }, options),
              options,
            ),
          )
        : [],
    waysOutUntested: true,
    notes: [
      ...accessNotes(conditions.map((text) => `The document: ${text}`)),
      ...(conditions.length === 0
        ? [
            `The catalog, of ${edition.data.date}, knows of no condition for this model: it may be newer, or the subscription is of a kind (free, student, sponsored) that does not get it.`,
          ]
        : []),
      ...(isRuledOut ? [`Besides, the catalog rules it out. ${judged.why}`] : []),
    ],
  };
}

function accountAccess({ error }: Case): Said {
  return {
    blame: "access",
    why: `Access: the subscription may not create an account of the kind ${safe(error.accountKind ?? "")}${error.accountSku === undefined ? "" : ` with SKU ${safe(error.accountSku)}`}.`,
    notes: [
      "This is about the account, not about a model: no deployment was tried yet.",
      "The catalog cannot tell what a subscription was granted: free, student and sponsored ones often may not, and some regions are closed to new accounts.",
      WHERE_ACCESS,
    ],
  };
}

/** The model that the label of a quota means: labels are written otherwise than names. */
function labelled(edition: Edition, label: string): IndexedModel | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const wanted = bare(label);
  return [...edition.models.values()].find((m) => bare(m.name) === wanted || bare(m.name) === `gpt${wanted}`);
}

function quota(c: Case): Said {
  const { error, asked, edition, options } = c;
  const { required = 0, available = 0, used, limit } = error.quota ?? {};
  const lack = required - available;
  const model = asked.model === undefined ? undefined : labelled(edition, asked.model);
  const sku = asked.sku === undefined ? "Standard" : (findSku(asked.sku) ?? asked.sku);
  const numbers = `${required} asked for, ${available} left${used === undefined || limit === undefined ? "" : ` (${used} of ${limit} in use)`}`;
  const here = asked.region === undefined ? undefined : findRegion(asked.region)?.id;
  const name = model?.name ?? "";
  const same = model ? offeredIn(c, { model: name, sku }).regions.filter((r) => r !== here) : [];
  const others = model
    ? skusOf(edition)
        .filter((s) => s !== sku)
        .filter((s) => offeredIn(c, { model: name, sku: s }, here === undefined ? PUBLIC : [here]).regions.length > 0)
    : [];
  const nearest = here === undefined ? same : nearFirst(edition, name, sku, here, same, options);
  return {
    blame: "quota",
    why: `Quota: ${numbers}, so ${lack > 0 ? `${lack} ${lack === 1 ? "is" : "are"} lacking` : "it does not suffice"}.`,
    waysOut: [
      ...(available > 0 ? [`capacity ${available}`] : []),
      ...(nearest.length > 0 ? [`region ${few(nearest, "region")}`] : []),
      ...(others.length > 0 ? [`sku ${few(others, "SKU")}${here === undefined ? "" : " in this region"}`] : []),
    ],
    waysOutUntested: true,
    notes: [
      "The catalog cannot tell how much quota a subscription has. It is counted by region, model and SKU; Standard counts in thousands of tokens per minute.",
      ...(asked.sku === undefined && model ? ["The message names no SKU; it was taken for Standard."] : []),
      ...(asked.model !== undefined && !model ? ["The catalog has no model of the name that the quota has."] : []),
      `See what is in use: az cognitiveservices usage list --location ${here ?? "REGION"}. Lower the capacity of other deployments, or delete them; a deleted account holds its quota until it is purged. More is asked for at https://aka.ms/oai/stuquotarequest.`,
    ],
  };
}

/** Regions in the order of alternatives: the nearest to the one that was asked for first. */
function nearFirst(
  edition: Edition,
  model: string,
  sku: string,
  from: string,
  regions: readonly string[],
  options: VerdictOptions,
): readonly string[] {
  const order = (findModel(edition, model)?.versions ?? []).flatMap(({ version }) => {
    const query = { model, version, sku, region: from };
    return alternatives(edition, query, decide(edition, query, options), options)
      .filter((a) => a.change === "region")
      .map((a) => a.region);
  });
  const near = [...new Set(order)].filter((r) => regions.includes(r));
  return [...near, ...regions.filter((r) => !near.includes(r))];
}

function capacity({ error }: Case): Said {
  const { asked, minimum, maximum } = error.capacity ?? {};
  const range = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
  ];
  const tooMuch = asked !== undefined && maximum !== undefined && asked > maximum;
  return {
    blame: "capacity",
    why: `The capacity: ${asked === undefined ? "none" : asked} asked for, ${range.join(" and ")} taken.`,
    waysOut: [
      ...(minimum !== undefined && (asked === undefined || asked < minimum) ? [`capacity ${minimum}`] : []),
      ...(tooMuch ? [`capacity ${maximum}`] : []),
    ],
    notes: [
      "Set sku.capacity of the deployment. Provisioned SKUs have a minimum of their own; Azure's models list has minimum, maximum and step of each.",
    ],
  };
}

function skuInvalid({ error }: Case): Said {
  const sku = error.sku ?? "";
  const known = findSku(sku);
  const isAccounts = /^[FS]\d?$/i.test(sku);
  return {
    blame: "sku",
    why: known
      ? `The SKU: Azure refuses ${safe(sku)}${sku === known ? "" : `; it is written ${known}`}.`
      : `The SKU: Azure knows no deployment SKU of the name ${safe(sku)}${isAccounts ? ", which is one of accounts" : ""}.`,
    didYouMean: known || isAccounts ? [] : suggestSkus(sku).map((s) => ({ field: "sku", sku: s })),
    notes: [
      "A deployment's SKU is Standard, GlobalStandard, DataZoneStandard or one of the provisioned, batch and developer SKUs; S0 belongs to the account.",
    ],
  };
}

function accountRegion(c: Case): Said {
  const { asked, error, edition } = c;
  const id = asked.region === undefined ? undefined : findRegion(asked.region)?.id;
  const offers = id === undefined ? [] : regionsWithOffers(c).filter((r) => r === id);
  const region = asked.region === undefined ? "" : ` ${safe(asked.region)}`;
  const what =
    error.kind === "account-kind"
      ? `accounts of the kind ${safe(error.accountKind ?? "")}`
      : "accounts of Cognitive Services";
  return {
    blame: "region",
    why: `The region: Azure has no ${what} in${region === "" ? " it" : region}${id === undefined || offers.length > 0 ? "" : ", and the catalog has no model there"}.`,
    waysOut: [`region ${few(regionsWithOffers(c), "region")}`],
    waysOutUntested: true,
    notes: [
      "This is about the account, not about a model: no deployment was tried yet. Choose the region by the models that it is to have.",
      ...(offers.length > 0
        ? [
            `The catalog, of ${edition.data.date}, has models there: the account's kind may be misspelt, or the subscription may not use the region.`,
          ]
        : []),
    ],
  };
}

/** Regions in which any model is offered, those with most of them first. */
function regionsWithOffers(c: Case): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of c.edition.models.values()) {
    for (const sku of ["Standard", "GlobalStandard"]) {
      for (const region of offeredIn(c, { model: name, sku }).regions)
        counts.set(region, (counts.get(region) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([region]) => region);
}
