/** How a deployment breaks a limit of the organisation, in words. */
import { findRegion } from "../../catalog/names/regions";
import { findSku, skuFacts } from "../../catalog/names/skus";
import type { Breach } from "../finding";
import type { Limit } from "../limits/limit";
import { safe } from "../text";
import { few, modelName } from "./words";

/** What is wrong, as a sentence without its full stop: "region eastus is denied". */
export function breachText(limit: Limit, { part, reason, found }: Breach): string {
  if (part === "capacity") return `capacity ${found.capacity} is more than ${limit.capacity?.deployment}`;
  const what = part === "processing" ? processingText(found) : NAMED[part](found);
  if (reason.endsWith("-denied")) return `${what} is denied`;
  const isNot = part === "processing" ? "" : " is not allowed";
  const noun = part === "processing" ? "place" : "name";
  return `${what}${isNot}; allowed: ${few(allowedBy(limit, part).map(safe), noun)}`;
}

function allowedBy(limit: Limit, part: Exclude<Breach["part"], "capacity">): readonly string[] {
  const { regions, geographies, dataZones, skus, models, processing } = limit;
  if (part === "processing") return processing ?? [];
  const lists = { region: regions, geography: geographies, "data-zone": dataZones, sku: skus, model: models }[part];
  return lists?.allowed ?? [];
}

const NAMED = {
  region: ({ region = "" }) => `region ${safe(region)}`,
  geography: ({ region = "" }) => {
    const at = findRegion(region);
    return at ? `region ${at.id}, which is in ${at.geography},` : `region ${safe(region)}`;
  },
  "data-zone": ({ region = "" }) => {
    const zone = findRegion(region)?.dataZone;
    return `region ${safe(region)}, which is in ${zone === undefined ? "no data zone" : `data zone ${zone}`},`;
  },
  sku: ({ sku = "" }) => `sku ${safe(sku)}`,
  model: (found) => `model ${modelName(found)}`,
} satisfies Record<string, (found: Breach["found"]) => string>;

function processingText({ sku, region: name = "" }: Breach["found"]): string {
  const region = findRegion(name);
  if (sku === undefined) {
    return `whatever the SKU will be, ${safe(name)} processes data in ${region?.geography ?? "no Azure geography"} or farther away`;
  }
  const knownSku = findSku(sku);
  if (knownSku === undefined) return `where SKU ${safe(sku)} processes data is not known`;
  const reach = skuFacts(knownSku).reach;
  if (reach === "global") return `${sku} processes data in any geography`;
  if (region === undefined) return `${sku} processes data in ${safe(name)}, which is no Azure region`;
  if (reach === "region") {
    return `${sku} in ${region.id} processes data in that region, which is in ${region.geography}`;
  }
  return region.dataZone === undefined
    ? `${sku} processes data in a data zone, and ${region.id} is in none`
    : `${sku} in ${region.id} processes data in data zone ${region.dataZone}`;
}
