/** Ways out, in words. */
import type { Alternative } from "../../catalog/query";
import type { AccountMove, FieldChange, WayOut } from "../finding";
import { waysOutFrom } from "../way-out";
import { few, modelName, nameText, versionText } from "./names";
import { type Language, propertiesText } from "./syntax";

/**
 * A way out as a short phrase: "sku GlobalStandard in region eastus2, swedencentral".
 * @param language of the program, if it is known.
 */
export function wayOutPhrase({ changes, staysInRegion, account, retires }: WayOut, language?: Language): string {
  const phrase = changes
    .map((change, i) => (i === 0 ? "" : (LINKS[change.field] ?? " and ")) + changePhrase(change, language))
    .join("");
  return `${phrase}${staysInRegion ? " in this region" : ""}${account ? accountPhrase(account) : ""}${retires === undefined ? "" : ` (due to retire on ${retires})`}`;
}

/** What would pass, one phrase per kind of change, the smallest change first. */
export function changePhrases(alternatives: readonly Alternative[]): string[] {
  return waysOutFrom(alternatives).map((way) => wayOutPhrase(way));
}

/** What joins a change to the one before it. */
const LINKS: Partial<Record<FieldChange["field"], string>> = { region: " in ", "listed-capacity": " with " };

const NOUNS = { region: "region", sku: "SKU" };

function changePhrase(change: FieldChange, language: Language | undefined): string {
  switch (change.field) {
    case "model":
      return `model ${few(
        change.values.map((named) => modelName(named, language)),
        "model version",
      )}`;
    case "training":
      return `${change.values.join(" or ")} training`;
    case "capacity":
      return `capacity ${change.most} or less${change.inTotal ? " in total" : ""}`;
    case "listed-capacity":
      return `capacity ${change.values.join(" or ")}`;
    case "source":
      return `model.source as an account in region ${few(change.values, "region")}`;
    case "unverified":
      return change.fix;
    case "version":
      return `version ${few(
        change.values.map((version) => versionText(language, version)),
        "version",
      )}`;
    case "versionUpgradeOption": {
      const [option = ""] = change.values;
      return propertiesText(language, { versionUpgradeOption: option }) ?? `versionUpgradeOption ${nameText(option)}`;
    }
    default:
      return `${change.field} ${few(change.values.map(nameText), NOUNS[change.field])}`;
  }
}

/** What a move to another region means for the other deployments of the account. */
function accountPhrase(move: AccountMove): string {
  if (move.kind === "alone") return " in a separate account";
  const others = move.others === 1 ? "other deployment" : `${move.others} other deployments`;
  return `, with the ${others} of account ${nameText(move.account)}`;
}
