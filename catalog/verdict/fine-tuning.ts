/** Verdicts on training: whether a model version can be fine-tuned in a region, and with which kind of training. */
import { LIST_SECTION } from "../edition/edition";
import { findRegion } from "../names/regions";
import { TRAININGS } from "../names/trainings";
import type { Citation, Condition, Decision, Reason, Training } from "../query";
import { trainingAccessId } from "./access";
import { isGranted, nameOf, type VersionQuestion } from "./asking";
import { cite, citeRegion } from "./citation";
import { lifeOf } from "./lifecycle";

/** What is known about one kind of training of a version. */
interface TrainingKind {
  /** Whether the version has it anywhere; undefined if no source says. */
  readonly offered: boolean | undefined;
  /** Whether it has it in the region. */
  readonly here: boolean;
  readonly cite: () => Citation[];
  readonly conditions?: () => Condition[];
}

const NOT_OFFERED: Readonly<Record<Training, Reason>> = {
  standard: "no-standard-training",
  "data-zone": "no-data-zone-training",
  global: "no-global-training",
  developer: "no-developer-training",
};

/** Decides on training in a region of the public cloud. */
export function decideFineTuning(asking: VersionQuestion, region: string): Decision {
  const { edition, facts, training: asked } = asking;
  const list = edition.lists.get(region);
  const isTrained = facts.training !== undefined || facts.fineTuning !== undefined;
  // Only documents have Standard training; models lists also have global training.
  if (!isTrained && (facts.trainedIn === undefined || asked === "standard")) return notFineTunable(asking);
  if (!isTrained && !list) return globalElsewhere(asking);
  const ended = trainingEnded(asking, region);
  if (ended) return ended;
  const kinds = { standard, "data-zone": dataZone, global, developer };
  if (asked !== undefined) {
    const kind = kinds[asked](asking, region);
    if (kind.offered === undefined) return unstated(asking, asked, kind);
    if (!kind.offered) return { status: "unavailable", reason: NOT_OFFERED[asked], cite: kind.cite };
    return kind.here ? trained(asking, [kind]) : regionNotListed([kind]);
  }
  const stated = TRAININGS.map((name) => kinds[name](asking, region)).filter((kind) => kind.offered !== undefined);
  const here = stated.filter((kind) => kind.offered && kind.here);
  return here.length > 0 ? trained(asking, here) : regionNotListed(stated);
}

function notFineTunable(asking: VersionQuestion): Decision {
  const { edition } = asking;
  return {
    status: "unavailable",
    reason: "not-fine-tunable",
    cite: () => {
      const place = edition.trainingPage?.place ?? edition.tables["fine-tuning"]?.place;
      return place ? [cite(edition, place, "the table has no row for this model version")] : [];
    },
  };
}

/** A models list of another region offers global training; no source says whether this region has it. */
function globalElsewhere(asking: VersionQuestion): Decision {
  const { facts } = asking;
  return {
    status: "undocumented",
    reason: "no-region-table",
    cite: () =>
      facts.trainedIn === undefined
        ? []
        : [citeListed(asking, facts.trainedIn, true), ...notFineTunable(asking).cite()],
  };
}

function citeListed({ edition, model, facts }: VersionQuestion, source: string, has: boolean): Citation {
  return cite(
    edition,
    { from: source, section: LIST_SECTION, row: `${model.name} ${facts.version}` },
    has ? "globalFineTune: true" : "no globalFineTune",
  );
}

function unstated(asking: VersionQuestion, asked: Training, kind: TrainingKind): Decision {
  const cited = kind.cite();
  return {
    status: "undocumented",
    reason: "no-region-table",
    cite: () => cited.map((c) => ({ ...c, says: `says nothing of ${asked} training of ${nameOf(asking)}` })),
  };
}

function regionNotListed(kinds: readonly TrainingKind[]): Decision {
  return { status: "unavailable", reason: "region-not-listed", cite: () => kinds.flatMap((kind) => kind.cite()) };
}

