/** The life of a model, and who chooses its version. */
import type { Says } from "./kinds";
import { modelName, nameText } from "./names";
import { retirementText } from "./retirement";
import { wayOutPhrase } from "./ways-out";

export const sayLifecycle: Says<"lifecycle"> = ({ ending, states, replacement, today }, { asked, waysOut }) => {
  const lines = [
    ...(ending ? [`${modelName(asked)} ${retirementText(ending, today)}.`] : []),
    ...(states.length > 0 ? [`${modelName(asked)} is ${states.join(" and ")}.`] : []),
  ];
  const [headline = "", ...details] = lines;
  // The rule puts what the document names as the replacement first; nobody checked that it passes here.
  const passing = replacement ? waysOut.slice(1) : waysOut;
  return {
    headline,
    details,
    waysOut: [
      { label: "To pass", phrases: passing.map(wayOutPhrase) },
      ...(replacement ? [{ label: "Replacement", phrases: [modelName(replacement)] }] : []),
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
