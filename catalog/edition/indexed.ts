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

/** A row of a schedule, with where it stands and as of when. */
export type ScheduleEntry = Schedule["rows"][number] & { readonly place: DocumentPlace; readonly asOf: string };

/** A row of the schedule of fine-tuned models. */
export type FineTunedEntry = NonNullable<Schedule["fineTuned"]>["rows"][number] & {
  readonly place: DocumentPlace;
  readonly asOf: string;
};

/** What pages say of the training of a model version. */
export type TrainingEntry = TrainingPage["models"][number] & {
  readonly place: DocumentPlace;
  readonly zones: readonly DataZone[];
};

/** What a models list says of a version, with its region and day. */
export interface ListEntry {
  readonly region: string;
  readonly source: string;
  readonly asOf: string;
  readonly facts: ListedVersion & { readonly version: string };
}

/** What an edition says of a version of a model. */
export interface IndexedVersion extends VersionFacts {
  /** Set where no document names it and only a models list has it. */
  readonly listOnly?: true;
  /** Key of the source of a models list that offers global training of it, in whichever region. */
  readonly trainedIn?: string;
  /** Regions of global training, where a newer table than the document's has them by model version. */
  readonly globalRegions?: Readonly<Record<string, string>>;
  /** What the document says where a newer table says something else. */
  readonly superseded?: Partial<Record<Sku, readonly RegionStatement[]>>;
  /** SKUs whose newer table does not have it any more. */
  readonly dropped?: Partial<Record<Sku, DocsTable>>;
  /** Its rows of retirement schedules, in the order of the pages. */
  readonly schedule?: readonly ScheduleEntry[];
  readonly fineTunedSchedule?: FineTunedEntry;
  /** What the newest page says of its training. */
  readonly training?: TrainingEntry;
  /** Where models fine-tuned from it can be deployed with a Standard, or with a provisioned, SKU. */
  readonly fineTunedDeployments?: {
    readonly standard?: readonly RegionStatement[];
    readonly provisioned?: readonly RegionStatement[];
  };
  /** What the models lists of all regions say of it. */
  readonly listings?: readonly ListEntry[];
}

/** A model with its versions by lower-case name. */
export interface IndexedModel {
  readonly name: string;
  /** Versions in the document's order, then those of other sources; empty where no source names any. */
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
  /** The version that Azure deploys where none is given, where the list says so. */
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

/** The list of regions of global training, with what holds in single regions or for single models. */
export interface GlobalTraining {
  readonly place: DocumentPlace;
  readonly tick: string;
  /** What holds in every region. */
  readonly condition?: string;
  readonly regions: Readonly<Record<string, { readonly label: string; readonly condition?: string }>>;
  readonly notes: NonNullable<DocsTable["notes"]>;
}

/** A dated catalog, ready to be asked. Immutable. */
export interface Edition {
  readonly id: string;
  readonly data: EditionData;
  readonly models: ReadonlyMap<string, IndexedModel>;
  /** Models lists by region id; the region is closed: what its list does not have cannot be deployed there. */
  readonly lists: ReadonlyMap<string, RegionList>;
  /** Filtered models lists by region id: they add to what other sources say, and rule nothing out. */
  readonly additions: ReadonlyMap<string, RegionList>;
  /** SKUs of which some source says where they are offered. */
  readonly skus: ReadonlySet<Sku>;
  /** SKUs that the document or a newer table has regions for. */
  readonly tabled: readonly Sku[];
  /** Tables by the source that statements name. */
  readonly tables: Readonly<Record<string, TableRef>>;
  /** Tables of pages by SKU; all of one SKU are its table. */
  readonly pages: ReadonlyMap<Sku, readonly DocsTable[]>;
  /** The date of the newest page of each SKU. */
  readonly pageDates: ReadonlyMap<Sku, string>;
  /** The page of training kinds and deployment options that is in force, where there is one. */
  readonly trainingPage?: TrainingPage;
  readonly globalTraining?: GlobalTraining;
  /** True where it can tell base models from fine-tuned ones: pages of fine-tuning, or models lists. */
  readonly knowsFineTuned: boolean;
  /** An organisation's statements on top; see `withOverlay`. */
  readonly overlay?: Overlay;
}
