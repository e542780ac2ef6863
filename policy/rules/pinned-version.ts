import { decide } from "../../catalog/verdict/decide";
import { defaultVersion, listDate } from "../../catalog/verdict/offer";
import type { RuleFinding } from "../finding";
import { versionsFor } from "../judging/alternatives";
import type { Judgement } from "../judging/judge";
import type { Question } from "../judging/questions";
import { placesOf } from "../judging/repair";
import type { LimitedJudgement } from "../limits/limits";
import { known } from "../plan/values";
import { safe } from "../text";
import type { Rule, RuleContext } from "./rule";

/** Reports deployments for which the service, not the program, decides which version runs. */
export const pinnedVersion: Rule = {
  name: "pinned-version",
  displayName: "The version is pinned",
  description: "A deployment should name its model version and not let the service change it.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps: 'Set model.version, and versionUpgradeOption to "NoAutoUpgrade".',
  settings: (z) => z.strictObject({}),
  deployment: (judgement, context) => {
    const { deployment } = judgement;
    if (deployment.model.state === "known" && !judgement.fineTuned && deployment.version.state === "absent") {
      return [omitted(judgement, context)];
    }
    const option = known(deployment.upgrade);
    if (option === undefined || option.toLowerCase() === "noautoupgrade") return [];
    return [
      {
        reason: "upgrades-itself",
        facts: { kind: "upgrades-itself", option },
        waysOut: [{ changes: [{ field: "versionUpgradeOption", values: ["NoAutoUpgrade"] }] }],
      },
    ];
  },
  repair: (judgement, context) => {
    const place = placesOf(judgement.deployment)?.version;
    const after = place && onlyVersion(judgement, context);
    const { sku = "", region = "" } = judgement.asked;
    return place === undefined || after === undefined
      ? []
      : [{ place, after, because: `the only version on offer as ${safe(sku)} in ${safe(region)}` }];
  },
};

function omitted(
  { asked, questions, judged, placement }: LimitedJudgement,
  { edition, granted, today }: Pick<RuleContext<object>, "edition" | "granted" | "today">,
): RuleFinding {
  const { model: name, region } = asked;
  const version = name === undefined || region === undefined ? undefined : defaultVersion(edition, name, region);
  const date = region === undefined ? undefined : listDate(edition, region);
  const picked =
    version === undefined || region === undefined || date === undefined ? undefined : { version, region, date };
  const isJudged = (question: Question) => judged.some((j) => j.question === question);
  const versions = versionsFor({ questions, isJudged }, edition, { granted, today }, placement?.accepts);
  // The version that runs today is the smallest change.
  const pinned = version !== undefined && versions.includes(version) ? [version] : versions;
  return {
    reason: "version-omitted",
    facts: { kind: "version-omitted", ...(picked ? { picked } : {}) },
    waysOut: pinned.length === 0 ? [] : [{ changes: [{ field: "version", values: pinned }] }],
  };
}

/**
 * The only version that a deployment without a version can have: it is available for every purpose of the deployment,
 * and all others are ruled out. A planned date of retirement that has passed since its source was written rules nothing
 * out.
 */
function onlyVersion(
  { deployment, model, asked, fineTuned, judged }: Judgement,
  { edition, granted, today }: Pick<RuleContext<object>, "edition" | "granted" | "today">,
): string | undefined {
  const { version, skuNote, trainingRegion } = deployment;
  if (version.state !== "absent" || fineTuned || skuNote !== undefined || trainingRegion) return undefined;
  if (!model || judged.length === 0 || judged.some((j) => j.unknown.length > 0)) return undefined;
  // Purposes that could not be judged are missing here; they could only make the choice smaller.
  const decided = model.versions.map((v) => ({
    version: v.version,
    decisions: judged.map((j) => decide(edition, { ...j.query, version: v.version }, { granted, today })),
  }));
  const left = decided.filter(({ decisions }) => !decisions.some((d) => d.status === "unavailable"));
  const [only] = left;
  if (!only || left.length > 1 || only.decisions.some((d) => d.status !== "available")) return undefined;
  const picked = defaultVersion(edition, model.name, asked.region ?? "");
  return picked === undefined || picked.toLowerCase() === only.version.toLowerCase() ? only.version : undefined;
}
