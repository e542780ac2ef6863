/**
 * Every rule, in the order in which findings of one deployment are shown. This folder may import judging/, limits/ and
 * plan/; a rule is a file of its own, and knows no other rule.
 */

import type { PlacementSettings } from "../limits/limit";
import type { RuleName } from "../rule-name";
import { assistantsRegion } from "./assistants-region";
import { catalogAge } from "./catalog-age";
import { deploymentOrder } from "./deployment-order";
import { fineTuningRegion } from "./fine-tuning-region";
import { knownModel } from "./known-model";
import { limitedAccess } from "./limited-access";
import { modelAvailability } from "./model-availability";
import { modelLifecycle } from "./model-lifecycle";
import { pinnedVersion } from "./pinned-version";
import { placement } from "./placement";
import { previewModel } from "./preview-model";
import type { Rule } from "./rule";
import { undocumentedAvailability } from "./undocumented-availability";
import { unusedWaiver } from "./unused-waiver";
import { unverifiedDeployment } from "./unverified-deployment";

/** By name, so that a rule that is named but not written cannot compile. */
const BY_NAME = {
  "model-availability": modelAvailability,
  "known-model": knownModel,
  "fine-tuning-region": fineTuningRegion,
  "assistants-region": assistantsRegion,
  "undocumented-availability": undocumentedAvailability,
  "unverified-deployment": unverifiedDeployment,
  "limited-access": limitedAccess,
  "preview-model": previewModel,
  "model-lifecycle": modelLifecycle,
  "pinned-version": pinnedVersion,
  placement,
  "catalog-age": catalogAge,
  "unused-waiver": unusedWaiver,
  "deployment-order": deploymentOrder,
} satisfies Record<
  RuleName,
  | Rule
  | Rule<{ moveRegions?: Readonly<Record<string, string>> }>
  | Rule<{ granted?: string[] }>
  | Rule<{ maxAgeDays?: number }>
  | Rule<{ failWithinDays?: number; warnWithinDays?: number }>
  | Rule<PlacementSettings>
>;

export const RULES: readonly Rule[] = Object.values(BY_NAME) as readonly Rule[];

/** The rule of a name. */
export function ruleOf(name: RuleName): Rule {
  return BY_NAME[name] as Rule;
}
