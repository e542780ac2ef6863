import { defaultVersion, listDate } from "../../catalog/offer";
import { known } from "../plan/values";
import { modelName, safe } from "../words";
import { finding, type Rule } from "./rule";

/** Says where the service, and not the program, decides which version runs. */
export const pinnedVersion: Rule = {
  name: "pinned-version",
  displayName: "The version is pinned",
  description: "A deployment should name its model version and not let the service change it.",
  severity: "low",
  defaultLevel: "advisory",
  remediationSteps: 'Set model.version, and versionUpgradeOption to "NoAutoUpgrade".',
  settings: (z) => z.strictObject({}),
  deployment: (judgement, { edition }) => {
    const { deployment, model, asked } = judgement;
    if (deployment.model.state === "known" && !judgement.fineTuned && deployment.version.state === "absent") {
      const { model: name, region } = asked;
      const by = name === undefined || region === undefined ? undefined : defaultVersion(edition, name, region);
      if (by !== undefined) {
        const at = `${by} as of ${listDate(edition, region ?? "")}`;
        return [
          finding("pinned-version", judgement, {
            reason: "version-omitted",
            message:
              `${modelName(asked)} has no version: the service picks its default, which in ${safe(region ?? "")} is ${at} ` +
              "and changes over time. Set model.version.",
            changes: [`version ${by}`],
          }),
        ];
      }
      // What only the lists of other regions have is not what this one would pick.
      const versions = (model?.versions ?? []).filter((v) => !v.listOnly).map((v) => v.version);
      return [
        finding("pinned-version", judgement, {
          reason: "version-omitted",
          message:
            `${modelName(judgement.asked)} has no version: the service picks its default, which changes over time. Set model.version` +
            (versions.length > 0 ? ` (the document names ${versions.join(", ")}).` : "."),
          changes: versions.map((v) => `version ${v}`),
        }),
      ];
    }
    const option = known(deployment.upgrade);
    if (option !== undefined && option.toLowerCase() !== "noautoupgrade") {
      return [
        finding("pinned-version", judgement, {
          reason: "upgrades-itself",
          message: `${modelName(judgement.asked)} upgrades by itself (versionUpgradeOption is ${safe(option)}): set it to NoAutoUpgrade.`,
          changes: ["versionUpgradeOption NoAutoUpgrade"],
        }),
      ];
    }
    return [];
  },
};
