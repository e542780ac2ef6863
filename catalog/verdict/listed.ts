/** Verdicts by models lists: a complete list decides for its region, a filtered list only adds. */
import { LIST_SECTION, type RegionList } from "../edition/edition";
import type { Citation, Decision } from "../query";
import { offered } from "./access";
import { nameOf, once, releasedAfter, type VersionQuestion } from "./asking";
import { cite } from "./citation";
import { lifeOf } from "./lifecycle";
import { citeMissing, findOffer } from "./offer";

/**
 * Decides in a region with a models list. The list decides; the verdict cites the documentation if it disagrees.
 * A list cannot rule out a combination that a newer page has.
 * @param documented what the documentation says.
 */
export function decideListed(
  asking: VersionQuestion,
  list: RegionList,
  region: string,
  documented: () => Decision,
): Decision {
  const { edition, model, version, sku, facts, fineTuned } = asking;
  const listed = list.models.get(model.name.toLowerCase());
  const known = listed?.versions.get(version.toLowerCase());
  if (!(fineTuned ? known?.fineTuned : known?.skus)?.[sku]) {
    const missing = () => citeMissing(edition, list.source, listed, { model: model.name, version, sku });
    const older = olderThanPage(asking, list, documented);
    if (older) return { status: "undocumented", reason: "source-older", cite: () => [missing(), ...older()] };
    const isUnknown = documented().status === "undocumented" && releasedAfter(asking, dateOf(asking, list));
    if (isUnknown) return { status: "undocumented", reason: "source-older", cite: () => [citeTooOld(asking, list)] };
    const disagreeing = () => citeDisagreement(documented(), false);
    return {
      status: "unavailable",
      reason: "region-not-listed",
      cite: () => [missing(), ...disagreeing()],
      contradicted: disagreeing,
    };
  }
  const offer = once(() => findOffer(edition, { model: model.name, version, sku, region, fineTuned }));
  const disagreeing = () => (fineTuned ? [] : citeDisagreement(documented(), true));
  return {
    ...offered(asking, lifeOf(facts, sku, fineTuned)),
    cite: () => {
      const found = offer();
      return [...(found ? [found.citation] : []), ...disagreeing()];
    },
    contradicted: disagreeing,
    offer,
  };
}

/** Cites a page that is newer than a list and has what the list lacks. */
function olderThanPage(
  asking: VersionQuestion,
  list: RegionList,
  documented: () => Decision,
): (() => Citation[]) | undefined {
  if (asking.fineTuned) return undefined;
  const date = dateOf(asking, list);
  const decision = documented();
  if (decision.status !== "available" && decision.status !== "restricted") return undefined;
  const citations = decision.cite();
  return citations.some((c) => c.date > date) ? () => citations : undefined;
}

/** Cites a list that is older than the version. */
function citeTooOld(asking: VersionQuestion, list: RegionList): Citation {
  const says = `the list is of ${dateOf(asking, list)}, before ${nameOf(asking)} was released: it cannot know it`;
  return cite(asking.edition, { from: list.source, section: LIST_SECTION }, says);
}

function dateOf({ edition }: VersionQuestion, list: RegionList): string {
  return edition.data.sources[list.source]?.date ?? edition.data.date;
}

/** Cites the documentation if it disagrees with a list. */
function citeDisagreement(documented: Decision, isOffered: boolean): Citation[] {
  const disagrees = isOffered
    ? documented.status === "unavailable"
    : documented.status === "available" || documented.status === "restricted";
  return disagrees ? documented.cite() : [];
}

/** The verdict of a filtered list on what it offers; undefined if it does not offer it, which proves nothing. */
export function addedByList(asking: VersionQuestion, region: string): Decision | undefined {
  const { edition, model, version, sku, facts, fineTuned } = asking;
  const list = edition.additions.get(region);
  const known = list?.models.get(model.name.toLowerCase())?.versions.get(version.toLowerCase());
  if (!list || !(fineTuned ? known?.fineTuned : known?.skus)?.[sku]) return undefined;
  const place = { from: list.source, section: LIST_SECTION, row: `${model.name} ${version}`, column: sku };
  return {
    ...offered(asking, lifeOf(facts, sku, fineTuned)),
    cite: () => [cite(edition, place, fineTuned ? "offered for fine-tuned models" : "offered")],
  };
}
