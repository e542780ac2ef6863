/** The names of the rules, which are Pulumi's policy names, and their levels. */

export const RULE_NAMES = [
  "model-availability",
  "known-model",
  "fine-tuning-region",
  "assistants-region",
  "undocumented-availability",
  "unverified-deployment",
  "limited-access",
  "preview-model",
  "model-lifecycle",
  "pinned-version",
  "placement",
  "catalog-age",
  "unused-waiver",
  "deployment-order",
] as const;
/** A rule, by the policy name that Pulumi shows. Names are permanent: a renamed rule keeps its old name as an alias. */
export type RuleName = (typeof RULE_NAMES)[number];

/** Pulumi's enforcement levels without `remediate`: what a rule cannot repair is mandatory. */
export type Level = "advisory" | "mandatory" | "disabled";
