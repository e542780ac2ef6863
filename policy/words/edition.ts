/** The edition: its age, and the overlay on it. */
import { citeStatement } from "../../catalog/edition/overlay";
import type { Says } from "./kinds";

const RENEW = "Import a newer edition, or update azure-openai-guard";

export const sayOldEdition: Says<"old-edition"> = ({ date, age, maxAge }) => ({
  headline: `The catalog is of ${date}: it is ${age} days old, which is older than ${maxAge} days (maxAgeDays). Azure may offer more by now, or less.`,
  remedies: [`${RENEW}, or raise maxAgeDays.`],
  citations: [],
});

export const sayEditionNotChosen: Says<"edition-not-chosen"> = ({ date, age }) => ({
  headline: `No edition is chosen, and the one in use is of ${date}: it is ${age} days old. Azure may offer more by now, or less.`,
  remedies: [`${RENEW}; or choose this edition with catalog.edition, and this advice goes.`],
  citations: [],
});

export const sayOverlayStatement: Says<"overlay-statement"> = ({ state, statement, date }) => {
  const { document, section, says } = citeStatement(statement, date);
  const what = `The ${document} says "${says}" (${section}).`;
  // The headline is the citation.
  const citations: [] = [];
  return state === "expired"
    ? {
        headline: `${what} It expired on ${statement.expires} and no longer counts.`,
        remedies: ["Remove it, or renew it."],
        citations,
      }
    : {
        headline: `${what} It changes nothing: no source of the edition names such a model version.`,
        remedies: ["Correct its names, or remove it."],
        citations,
      };
};
