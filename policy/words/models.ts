/** The life of a model, and who chooses its version. */
import type { WayOut } from "../finding";
import type { FactsWords } from "./kinds";
import { modelName, nameText, whereText } from "./names";
import { retirementText } from "./retirement";
import { withExample } from "./syntax";
import { wayOutPhrase } from "./ways-out";

const VERSION = { model: { version: "VERSION" } };

/** Pulumi does not tell a policy pack what a resource was before the update. */
const MAY_BE_MOVED =
  "This update changes the deployment, and Pulumi does not tell a policy pack what it was before: if the update moves it to this model, version or SKU, Azure refuses. azure-openai-guard check, given the plan, blocks such a move.";

export const sayLifecycle: FactsWords<"lifecycle"> = (
  { ending, states, replacement, isReplacementOffered, mayBeMoved, today },
  { asked, waysOut },
  language,
) => {
  const phrase = (way: WayOut) => wayOutPhrase(way, language);
  const lines = [
    ...(ending ? [`${modelName(asked)} ${retirementText(ending, today)}.`] : []),
    ...(states.length > 0 ? [`${modelName(asked)} is ${states.join(" and ")}.`] : []),
  ];
  const [headline = "", ...details] = lines;
  // The rule puts the replacement first, if it passes.
  const otherWaysOut = isReplacementOffered ? waysOut.slice(1) : waysOut;
  const isElsewhere = replacement !== undefined && !isReplacementOffered;
  return {
    headline,
    details: [
      ...details,
      ...(mayBeMoved ? [MAY_BE_MOVED] : []),
      ...(isElsewhere ? [`${modelName(replacement)} replaces it, and is not known to pass${whereText(asked)}.`] : []),
    ],
    waysOut: [
      { label: "To pass", phrases: otherWaysOut.map(phrase) },
      ...(replacement && isReplacementOffered
        ? [{ label: "Replacement", phrases: waysOut.slice(0, 1).map((w) => phrase(w).replace(/^model /, "")) }]
        : []),
    ],
  };
};

export const sayPreview: FactsWords<"preview"> = (_, { asked }) => ({
  headline: `${modelName(asked)} is a preview: it is not for production, and Azure moves it to another version without asking.`,
});

export const sayVersionOmitted: FactsWords<"version-omitted"> = ({ picked }, { asked, waysOut }, language) => {
  const now = picked ? `which in ${nameText(picked.region)} is ${picked.version} as of ${picked.date} and` : "which";
  return {
    headline: `${modelName(asked)} has no version: the service picks its default, ${now} changes over time.`,
    waysOut: [{ label: "To pin it", phrases: waysOut.map((way) => wayOutPhrase(way, language)) }],
    remedies: waysOut.length === 0 ? [withExample("Set model.version.", VERSION, language)] : [],
  };
};

export const sayUpgradesItself: FactsWords<"upgrades-itself"> = ({ option }, { asked, waysOut }, language) => ({
  headline: `${modelName(asked)} upgrades by itself (versionUpgradeOption is ${nameText(option)}).`,
  waysOut: [{ label: "To pin it", phrases: waysOut.map((way) => wayOutPhrase(way, language)) }],
});
