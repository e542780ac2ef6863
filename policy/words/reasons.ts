/** Why a verdict is what it is. */
import type { Reason, Verdict } from "../../catalog/query";
import { sourceText } from "./citations";

/** Why a combination is ruled out, or not documented, for a reader without the document. */
const BECAUSE: Record<Reason, string> = {
  listed: "the document lists this combination",
  "limited-access": "only customers to whom Microsoft granted access can deploy it there",
  "model-not-listed": "the document names no model of that name",
  "version-not-listed": "the document names other versions of this model, and not this one",
  "sku-unknown": "Azure knows no deployment SKU of that name",
  "region-unknown": "no Azure region has that name",
  "cloud-not-covered": "the document covers the public cloud only",
  "sku-not-covered": "the document has no region table for this SKU",
  "region-not-listed": "the document does not offer it in this region",
  "assistants-only": "the document lists it there for Assistants, and not for other use",
  "table-not-reproduced": "this copy of the document lacks the table that would say so",
  "sku-not-listed": "the document offers this model version, and not with this SKU",
  "no-region-table": "the document names the model and does not say where it is offered",
  "default-version-unknown": "no version is given, and the versions of this model differ",
  "not-fine-tunable": "the document does not list this model version for fine-tuning",
  "no-global-training": "global training is not offered for this model version",
  "not-supported-by-assistants": "the Assistants table does not have this model version",
  retired: "it is retired: nobody can deploy it any more",
  "fine-tuned-only": "this SKU takes fine-tuned models only",
  "existing-customers": "only subscriptions that have deployed this very version before can deploy it",
  "region-not-in-table": "the document's tables of this SKU leave out regions, and this is one of them",
  "sku-not-stated": "the document lists the region and does not say for which SKU",
  "source-older": "the page of this SKU is older than this version",
  "no-standard-training": "standard training is not offered for this model version",
  "no-data-zone-training": "data zone training is not offered for this model version",
  "no-developer-training": "developer training is not offered for this model version",
  overlay: "your organisation's overlay says otherwise",
};

/** What a source other than the document says, by reason; for other reasons the source makes no difference. */
const SAYS: Partial<Record<Reason, string>> = {
  listed: "lists this combination",
  "region-not-listed": "does not offer it in this region",
  "sku-not-listed": "does not offer this model version with this SKU",
};

/** The reason of a verdict, in words. It names source and date unless the document alone says so. */
export function because({ status, reason, citations, contradicted }: Verdict): string {
  const [first] = citations;
  const says = reason === "region-not-listed" && first?.source === "list" ? "does not have it" : SAYS[reason];
  const isNamed = first?.source !== undefined || contradicted !== undefined;
  const others = [...new Set(contradicted?.map(sourceText))];
  if (reason === "overlay") {
    const [effect, other] = status === "unavailable" ? ["takes it away", "offers it"] : ["adds it", "does not have it"];
    return [`your organisation's overlay ${effect}`, ...others.map((source) => `${source} ${other}`)].join("; ");
  }
  if (reason === "source-older" && first?.source === "list") {
    const [documented] = citations.filter((c) => c.source !== "list");
    const newer = documented
      ? `, and is older than ${sourceText(documented)}, which has it`
      : ", and is older than this version";
    return `${sourceText(first)} does not have it${newer}`;
  }
  const why = first && says && isNamed ? `${sourceText(first)} ${says}` : BECAUSE[reason];
  if (others.length === 0) return why;
  return `${why}; ${others.join(" and ")} ${status === "unavailable" ? "does" : "does not"}`;
}
