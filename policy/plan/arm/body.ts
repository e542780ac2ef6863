/** Bodies of ARM resources: azure-native spreads them over its inputs, azapi and templates have them as they are. */
import type { DeploymentInputs } from "../deployment";
import { has, read, UnknownValue, whyUnknown } from "../values";
import { purposesIn, tagReader } from "./tags";
import { hasAny, readAny } from "./tree";

/** The parts of a deployment's body that are read: nothing else of a template's resource is evaluated. */
export const DEPLOYMENT_BODY = {
  sku: { name: "text", capacity: "text" },
  properties: {
    model: { format: "text", name: "text", version: "text", source: "text", sourceAccount: "text" },
    versionUpgradeOption: "text",
    scaleSettings: { scaleType: "text", capacity: "text" },
    sku: { name: "text" },
  },
} as const;

/** How the names of properties are found in a body. */
interface PropertyAccess {
  readonly read: typeof readAny;
  readonly has: typeof hasAny;
}

/** ARM ignores the case of names, and so do templates and the bodies of azapi. */
const ANY_CASE: PropertyAccess = { read: readAny, has: hasAny };
/** The inputs of azure-native have the exact names of its SDK. */
export const EXACT: PropertyAccess = { read, has };

/**
 * Reads the body of a `Microsoft.CognitiveServices/accounts/deployments` resource.
 * @param body with `properties` and `sku`.
 * @param tagged the object with the tags, if it is not the body.
 */
export function readDeploymentBody(
  body: unknown,
  tagged: unknown = body,
  names = ANY_CASE,
): Pick<
  DeploymentInputs,
  | "format"
  | "model"
  | "version"
  | "sku"
  | "skuNote"
  | "capacity"
  | "upgrade"
  | "tag"
  | "source"
  | "purpose"
  | "training"
> {
  const { read, has } = names;
  const tag = tagReader(tagged);
  const source = read(body, ["properties", "model", "source"]);
  const { sku, skuNote } = readSku(body, names);
  const { purpose, training } = purposesIn(tag);
  return {
    format: read(body, ["properties", "model", "format"]),
    model: read(body, ["properties", "model", "name"]),
    version: read(body, ["properties", "model", "version"], true),
    sku,
    skuNote,
    // The legacy scale settings count only if there is no SKU beside them.
    capacity: read(body, has(body, "sku") ? ["sku", "capacity"] : ["properties", "scaleSettings", "capacity"], true),
    upgrade: read(body, ["properties", "versionUpgradeOption"]),
    tag,
    source: source.state === "absent" ? read(body, ["properties", "model", "sourceAccount"]) : source,
    purpose,
    training,
  };
}

/** `sku.name`. Without it Azure deploys as Standard, whatever a SKU in the wrong place says. */
function readSku(body: unknown, { read, has }: PropertyAccess): Pick<DeploymentInputs, "sku" | "skuNote"> {
  const sku = read(body, ["sku", "name"]);
  if (sku.state !== "absent" || has(body, "sku")) return { sku };
  const scaleType = read(body, ["properties", "scaleSettings", "scaleType"]);
  if (scaleType.state === "known" && scaleType.value.toLowerCase() !== "standard") {
    return { sku: { state: "invalid", why: "only the legacy scaleSettings, not of type Standard" } };
  }
  if (scaleType.state !== "absent") return { sku: scaleType };
  if (read(body, ["properties", "sku"]).state === "absent") return { sku };
  return {
    sku,
    skuNote:
      "sku is inside properties, where Azure ignores it: the deployment becomes Standard. Move sku beside properties.",
  };
}

/** A JSON object, or one given as text; undefined if nothing is given. */
export function parsed(raw: unknown): unknown {
  if (raw === undefined || raw === null) return undefined;
  if (whyUnknown(raw) !== undefined) return raw;
  if (typeof raw !== "string") return typeof raw === "object" ? raw : new UnknownValue("not an object");
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "object" && value !== null ? value : new UnknownValue("not an object");
  } catch {
    return new UnknownValue("a text that is not JSON");
  }
}
