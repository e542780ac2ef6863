/** Settings of a deployment that Azure refuses for any model: SKU, capacity, the data of a vendor. */
import { findSku } from "../../catalog/names/skus";
import { suggestSkus } from "../../catalog/names/suggest";
import { safe } from "../text";
import type { Case, Explanation } from "./case";

/** The capacity is outside the range of the SKU. */
export function capacity({ error }: Case): Explanation {
  const { asked, minimum, maximum } = error.capacity ?? {};
  const range = [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
  ].join(" and ");
  const tooLittle = minimum !== undefined && (asked === undefined || asked < minimum);
  const tooMuch = asked !== undefined && maximum !== undefined && asked > maximum;
  return {
    blame: "capacity",
    why: `The capacity: ${
      asked === undefined
        ? `the deployment asks for none, and Azure takes ${range}`
        : tooLittle
          ? `${asked} is below the minimum of ${minimum}`
          : tooMuch
            ? `${asked} is above the maximum of ${maximum}`
            : `the deployment asks for ${asked}, and Azure takes ${range}`
    }.`,
    waysOut: [...(tooLittle ? [`capacity ${minimum}`] : []), ...(tooMuch ? [`capacity ${maximum}`] : [])],
    notes: [
      "Set sku.capacity of the deployment. Provisioned SKUs have a separate minimum; Azure's models list has the minimum, maximum and step of each.",
    ],
  };
}

/** No deployment SKU has this name. */
export function skuInvalid({ error }: Case): Explanation {
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

/** A model of another vendor lacks what that vendor asks for. */
export function providerData({ error }: Case): Explanation {
  const vendorsText = error.vendor === undefined ? "this vendor's" : `${safe(error.vendor)}'s`;
  return {
    blame: "settings",
    why: `The settings: a deployment of ${vendorsText} models needs modelProviderData, and the program leaves it out.`,
    notes: [
      "Set modelProviderData in the properties of the deployment, with industry, organizationName and countryCode.",
      "The catalog is about OpenAI's models, and does not judge this one.",
    ],
  };
}
