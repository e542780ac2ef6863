/** The limits of the organisation. */
import { findRegion } from "../../catalog/names/regions";
import { findSku, skuFacts } from "../../catalog/names/skus";
import type { Breach, WayOut } from "../finding";
import type { Limit } from "../limits/limit";
import { written } from "../text";
import type { FactsWords } from "./kinds";
import { few, modelName, nameText, whereText } from "./names";
import { subjectText } from "./verdicts";
import { wayOutPhrase } from "./ways-out";

/** What is wrong, as a sentence without its full stop: "region eastus is denied". */
export function breachText(limit: Limit, { part, reason, found }: Breach): string {
  if (part === "capacity") return `capacity ${found.capacity} is more than ${limit.capacity?.deployment}`;
  const breachedText = part === "processing" ? processingText(found) : NAMED[part](found);
  if (reason.endsWith("-denied")) return `${breachedText} is denied`;
  const isNot = part === "processing" ? "" : " is not allowed";
  const noun = part === "processing" ? "place" : "name";
  return `${breachedText}${isNot}; allowed: ${few(allowedBy(limit, part).map(nameText), noun)}`;
}

function allowedBy(limit: Limit, part: Exclude<Breach["part"], "capacity">): readonly string[] {
  const { regions, geographies, dataZones, skus, models, processing } = limit;
  if (part === "processing") return processing ?? [];
  const lists = { region: regions, geography: geographies, "data-zone": dataZones, sku: skus, model: models }[part];
  return lists?.allowed ?? [];
}

const NAMED = {
  region: ({ region = "" }) => `region ${nameText(region)}`,
  geography: ({ region = "" }) => {
    const at = findRegion(region);
    return at ? `region ${at.id}, which is in ${at.geography},` : `region ${nameText(region)}`;
  },
  "data-zone": ({ region = "" }) => {
    const zone = findRegion(region)?.dataZone;
    return `region ${nameText(region)}, which is in ${zone === undefined ? "no data zone" : `data zone ${zone}`},`;
  },
  sku: ({ sku = "" }) => `sku ${nameText(sku)}`,
  model: (found) => `model ${modelName(found)}`,
} satisfies Record<string, (found: Breach["found"]) => string>;

function processingText({ sku, region: name = "" }: Breach["found"]): string {
  const region = findRegion(name);
  if (sku === undefined) {
    return `whatever the SKU will be, ${nameText(name)} processes data in ${region?.geography ?? "no Azure geography"} or farther away`;
  }
  const knownSku = findSku(sku);
  if (knownSku === undefined) return `where SKU ${nameText(sku)} processes data is not known`;
  const reach = skuFacts(knownSku).reach;
  if (reach === "global") return `${sku} processes data in any geography`;
  if (region === undefined) return `${sku} processes data in ${nameText(name)}, which is not an Azure region`;
  if (reach === "region") {
    return `${sku} in ${region.id} processes data in that region, which is in ${region.geography}`;
  }
  return region.dataZone === undefined
    ? `${sku} processes data in a data zone, and ${region.id} is in none`
    : `${sku} in ${region.id} processes data in data zone ${region.dataZone}`;
}

/** The limit "eu-only" of platform@example.com */
function limitText({ name, owner }: Limit): string {
  return `the limit "${written(name)}"${owner === undefined ? "" : ` of ${written(owner)}`}`;
}

export const sayLimitBroken: FactsWords<"limit-broken"> = (
  { limit, breach, fineTuned, undocumented },
  { asked, waysOut },
  language,
) => {
  const phrase = (way: WayOut) => wayOutPhrase(way, language);
  const subject = `${subjectText(asked, fineTuned)}${whereText(asked)}`;
  const open = undocumented ?? [];
  return {
    headline: `${subject} breaks ${limitText(limit)}: ${breachText(limit, breach)}.`,
    details: undocumented ? ["Nothing that the document offers in its place keeps to the limits."] : [],
    waysOut: [
      { label: "To pass", phrases: waysOut.map(phrase) },
      { label: "Within the limits, the document does not say whether it offers", phrases: open.map(phrase) },
    ],
  };
};

/** How many deployments of a total are named; for the rest, the text gives the sum. */
const NAMED_PARTS = 10;

export const sayTotalOver: FactsWords<"total-over"> = ({ limit, skus, total, most, parts }, { asked, stack = "" }) => {
  const { model = "", region = "" } = asked;
  const rest = parts.slice(NAMED_PARTS);
  const named = parts.slice(0, NAMED_PARTS).map(({ name, nested, capacity }) => {
    const partName = nested === undefined ? name : `${name} (${nested})`;
    return `${nameText(partName)} ${capacity}`;
  });
  if (rest.length > 0) named.push(`${rest.length} more ${rest.reduce((sum, part) => sum + part.capacity, 0)}`);
  const over = `capacity ${total} in total over stack ${nameText(stack)}, ${total - most} more than ${most}`;
  return {
    headline: `${nameText(model)} as ${skus.join(" and ")} in ${region} breaks ${limitText(limit)}: ${over}.`,
    details: [`It adds up from: ${named.join(", ")}.`],
  };
};
