/** What a message names, by the values of its template or the words after a code. */
import { findSku } from "../../catalog/names/skus";
import type { Values } from "./templates";
import { squeeze } from "./text";

/** What a message names. Names are as the message has them and may hold anything: escape them to print them. */
export interface ErrorParts {
  readonly model?: string;
  readonly version?: string;
  readonly sku?: string;
  readonly region?: string;
  /** `OpenAI` for the models that the catalog is about. */
  readonly format?: string;
  /** How much capacity the deployment asks for, and how much is left, in the units of the quota. */
  readonly quota?: {
    readonly required: number;
    readonly available: number;
    readonly used?: number;
    readonly limit?: number;
  };
  /** The day since when a model is retired, YYYY-MM-DD. */
  readonly since?: string;
  readonly capacity?: { readonly asked?: number; readonly minimum?: number; readonly maximum?: number };
  /** Kind and SKU of the account, if the message is about it. */
  readonly accountKind?: string;
  readonly accountSku?: string;
  /** The region in which an account of the same name exists. */
  readonly existingRegion?: string;
  /** The vendor of the model: "Anthropic". */
  readonly vendor?: string;
  /** What the policy that forbids it is about, if the words after the code tell. */
  readonly policyOf?: "region";
}

/** What a message names, from the values of its template. */
export function partsOf(values: Values): ErrorParts {
  const one = (value: string | undefined) => value?.replace(/\n/g, "").trim();
  const number = (value: string | undefined) =>
    value === undefined || squeeze(value) === "" ? undefined : Number(squeeze(value));
  const { quota, required, available, used, limit, date, identity, modelVersion } = values;
  const [requiredNumber, availableNumber] = [number(required), number(available)];
  const capacity = {
    asked: number(values.capacity),
    minimum: number(values.minimum) ?? (values.above === undefined ? undefined : Number(squeeze(values.above)) + 1),
    maximum: number(values.maximum),
  };
  return defined<ErrorParts>({
    model: one(values.model),
    version: one(values.version),
    sku: one(values.sku),
    region: one(values.region),
    ...(identity === undefined ? {} : identityOf(identity)),
    ...(modelVersion === undefined ? {} : modelAndVersion(modelVersion)),
    ...(quota === undefined ? {} : quotaOf(squeeze(quota), quota.replace(/\s+/g, ""))),
    ...(requiredNumber === undefined || availableNumber === undefined
      ? {}
      : {
          quota: defined({
            required: requiredNumber,
            available: availableNumber,
            used: number(used),
            limit: number(limit),
          }),
        }),
    since: date === undefined ? undefined : isoDate(squeeze(date)),
    ...(Object.values(capacity).some((c) => c !== undefined) ? { capacity: defined(capacity) } : {}),
    accountKind: one(values.accountKind),
    accountSku: one(values.accountSku),
    existingRegion: one(values.existingRegion),
    vendor: one(values.vendor),
  });
}

const REQUIRED = /\brequires?\W{1,4}?(-?\d{1,12})\b/i;
const AVAILABLE = /\bavailable(?: capacity)?\W{1,4}?(-?\d{1,12})\b/i;
const NAMED = /\bformat: ?([\w.-]{1,64}), ?name: ?([\w.-]{1,128}), ?version: ?([\w.-]{1,64})/i;

/** What the words after a code name, if they are not a known message. */
export function partsBehindCode(text: string): ErrorParts {
  const number = (pattern: RegExp) => {
    const digits = pattern.exec(text)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  const [required, available] = [number(REQUIRED), number(AVAILABLE)];
  const [, format, model, version] = NAMED.exec(text) ?? [];
  return defined<ErrorParts>({
    format,
    model,
    version,
    quota: required === undefined || available === undefined ? undefined : { required, available },
  });
}

/** The built-in policies "Allowed locations", or a policy whose name or message mentions regions. */
const ABOUT_REGIONS = /\b(?:location|region)s?\b|allowed_?(?:location|region)|e56962a6-4747-49cd-b67b-bf8b01975c4c/i;

/** What a policy is about, by the words after the message that it forbids something. */
export function policyParts(text: string): ErrorParts {
  return ABOUT_REGIONS.test(text) ? { policyOf: "region" } : {};
}

function defined<T extends object>(all: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

/** Azure writes the month first. */
function isoDate(date: string): string | undefined {
  const [month = "", day = "", year = ""] = date.split("/");
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** "Publisher: , Format: OpenAI, Name: gpt-4, Version: 1, Source: , SourceAccount: " */
function identityOf(identity: string): ErrorParts {
  const fields = new Map(
    identity
      .replace(/\n/g, "")
      .split(",")
      .map((field) => {
        const colon = field.indexOf(":");
        return [squeeze(field.slice(0, colon)), field.slice(colon + 1).trim()] as const;
      }),
  );
  const get = (key: string) => fields.get(key) || undefined;
  return defined<ErrorParts>({ format: get("format"), model: get("name"), version: get("version") });
}

const VERSION = /^(?:\d{3,4}|(?:[a-z]+-)*\d{4}-\d{2}-\d{2}|(?:\d{4}-)?[a-z]+-?preview|\d+)$/i;

/**
 * "gpt-4o 2024-05-13": a blank separates model and version. A line break from a tool replaces the blank, or cuts one of
 * the two.
 */
function modelAndVersion(text: string): ErrorParts {
  const blank = text.indexOf(" ");
  const join = (part: string) => part.replace(/\n/g, "").trim();
  if (blank !== -1) return modelWithVersion(join(text.slice(0, blank)), join(text.slice(blank + 1)));
  const pieces = text.split("\n");
  const cuts = pieces.slice(1).map((_, i) => ({
    model: pieces.slice(0, i + 1).join(""),
    version: pieces.slice(i + 1).join(""),
  }));
  const best =
    cuts.find(({ model, version }) => VERSION.test(version) && !model.endsWith("-") && !version.startsWith("-")) ??
    cuts[0];
  return best ? modelWithVersion(best.model, best.version) : { model: text };
}

function modelWithVersion(model: string, version: string): ErrorParts {
  return version === "" ? { model } : { model, version };
}

/** Model and SKU in the name of a quota. */
function quotaOf(lower: string, name: string): ErrorParts {
  // OpenAI.GlobalStandard.gpt-4o, as in usage lists.
  const dotted = /^openai\.([a-z]{4,40})\.([\w.-]{1,60})$/.exec(lower);
  if (dotted) {
    const sku = findSku(dotted[1] ?? "");
    return sku === undefined ? {} : { model: name.slice(-(dotted[2] ?? "").length), sku };
  }
  const label =
    /^(?:tokensperminute\(thousands\)|onethousandtokensperminute|provisionedmanagedthroughputunit)-(.{1,100})$/.exec(
      lower,
    )?.[1];
  if (label === undefined) return {};
  const dash = label.lastIndexOf("-");
  const sku = findSku(label.slice(dash + 1));
  const length = sku === undefined ? 0 : label.length - dash;
  const model = name.slice(name.length - label.length, name.length - length);
  return { ...(model === "" ? {} : { model }), ...(sku === undefined ? {} : { sku }) };
}
