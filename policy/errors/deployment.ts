/** What a program writes wrong of a deployment's SKU and capacity, whichever the model. */
import { findSku } from "../../catalog/names/skus";
import { suggestSkus } from "../../catalog/names/suggest";
import { safe } from "../text";
import type { Case, Said } from "./case";

export function capacity({ error }: Case): Said {
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

export function skuInvalid({ error }: Case): Said {
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
