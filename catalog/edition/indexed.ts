/** An edition in memory: the types that a verdict reads. The functions that make one are in edition.ts. */
import type { DataZone } from "../names/regions";
import type { Sku } from "../names/skus";
import type {
  DocsTable,
  DocumentPlace,
  EditionData,
  ListedVersion,
  RegionStatement,
  Schedule,
  TrainingPage,
  VersionFacts,
} from "./schema";
import type { Overlay } from "./statement";

/** A row of a schedule, with its place and date. */
export type ScheduleEntry = Schedule["rows"][number] & { readonly place: DocumentPlace; readonly asOf: string };

/** A row of the schedule of fine-tuned models. */
export type FineTunedEntry = NonNullable<Schedule["fineTuned"]>["rows"][number] & {
  readonly place: DocumentPlace;
  readonly asOf: string;
};

/** What pages say about the training of a model version. */
export type TrainingEntry = TrainingPage["models"][number] & {
  readonly place: DocumentPlace;
  readonly zones: readonly DataZone[];
};

/** What a models list says about a version, with its region and day. */
export interface ListEntry {
  readonly region: string;
  readonly source: string;
  readonly asOf: string;
  readonly facts: ListedVersion & { readonly version: string };
}

/** What an edition says about a version of a model. */
export interface IndexedVersion extends VersionFacts {
  /** Set if only a models list names it, and no document. */
  readonly listOnly?: true;
  /** Key of a models list, of any region, that offers global training of it. */
  readonly trainedIn?: string;
  /** Regions of global training, if a newer table than the document's has them by model version. */
  readonly globalRegions?: Readonly<Record<string, string>>;
  /** What the document says, if a newer table says something else. */
  readonly superseded?: Partial<Record<Sku, readonly RegionStatement[]>>;
  /** SKUs whose newer table no longer has it. */
  readonly dropped?: Partial<Record<Sku, DocsTable>>;
  /** Its rows of retirement schedules, in the order of the pages. */
  readonly schedule?: readonly ScheduleEntry[];
  readonly fineTunedSchedule?: FineTunedEntry;
  /** What the newest page says about its training. */
  readonly training?: TrainingEntry;
  /** Where models fine-tuned from it can be deployed with a Standard, or with a provisioned, SKU. */
  readonly fineTunedDeployments?: {
    readonly standard?: readonly RegionStatement[];
    readonly provisioned?: readonly RegionStatement[];
  };
  /** What the models lists of all regions say about it. */
  readonly listings?: readonly ListEntry[];
}

/** A model with its versions by lower-case name. */
export interface IndexedModel {
  readonly name: string;
  /** Versions in the document's order, then those of other sources; empty if no source names any. */
  readonly versions: readonly IndexedVersion[];
  /** The facts of a model that a document names without any version. */
  readonly unversioned?: IndexedVersion;
  readonly byVersion: ReadonlyMap<string, IndexedVersion>;
}

/** A model in the models list of a region. */
export interface ListedModel {
  readonly name: string;
  /** By lower-case version. */
  readonly versions: ReadonlyMap<string, ListedVersion & { readonly version: string }>;
  /** The version that Azure deploys if none is given, if the list says so. */
  readonly defaultVersion?: string;
}

/** The models list of a region. */
export interface RegionList {
  /** Key of its source. */
  readonly source: string;
  /** By lower-case name. */
  readonly models: ReadonlyMap<string, ListedModel>;
}

/** A table that statements and citations refer to. */
export interface TableRef {
  readonly place: DocumentPlace;
  readonly tick: string;
  /** Labels of its regions by id. */
  readonly rows: Readonly<Record<string, string>>;
  readonly regionsAre: "rows" | "columns";
}

/** The list of regions of global training, with conditions for single regions or models. */
export interface GlobalTraining {
  readonly place: DocumentPlace;
  readonly tick: string;
  /** The condition in every region. */
  readonly condition?: string;
  readonly regions: Readonly<Record<string, { readonly label: string; readonly condition?: string }>>;
  readonly notes: NonNullable<DocsTable["notes"]>;
}

/** A dated catalog in memory. Immutable. */
export interface Edition {
  readonly id: string;
  readonly data: EditionData;
  readonly models: ReadonlyMap<string, IndexedModel>;
  /** Models lists by region id. A list closes its region: what it does not have cannot be deployed there. */
  readonly lists: ReadonlyMap<string, RegionList>;
  /** Filtered models lists by region id: they add to what other sources say, and rule nothing out. */
  readonly additions: ReadonlyMap<string, RegionList>;
  /** SKUs for which a source says where they are offered. */
  readonly skus: ReadonlySet<Sku>;
  /** SKUs that the document or a newer table has regions for. */
  readonly tabled: readonly Sku[];
  /** Tables by the source that statements name. */
  readonly tables: Readonly<Record<string, TableRef>>;
  /** Tables of pages by SKU. */
  readonly pages: ReadonlyMap<Sku, readonly DocsTable[]>;
  /** The date of the newest page of each SKU. */
  readonly pageDates: ReadonlyMap<Sku, string>;
  /** The page of training kinds and deployment options that is in force, if there is one. */
  readonly trainingPage?: TrainingPage;
  readonly globalTraining?: GlobalTraining;
  /** True if it can tell base models from fine-tuned ones, because it has pages about fine-tuning or models lists. */
  readonly knowsFineTuned: boolean;
  /** An organisation's statements on top; see `withOverlay`. */
  readonly overlay?: Overlay;
}
