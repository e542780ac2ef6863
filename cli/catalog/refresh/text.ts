/** The summary of a refresh, for a terminal. */
import { escapeTerminal } from "../../../policy/escape";
import { impactLines } from "../impact";
import { type News, type OfferChange, RETIRING_WITHIN, type Retirement } from "./news";

/** The most lines of one section; the JSON has everything. */
const MOST_LINES = 60;

/** The summary as text. */
export function summaryText(news: News): string {
  const { from, to, regions, models, versions, impact } = news;
  const lines = [
    `Edition ${to.id} of ${to.date}, sha256 ${to.hash.slice(0, 12)}: ${escapeTerminal(news.file)}`,
    `Compared with ${from.id} of ${from.date}`,
    `Regions refreshed (${regions.refreshed.length}): ${regions.refreshed.join(", ")}`,
    ...(regions.withoutOffer.length > 0
      ? [`Regions that offer no OpenAI model (${regions.withoutOffer.length}): ${regions.withoutOffer.join(", ")}`]
      : []),
    ...regions.kept.map(({ region, date }) => `${region}: the list of ${date} stays`),
    ...section(
      "Regions that failed",
      regions.failed.map(({ region, why }) => `${region}: ${escapeTerminal(why)}`),
    ),
    ...section("Models that are new", models.added),
    ...section("Versions that are new", versions.added),
    ...section(
      "Newly offered",
      news.gained.map((change) => `+ ${offerText(change)}`),
    ),
    ...section("Models that are gone", models.removed),
    ...section("Versions that are gone", versions.removed),
    ...section(
      "No longer offered",
      news.lost.map((change) => `- ${offerText(change)} (${change.to})`),
    ),
    ...(isSame(news) ? ["", "No model, version or offer is new or gone."] : []),
    ...section(`Retiring within ${RETIRING_WITHIN} days`, news.retiring.map(retirementText)),
    ...section(
      "Quota that is used up",
      news.quota.map((q) => `${q.region} ${escapeTerminal(q.name)}: ${q.used} of ${q.limit}`),
    ),
    ...(impact === undefined
      ? []
      : ["", "Impact:", ...impact.flatMap((file) => impactLines(file).map((l) => `  ${l}`))]),
  ];
  return `${lines.join("\n")}\n`;
}

function isSame({ models, versions, gained, lost }: News): boolean {
  const lists = [models.added, models.removed, versions.added, versions.removed, gained, lost];
  return lists.every((list) => list.length === 0);
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${line}`);
  const more = lines.length - shown.length;
  return [
    "",
    `${title} (${lines.length}):`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more: --format json has all`] : []),
  ];
}

/** "gpt-9 1 Standard, GlobalStandard: eastus2, japaneast" */
export function offerText({ model, version, uses, regions }: OfferChange): string {
  return `${nameText(model, version)} ${uses.join(", ")}: ${regionsText(regions)}`;
}

/** "2026-12-01: gpt-9 1 Standard (fine-tuned), replaced by gpt-10" */
function retirementText(retirement: Retirement): string {
  const { day, model, version, replacement } = retirement;
  const next = replacement ? `, replaced by ${replacement}` : "";
  return `${day}: ${nameText(model, version)} ${retiringText(retirement)}${next}`;
}

/** The retiring SKUs of a version: "Standard, GlobalStandard (fine-tuned)". */
export function retiringText({ skus, fineTuned, notBefore }: Retirement): string {
  const notes = [...(fineTuned ? ["fine-tuned"] : []), ...(notBefore ? ["preview: not before this day"] : [])];
  return `${skus.join(", ")}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`;
}

function nameText(model: string, version: string): string {
  return version === "" ? model : `${model} ${version}`;
}

/** Names a few regions, and counts the rest. */
export function regionsText(regions: readonly string[]): string {
  return regions.length > 6 ? `${regions.slice(0, 5).join(", ")} and ${regions.length - 5} more` : regions.join(", ");
}