/** The verdict if training has ended for everybody, by the schedule or a models list, as of its date. */
function trainingEnded({ edition, facts, model }: VersionQuestion, region: string): Decision | undefined {
  const { fineTunedSchedule: row } = facts;
  const retires = row?.trainingRetires;
  if (row && retires !== undefined && !row.notEarlier && retires <= row.asOf) {
    return {
      status: "unavailable",
      reason: "retired",
      cite: () => [cite(edition, { ...row.place, column: "Training retirement date" }, `training ended on ${retires}`)],
    };
  }
  const entry = facts.listings?.find((l) => l.region === region);
  const ended = entry?.facts.trainingRetires;
  if (!entry || ended === undefined || ended > entry.asOf) return undefined;
  const place = { from: entry.source, section: LIST_SECTION, row: `${model.name} ${entry.facts.version}` };
  return { status: "unavailable", reason: "retired", cite: () => [cite(edition, place, `training ended on ${ended}`)] };
}

/** The verdict on training in a region that has it: open to all, by invitation, or only for existing customers. */
function trained(asking: VersionQuestion, kinds: readonly TrainingKind[]): Decision {
  const { edition, facts, model, options } = asking;
  const access = accessTo(asking);
  const conditions = (): Condition[] => [
    ...(access
      ? [
          {
            kind: access.kind,
            access: trainingAccessId(model.name, facts.version),
            text: access.text,
            citation: cite(edition, access.place, access.text),
          },
        ]
      : []),
    ...kinds.flatMap((kind) => kind.conditions?.() ?? []),
  ];
  const rest = { cite: () => kinds.flatMap((kind) => kind.cite()), conditions };
  if (!access || isGranted(trainingAccessId(model.name, facts.version), options)) {
    return { status: "available", reason: "listed", ...rest };
  }
  return { status: "restricted", reason: access.kind, ...rest };
}

/** Who may train, if not everybody. */
function accessTo({ facts, sku }: VersionQuestion) {
  const { training, fineTunedSchedule: row } = facts;
  if (training?.invitation) {
    return { kind: "limited-access" as const, text: training.invitation, place: training.place };
  }
  if (training?.existingCustomers) {
    return { kind: "existing-customers" as const, text: training.existingCustomers, place: training.place };
  }
  // For new customers, training ends with the base model.
  const closed = row?.existingCustomers && lifeOf(facts, sku, false)?.retired;
  return row?.existingCustomers && closed
    ? { kind: "existing-customers" as const, text: row.existingCustomers, place: row.place }
    : undefined;
}

function citeKinds({ edition, facts }: VersionQuestion): Citation[] {
  const { training } = facts;
  return training ? [cite(edition, training.place, training.says)] : [];
}

function standard(asking: VersionQuestion, region: string): TrainingKind {
  const { edition, facts } = asking;
  const { training, fineTuning } = facts;
  const regions = fineTuning?.standard;
  if (training && !training.kinds.includes("standard")) {
    return { offered: false, here: false, cite: () => citeKinds(asking) };
  }
  if (!fineTuning || !regions)
    return { offered: training ? undefined : false, here: false, cite: () => citeKinds(asking) };
  return {
    offered: true,
    here: regions.regions[region] !== undefined,
    cite: () => [citeRegion(edition, regions, region)],
  };
}

function dataZone(asking: VersionQuestion, region: string): TrainingKind {
  const { edition, facts } = asking;
  const { training } = facts;
  if (!training) return unknownKind(asking);
  if (!training.kinds.includes("data-zone")) return { offered: false, here: false, cite: () => citeKinds(asking) };
  const zones = training.zones.length > 0 ? training.zones : (["US"] as const);
  const zone = findRegion(region)?.dataZone;
  const tables = edition.pages.get("DataZoneStandard") ?? [];
  const table = tables.find((t) => t.regions[region] !== undefined);
  const here = zone !== undefined && zones.some((z) => z === zone) && table !== undefined;
  return {
    offered: true,
    here,
    cite: () => [
      ...citeKinds(asking),
      ...(table ? [cite(edition, { ...table.place, column: region }, `${region} is in data zone ${zone}`)] : []),
      ...(here ? [] : [cite(edition, training.place, `data zone training is offered in ${zones.join(", ")}`)]),
    ],
  };
}

