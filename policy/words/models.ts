/** The life of a model, and who chooses its version. */
import type { Says } from "./kinds";
import { modelName, nameText, whereText } from "./names";
import { retirementText } from "./retirement";
import { wayOutPhrase } from "./ways-out";

export const sayLifecycle: Says<"lifecycle"> = (
  { ending, states, replacement, isReplacementOffered, today },
  { asked, waysOut },
) => {
  const lines = [
    ...(ending ? [`${modelName(asked)} ${retirementText(ending, today)}.`] : []),
    ...(states.length > 0 ? [`${modelName(asked)} is ${states.join(" and ")}.`] : []),
  ];
  const [headline = "", ...details] = lines;
  // The rule puts the replacement first, where it passes.
  const otherWaysOut = isReplacementOffered ? waysOut.slice(1) : waysOut;
  const isElsewhere = replacement !== undefined && !isReplacementOffered;
  return {
    headline,
    details: [
      ...details,
      ...(isElsewhere ? [`${modelName(replacement)} replaces it, and is not known to pass${whereText(asked)}.`] : []),
    ],
    waysOut: [
      { label: "To pass", phrases: otherWaysOut.map(wayOutPhrase) },
      ...(replacement && isReplacementOffered
        ? [{ label: "Replacement", phrases: waysOut.slice(0, 1).map((w) => wayOutPhrase(w).replace(/^model /, "")) }]
        : []),
    ],
  };
};

export const sayPreview: Says<"preview"> = (_, { asked }) => ({
  headline: `${modelName(asked)} is a preview: it is not for production, and Azure moves it to another version without asking.`,
});

export const sayVersionOmitted: Says<"version-omitted"> = ({ picked }, { asked, waysOut }) => {
  const now = picked ? `which in ${nameText(picked.region)} is ${picked.version} as of ${picked.date} and` : "which";
  return {
    headline: `${modelName(asked)} has no version: the service picks its default, ${now} changes over time.`,
    waysOut: [{ label: "To pin it", phrases: waysOut.map(wayOutPhrase) }],
    remedies: waysOut.length === 0 ? ["Set model.version."] : [],
  };
};

export const sayUpgradesItself: Says<"upgrades-itself"> = ({ option }, { asked, waysOut }) => ({
  headline: `${modelName(asked)} upgrades by itself (versionUpgradeOption is ${nameText(option)}).`,
  waysOut: [{ label: "To pin it", phrases: waysOut.map(wayOutPhrase) }],
});
