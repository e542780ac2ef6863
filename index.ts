/**
 * The library: the catalog's verdict, the check of a plan, and the words for what was found, as the policy pack and the
 * command line use them.
 *
 * ```ts
 * import { defaultEdition, verdict } from "azure-openai-guard";
 * verdict(defaultEdition(), { model: "gpt-4.1-nano", sku: "GlobalStandard", region: "eastus" }).status; // unavailable
 * ```
 *
 * With your own edition and your own statements:
 *
 * ```ts
 * import { checkPlan, loadEdition, parseSettings, withOverlay } from "azure-openai-guard";
 * const settings = parseSettings({ overlay: [...] });
 * const edition = withOverlay(loadEdition(readFileSync("catalog.json", "utf8"), "catalog.json"), settings.overlay, today);
 * const { findings } = checkPlan(resources, { edition, settings, today });
 * ```
 *
 * A finding is data. To get its words, as every surface shows them:
 *
 * ```ts
 * import { findingText, messageOf, wayOutPhrases } from "azure-openai-guard";
 * for (const finding of findings) {
 *   const text = findingText(finding, "yaml"); // headline, ways out, notes, citations, for a program in YAML
 *   console.log(messageOf(text)); // what is wrong, what would pass, where it is written
 *   console.log(wayOutPhrases(finding)); // ["region eastus2", "sku GlobalStandard in this region"]
 * }
 * ```
 *
 * To find where models can go together:
 *
 * ```ts
 * import { choicesOf, defaultEdition, layouts, servingRegions } from "azure-openai-guard";
 * const edition = defaultEdition();
 * const needs = ["o3", "gpt-4.1-mini"].map((model) => ({ label: model, choices: choicesOf(edition, { model }) }));
 * layouts(needs.map((need) => servingRegions(edition, need))).layouts[0]?.regions; // eastus2
 * ```
 *
 * The settings name an edition in `catalog.edition`; the caller opens it and applies the overlay.
 */
export type {
  Alternative,
  Change,
  Citation,
  Condition,
  DidYouMean,
  Offer,
  Purpose,
  Query,
  Reason,
  Status,
  Training,
  Verdict,
  VerdictOptions,
  VersionStatus,
} from "./catalog/query";

import type { Edition } from "./catalog/edition/edition";

export { CatalogFileError } from "./catalog/edition/checked";
export { type Edition, indexEdition } from "./catalog/edition/edition";
export { defaultEdition } from "./catalog/edition/embedded";
export { withOverlay } from "./catalog/edition/overlay";
export type { Capacity, EditionData } from "./catalog/edition/schema";
export {
  type Choice,
  type Contradictions,
  choicesOf,
  commonRegions,
  contradictions,
  type Fit,
  type Layout,
  type Layouts,
  layouts,
  type Need,
  type Present,
  type Score,
  type Serving,
  servingRegions,
  type WantedModel,
} from "./catalog/solver";
export { alternativesToAll } from "./catalog/verdict/alternatives";
export { defaultVersion, findOffer, type OfferQuery } from "./catalog/verdict/offer";
export { verdict } from "./catalog/verdict/verdict";
export type { Blame } from "./policy/errors/case";
export {
  type ErrorExplanation,
  type ExplainErrorsOptions,
  type ExplainedErrors,
  explainErrors,
} from "./policy/errors/explain";
export type { ErrorParts } from "./policy/errors/parts";
export {
  type OtherCode,
  type Recognised,
  type RecognisedError,
  recogniseErrors,
} from "./policy/errors/recognise";
export { type ErrorKind, WORDINGS } from "./policy/errors/wordings";
export type {
  About,
  AskedDeployment,
  Facts,
  FieldChange,
  Finding,
  Note,
  UnlevelledFinding,
  WayOut,
} from "./policy/finding";
export type { PlanResource } from "./policy/plan/resource";
export type { Level, RuleName } from "./policy/rule-name";
export { type CheckOptions, checkPlan, checkRun, type PlanReport } from "./policy/run/check-plan";
export { type CatalogSettings, parseSettings, type Settings, SettingsError } from "./policy/settings";
export { readSettings, type SettingsFile } from "./policy/settings/file";
export type { Waiver } from "./policy/waiver";
export { citationLine, citationText } from "./policy/words/citations";
export { type FindingText, findingText, messageLines, messageOf, wayOutPhrases } from "./policy/words/finding";
export type { WaysOutText } from "./policy/words/kinds";
export { type Language, languageOfProject } from "./policy/words/syntax";

/**
 * Reads an edition file that `catalog import` wrote.
 * @param text of the file.
 * @param name of the file, for messages.
 * @throws CatalogFileError that names the file and the place, if it is not an edition, is for another version of this
 *   package, contradicts itself, or was changed after it was written.
 */
export function loadEdition(text: string, name = "edition"): Edition {
  // It loads zod, which programs without their own edition never need.
  return (require("./catalog/edition/open") as typeof import("./catalog/edition/open")).loadEdition(text, name);
}
