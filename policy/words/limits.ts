/** How a deployment breaks a limit of the organisation, in words. */
import type { Breach, LimitedValue, Processing } from "../finding";
import { safe } from "../text";
import { few, modelName } from "./words";

/** The code of a breach: `region-denied`, `sku-not-allowed`, `capacity-over`. */
export function reasonOf(breach: Breach): string {
  return "what" in breach ? `${breach.what.field}-${breach.kind}` : breach.kind;
}

/** What is wrong, as a sentence without its full stop: "region eastus is denied". */
export function breachText(breach: Breach): string {
  switch (breach.kind) {
    case "denied":
      return `${valueText(breach.what)} is denied`;
    case "not-allowed":
      return `${valueText(breach.what)} is not allowed; allowed: ${few(breach.allowed.map(safe), "name")}`;
    case "processing-not-allowed":
      return `${processingText(breach)}; allowed: ${few(breach.allowed.map(safe), "place")}`;
    case "capacity-over":
      return `capacity ${breach.capacity} is more than ${breach.most}`;
  }
}

function valueText(value: LimitedValue): string {
  switch (value.field) {
    case "region":
      return `region ${safe(value.region)}`;
    case "geography": {
      const { region, geography } = value;
      return `region ${safe(region)}${geography === undefined ? "" : `, which is in ${geography},`}`;
    }
    case "data-zone": {
      const { region, dataZone } = value;
      return `region ${safe(region)}, which is in ${dataZone === undefined ? "no data zone" : `data zone ${dataZone}`},`;
    }
    case "sku":
      return `sku ${safe(value.sku)}`;
    case "model":
      return `model ${modelName(value)}`;
  }
}

function processingText({ sku, reach, region = "", geography, dataZone }: Processing): string {
  if (sku === undefined) {
    return `whatever the SKU will be, ${safe(region)} processes data in ${geography} or farther away`;
  }
  if (reach === undefined) return `where SKU ${safe(sku)} processes data is not known`;
  if (reach === "global") return `${sku} processes data in any geography`;
  if (geography === undefined) return `${sku} processes data in ${safe(region)}, which is no Azure region`;
  if (reach === "region") return `${sku} in ${region} processes data in that region, which is in ${geography}`;
  return dataZone === undefined
    ? `${sku} processes data in a data zone, and ${region} is in none`
    : `${sku} in ${region} processes data in data zone ${dataZone}`;
}