function developer(asking: VersionQuestion): TrainingKind {
  const { training } = asking.facts;
  if (!training) return unknownKind(asking);
  const has = training.kinds.includes("developer");
  return { offered: has, here: has, cite: () => citeKinds(asking) };
}

/** A kind of training that is newer than the source. */
function unknownKind(asking: VersionQuestion): TrainingKind {
  return { offered: undefined, here: false, cite: () => notFineTunable(asking).cite() };
}

function global(asking: VersionQuestion, region: string): TrainingKind {
  const { edition, facts, model, version } = asking;
  const { training, fineTuning } = facts;
  const list = edition.lists.get(region);
  const listed = list?.models.get(model.name.toLowerCase())?.versions.get(version.toLowerCase());
  const stated = training ? training.kinds.includes("global") : fineTuning?.global === true;
  const offered = stated || (list !== undefined && facts.trainedIn !== undefined);
  const place = training?.place ?? fineTuning?.globalPlace;
  const citeStated = () => {
    if (training) return citeKinds(asking);
    return place ? [cite(edition, place, stated ? (edition.globalTraining?.tick ?? "") : "-")] : [];
  };
  if (!offered) return { offered: false, here: false, cite: citeStated };
  const entry = stated ? globalEntry(asking, region) : undefined;
  const here = list ? listed?.globalTraining === true : entry?.here === true;
  const citeDocuments = () => [...citeStated(), ...(stated ? citeGlobal(asking, region) : [])];
  return {
    offered: true,
    here,
    cite: () => [
      ...(list ? [citeListed(asking, list.source, listed?.globalTraining === true)] : []),
      // With a list, cite the documents only if the two disagree.
      ...(place && (!list || here !== (entry?.here === true)) ? citeDocuments() : []),
    ],
    conditions: () => globalConditions(asking, region),
  };
}

/** Whether the list of regions of global training has a region, without the model's exclusions. */
function globalEntry({ edition, facts, model }: VersionQuestion, region: string) {
  const { globalTraining } = edition;
  const listed = globalTraining?.regions[region];
  const excluded = globalTraining?.notes.find(
    (note) => note.excluded && note.regions.includes(region) && note.model === model.name.toLowerCase(),
  );
  const own = facts.globalRegions === undefined || facts.globalRegions[region] !== undefined;
  return { here: listed !== undefined && excluded === undefined && own, listed, excluded };
}

function citeGlobal(asking: VersionQuestion, region: string): Citation[] {
  const { edition } = asking;
  const { globalTraining } = edition;
  if (!globalTraining) return [];
  const { listed, excluded, here } = globalEntry(asking, region);
  if (excluded) return [cite(edition, globalTraining.place, excluded.text)];
  const says = here && listed ? `${listed.label} (${region})` : `${region} is not in the list`;
  return [cite(edition, globalTraining.place, says)];
}

function globalConditions({ edition, model }: VersionQuestion, region: string): Condition[] {
  const { globalTraining } = edition;
  if (!globalTraining) return [];
  const { place, condition, regions, notes } = globalTraining;
  const noted = notes.filter(
    (note) =>
      !note.excluded &&
      note.regions.includes(region) &&
      (note.model === undefined || note.model === model.name.toLowerCase()),
  );
  const texts = [condition, regions[region]?.condition, ...noted.map((note) => note.text)];
  return texts
    .filter((text): text is string => text !== undefined)
    .map((text) => ({ kind: "training", text, citation: cite(edition, place, text) }));
}
