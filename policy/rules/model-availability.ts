import { findModel, findVersion } from "../../catalog/edition/edition";
import { findRegion } from "../../catalog/names/regions";
import { findSku } from "../../catalog/names/skus";
import { placesOf, respelt } from "../judging/repair";
import { known } from "../plan/values";
import { movesSchema } from "../schema/region";
import { capacityFindings } from "./capacity-findings";
import type { Rule } from "./rule";
import { verdictFindings } from "./verdict-findings";

/** Reasons that other rules report. */
const LEFT_TO_OTHERS: ReadonlySet<string> = new Set(["model-not-listed", "retired"]);

interface AvailabilitySettings {
  /** Region to region: accounts of the first are made in the second. */
  moveRegions?: Readonly<Record<string, string>>;
}

/** The kinds of accounts that have Azure OpenAI deployments. */
const KINDS: ReadonlySet<string | undefined> = new Set(["openai", "aiservices"]);

/** Blocks what the document rules out for inference: version, SKU or region. */
export const modelAvailability: Rule<AvailabilitySettings> = {
  name: "model-availability",
  displayName: "Model version, SKU and region go together",
  description: "A deployment's model version, SKU and region must be a combination that the document offers.",
  severity: "high",
  defaultLevel: "mandatory",
  remediationSteps: "Take one of the regions, SKUs or versions that the message offers.",
  settings: (z) =>
    z.strictObject({
      moveRegions: movesSchema(z)
        .optional()
        .describe(
          "Only at level remediate: creates the accounts of a region in another one. Replaces an account that exists.",
        ),
    }),
  repairSettings: ["moveRegions"],
  deployment: (judgement, context) => {
    const findings = verdictFindings(
      judgement,
      context,
      ({ purpose, verdict }) =>
        purpose === "inference" && verdict.status === "unavailable" && !LEFT_TO_OTHERS.has(verdict.reason),
    );
    return [...findings, ...(findings.length > 0 ? [] : capacityFindings(judgement, context.edition))];
  },
  repair: ({ deployment }, { edition }) => {
    const { model, version, sku } = deployment;
    const places = placesOf(deployment);
    const found = findModel(edition, known(model) ?? "");
    return [
      ...respelt(places?.version, version, found && findVersion(found, known(version) ?? "")?.version),
      ...respelt(places?.sku, sku, findSku(known(sku) ?? "")),
    ];
  },
  repairAccount: ({ movable, location }, { settings: { moveRegions = {} } }) => {
    const before = known(location);
    const from = before === undefined ? undefined : findRegion(before)?.id;
    if (!movable || before === undefined || from === undefined) return [];
    if (!KINDS.has(known(movable.kind)?.toLowerCase())) return [];
    const to = Object.entries(moveRegions).find(([region]) => findRegion(region)?.id === from)?.[1];
    const after = to === undefined ? undefined : findRegion(to)?.id;
    return after === undefined
      ? []
      : [{ place: movable.place, before: JSON.stringify(before), after, because: "as moveRegions has it" }];
  },
};
