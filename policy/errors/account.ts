/** Errors about the account itself: Azure refused it before any deployment, or it exists already. */
import { findRegion } from "../../catalog/names/regions";
import { safe } from "../text";
import { few } from "../words/names";
import { WHERE_ACCESS } from "./access";
import { type Case, type Explanation, offeredIn } from "./case";

const NO_DEPLOYMENT_YET = "This is about the account, not about a model: Azure has not tried a deployment yet.";

/** The subscription may not create such an account. */
export function accountAccess({ error }: Case): Explanation {
  return {
    blame: "access",
    why: `Access: the subscription may not create an account of the kind ${safe(error.accountKind ?? "")}${error.accountSku === undefined ? "" : ` with SKU ${safe(error.accountSku)}`}.`,
    notes: [NO_DEPLOYMENT_YET, "The catalog cannot tell what a subscription was granted.", WHERE_ACCESS],
  };
}

const PURGE =
  "az cognitiveservices account list-deleted shows it, and az cognitiveservices account purge --location REGION --resource-group GROUP --name NAME deletes it for good";

/** A deleted account of the same name still exists. */
export function deletedAccount(): Explanation {
  return {
    blame: "account",
    why: "The account: one of the same name was deleted less than 48 hours ago, and Azure keeps it for that long.",
    notes: [
      "Restore it: set restore of the account, run pulumi up, and take the line out again; properties: { restore: true }, in TypeScript and in YAML alike.",
      `Or purge it, which also frees its quota: ${PURGE}.`,
      'Or give the new account another name: accountName: "NAME", in TypeScript and in YAML alike.',
    ],
  };
}

/** Another account has the subdomain. */
export function domainInUse(): Explanation {
  return {
    blame: "account",
    why: "The account: its customSubDomainName is taken. A subdomain is unique in all of Azure.",
    notes: [
      `A deleted account keeps its subdomain for 48 hours, or until it is purged: ${PURGE}.`,
      'Or choose another one, in TypeScript and in YAML alike: properties: { customSubDomainName: "NAME" }. The name of the stack in it keeps the stacks apart.',
    ],
  };
}

/** A resource of the same name exists in another region. */
export function accountElsewhere({ error, asked }: Case): Explanation {
  const existing = error.existingRegion === undefined ? undefined : findRegion(error.existingRegion)?.id;
  const wanted = asked.region === undefined ? "another region" : safe(asked.region);
  return {
    blame: "region",
    why: `The region: the resource group has a resource of this name in ${existing ?? "another region"}, and Azure cannot move it to ${wanted}.`,
    waysOut: existing === undefined ? [] : [`region ${existing}`],
    waysOutUntested: true,
    notes: [
      "To keep it where it is, give its location that region. To have one in the new region beside it, give that one another name.",
      "To move it, let Pulumi delete the old one first: in TypeScript the resource option { deleteBeforeReplace: true }; in YAML options: { deleteBeforeReplace: true }.",
      `A deleted account keeps its name for 48 hours, or until it is purged: ${PURGE}.`,
    ],
  };
}

/** The region has no accounts of this kind. */
export function accountRegion(c: Case): Explanation {
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
    waysOut: [
      `region ${few(
        regionsWithOffers(c).filter((r) => r !== id),
        "region",
      )}`,
    ],
    waysOutUntested: true,
    notes: [
      `${NO_DEPLOYMENT_YET} Choose the region by the models that it needs.`,
      ...(offers.length > 0
        ? [
            `The catalog, of ${edition.data.date}, has models there: the account's kind may be misspelt, or the subscription may not use the region.`,
          ]
        : []),
    ],
  };
}

/** Regions that offer any model, those with the most models first. */
function regionsWithOffers(c: Case): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of c.edition.models.values()) {
    for (const sku of ["Standard", "GlobalStandard"]) {
      for (const region of offeredIn(c, { model: name, sku }).available)
        counts.set(region, (counts.get(region) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([region]) => region);
}
