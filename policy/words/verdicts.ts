/** What the catalog says about a deployment. */
import { dateOfTimestamp } from "../../catalog/names/versions";
import type { DidYouMean } from "../../catalog/query";
import { daysBetween } from "../days";
import type { AskedDeployment, PurposeVerdict } from "../finding";
import { safe, yamlText } from "../text";
import type { FactsWords } from "./kinds";
import { blankLines, modelName, nameText, versionText } from "./names";
import { newerLines } from "./newer";
import { because } from "./reasons";
import { type Language, withExample } from "./syntax";
import { wayOutPhrase } from "./ways-out";

/** " as GlobalStandard in eastus": what decides the verdict, beside the model. */
function decisiveText({ purpose, query, unknown }: PurposeVerdict): string {
  const sku = purpose === "fine-tuning" || unknown.includes("sku") ? "" : ` as ${nameText(query.sku ?? "Standard")}`;
  return unknown.includes("region") ? sku : `${sku} in ${nameText(query.region)}`;
}

/** "A fine-tuned model: gpt-4o 2024-08-06" */
export function subjectText(asked: AskedDeployment, fineTuned: boolean): string {
  return `${fineTuned ? "A fine-tuned model: " : ""}${modelName(asked)}`;
}

/** "Did you mean gpt-35-turbo?" or nothing. */
export function didYouMeanLine(didYouMean: readonly DidYouMean[] | undefined, language?: Language): string[] {
  if (!didYouMean || didYouMean.length === 0) return [];
  const names = didYouMean.map((d) => {
    if (d.field === "model") return modelName(d, language);
    const name = d[d.field] ?? "";
    return d.field === "version" ? versionText(language, name) : nameText(name);
  });
  return [`Did you mean ${names.join(" or ")}?`];
}

/**
 * A version that is a timestamp: YAML makes one from a date without quotes. The date need not be a version of the
 * model.
 */
function timestampLines(version: string | undefined, didYouMean: readonly DidYouMean[]): string[] {
  const date = version === undefined ? undefined : dateOfTimestamp(version);
  if (date === undefined) return [];
  const write = didYouMean.some((d) => d.version === date)
    ? `write it as version: "${date}"`
    : "put versions in quotes";
  return [`The version is a timestamp, which YAML makes of a date without quotes: ${write}.`];
}

/** A name that resembles no other: it may be newer than all editions, or not a name of Azure OpenAI at all. */
function unheardLines({ verdict, purpose: _ }: PurposeVerdict, today: string): string[] {
  const { reason, didYouMean = [], newerThanEdition, citations } = verdict;
  const [citation] = citations;
  if (reason !== "model-not-listed" || didYouMean.length > 0 || newerThanEdition || !citation) return [];
  const age = daysBetween(citation.date, today);
  return [
    `The edition has no name like it, and no newer edition of this package names it. If the model is newer than ${citation.date} (${age} day${age === 1 ? "" : "s"} ago), make an edition of today: azure-openai-guard catalog refresh.`,
  ];
}

const VERBS = {
  inference: { no: "cannot be deployed", unsure: "may not be deployable" },
  "fine-tuning": { no: "cannot be fine-tuned", unsure: "may not be fine-tunable" },
  assistants: { no: "cannot be used for Assistants", unsure: "may not be usable for Assistants" },
};

export const sayVerdict: FactsWords<"verdict"> = (
  { judged, fineTuned, mayBeTrainedElsewhere, today },
  { asked },
  language,
) => {
  const { purpose, query, verdict, unknown } = judged;
  const verb = VERBS[purpose][verdict.status === "unavailable" ? "no" : "unsure"];
  const training = query.training ? ` with ${query.training} training` : "";
  const forAll = unknown.length > 0 ? `, whatever the ${unknown.join(" and the ")} will be` : "";
  const timestamp =
    verdict.reason === "version-not-listed" ? timestampLines(asked.version, verdict.didYouMean ?? []) : [];
  const what = `${subjectText(asked, fineTuned)} ${verb}${training}${decisiveText(judged)}${forAll}`;
  return {
    headline: `${what}: ${because(verdict)}.`,
    details: [
      ...blankLines(asked),
      ...timestamp,
      ...(verdict.newerThanEdition ? newerLines(verdict.newerThanEdition, today) : []),
      ...(verdict.newerThanEdition || timestamp.length > 0 ? [] : didYouMeanLine(verdict.didYouMean, language)),
      ...unheardLines(judged, today),
    ],
    remedies: mayBeTrainedElsewhere
      ? [
          withExample(
            "If it was trained in another account, name that account with model.source.",
            { model: { source: "RESOURCE_ID" } },
            language,
          ),
        ]
      : [],
  };
};

export const sayAccess: FactsWords<"access"> = ({ judged }, { asked, waysOut }, language) => {
  const { conditions, reason } = judged.verdict;
  const closing = conditions.filter((c) => c.access !== undefined);
  const ids = closing.flatMap((c) => c.access ?? []).map(safe);
  const isDeprecated = reason === "existing-customers";
  const set = `say so in the settings: granted: [${ids.map(yamlText).join(", ")}].`;
  return {
    headline: isDeprecated
      ? `${modelName(asked)}${decisiveText(judged)} is deprecated: only a subscription that has deployed this very version before can deploy it.`
      : `${modelName(asked)}${decisiveText(judged)} needs access that Microsoft grants.`,
    waysOut: [{ label: "Open to all", phrases: waysOut.map((way) => wayOutPhrase(way, language)) }],
    remedies:
      ids.length === 0
        ? []
        : [`If your ${isDeprecated ? "subscription has deployed it before" : "organisation has the access"}, ${set}`],
    citations: closing.map((c) => c.citation),
  };
};
