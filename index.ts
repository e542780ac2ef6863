/**
 * The library: the catalog's verdict and the check of a plan, as the policy pack and the command line use them.
 *
 * ```ts
 * import { defaultEdition, verdict } from "azure-openai-guard";
 * verdict(defaultEdition(), { model: "gpt-4.1-nano", sku: "GlobalStandard", region: "eastus" }).status; // unavailable
 * ```
 */
export type { Alternative, Change } from "./catalog/alternatives";
export { type Citation, citationText } from "./catalog/citation";
export type {
  Condition,
  DidYouMean,
  Purpose,
  Query,
  Reason,
  Status,
  Training,
  VerdictOptions,
  VersionStatus,
} from "./catalog/decide";
export { type Edition, indexEdition } from "./catalog/edition";
export { defaultEdition } from "./catalog/load";
export { type Verdict, verdict } from "./catalog/verdict";
export { type CheckOptions, checkPlan, checkRun, type PlanReport, type ReportedFinding } from "./policy/engine";
export type { Finding, Level, RuleName, WaiverFinding } from "./policy/finding";
export type { PlanResource } from "./policy/plan/resource";
export { parseSettings, type Settings, SettingsError } from "./policy/settings";
export { readSettings, type SettingsFile } from "./policy/settings/file";
export type { Waiver } from "./policy/waiver";
