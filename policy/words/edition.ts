/** The edition: its age, and the overlay on it. */
import { citeStatement } from "../../catalog/edition/overlay";
import { DIFFERENCES, type Difference } from "../tally";
import type { FactsWords } from "./kinds";

const RENEW = "Import a newer edition, or update azure-openai-guard";

export const sayOldEdition: FactsWords<"old-edition"> = ({ date, age, maxAge }) => ({
  headline: `The catalog is of ${date}: it is ${age} days old, which is older than ${maxAge} days (maxAgeDays). Azure may offer more by now, or less.`,
  remedies: [`${RENEW}, or raise maxAgeDays.`],
  citations: [],
});

export const sayEditionNotChosen: FactsWords<"edition-not-chosen"> = ({ date, age, newest }) => {
  const { edition, deployments, otherwise } = newest;
  const parts = DIFFERENCES.flatMap((how) => {
    const n = otherwise[how];
    return n === undefined ? [] : [`${n} ${HOW[how]}`];
  });
  const different = DIFFERENCES.reduce((sum, how) => sum + (otherwise[how] ?? 0), 0);
  const these = deployments === 1 ? "this deployment" : `these ${deployments} deployments`;
  const judges =
    different === 0
      ? `judges ${these} alike`
      : `judges ${deployments === 1 ? these : `${different} of ${these}`} differently (${parts.join(", ")})`;
  return {
    headline: `judged by the document of ${date} (${age} days old), since no edition is chosen; edition ${edition} ${judges}: catalog: { edition: latest }`,
    citations: [],
  };
};

const HOW: Readonly<Record<Difference, string>> = {
  retired: "retired",
  existing: "existing customers only",
  limited: "limited access",
  gone: "not offered",
  offered: "newly offered",
  undocumented: "not documented",
};

export const sayOverlayStatement: FactsWords<"overlay-statement"> = ({ state, statement, date }) => {
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
