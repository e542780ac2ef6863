/** Turns an authored set of pages into an edition: the tables stay tables, each with its page and date. */
import { sealed } from "../../edition/provenance";
import { type DocsTable, type DocumentPlace, type EditionData, SCHEMA_VERSION } from "../../edition/schema";
import { findRegion } from "../../names/regions";
import type { AuthoredPages, RegionPage } from "./authored";

const TICK = "✅";

/** The marks of a row, one per region. */
export function marksOf(cells: string): string[] {
  return cells.split(" ");
}

/** Ids of regions by the labels of a page. */
function regionsOf(labels: readonly string[], where: string): Record<string, string> {
  return Object.fromEntries(
    labels.map((label) => {
      const region = findRegion(label);
      if (!region) throw new Error(`${where}: regions.json has no region called "${label}"`);
      return [region.id, label];
    }),
  );
}

/** A page's key among the sources of an edition; an import of the same file replaces it. */
const keyOf = (page: string) => `docs:${page}`;

function regionTables({ page, tables }: RegionPage): DocsTable[] {
  return tables.map(({ sku, section, tab, regions: names, rows }) => {
    const regions = regionsOf(names.split(" "), `${page}, ${sku}, ${tab}`);
    const ids = Object.keys(regions);
    return {
      source: `${page}:${sku}:${tab}`,
      use: sku,
      place: { from: keyOf(page), section, tab },
      tick: TICK,
      regions,
      regionsAre: "columns",
      whole: true,
      models: rows.map(({ model, version, cells }) => ({
        model,
        version,
        label: `${model} ${version}`,
        regions: ids.filter((_, i) => marksOf(cells)[i] === TICK),
      })),
    };
  });
}

function fineTuningTables({ fineTuning }: AuthoredPages): DocsTable[] {
  const { standardRegions, global, deployments } = fineTuning;
  const label = (region: (typeof global.regions)[number]) => findRegion(region.label)?.id ?? region.label;
  const standard = standardRegions.rows.map((row) => ({
    row,
    regions: regionsOf(row.standard, `${standardRegions.page}, ${row.model}`),
  }));
  return [
    {
      source: `${standardRegions.page}:standard-training`,
      use: "standard-training",
      place: { from: keyOf(standardRegions.page), section: standardRegions.section, column: "Standard regions" },
      tick: TICK,
      regions: Object.assign({}, ...standard.map((s) => s.regions)),
      regionsAre: "columns",
      whole: true,
      models: standard.map(({ row: { model, version }, regions }) => ({
        model,
        version,
        label: `${model} (${version})`,
        regions: Object.keys(regions),
      })),
    },
    {
      source: `${global.page}:global-training`,
      use: "global-training",
      place: { from: keyOf(global.page), section: global.section, column: global.column },
      tick: TICK,
      regions: regionsOf(
        global.regions.map((r) => r.label),
        global.page,
      ),
      regionsAre: "rows",
      whole: true,
      models: [],
      notes: [
        { text: global.condition, regions: global.regions.map(label) },
        ...global.regions.flatMap((r) => (r.condition ? [{ text: r.condition, regions: [label(r)] }] : [])),
        ...global.regions.flatMap((r) =>
          (r.excluded ?? []).map(({ model, text }) => ({
            text,
            regions: [label(r)],
            model,
            excluded: true as const,
          })),
        ),
      ],
    },
    ...deployments.map(({ page, use, section, regions: names, rows }): DocsTable => {
      const regions = regionsOf(names, page);
      const ids = Object.keys(regions);
      return {
        source: `${page}:${use}`,
        use,
        place: { from: keyOf(page), section },
        tick: TICK,
        regions,
        regionsAre: "columns",
        whole: true,
        models: rows.map(({ model, cells }) => ({
          model,
          version: "",
          label: model,
          regions: ids.filter((_, i) => marksOf(cells)[i] === TICK),
        })),
      };
    }),
  ];
}

function trainingPages({ fineTuning: { support, standardRegions } }: AuthoredPages): EditionData["training"] {
  return [
    {
      place: { from: keyOf(standardRegions.page), section: standardRegions.section },
      models: standardRegions.rows.map((row) => ({
        model: row.model,
        version: row.version,
        label: `${row.model} (${row.version})`,
        kinds: [
          "standard" as const,
          ...(row.dataZones.length > 0 ? (["data-zone"] as const) : []),
          ...(row.global === TICK ? (["global"] as const) : []),
          ...(row.developer === TICK ? (["developer"] as const) : []),
        ],
        says: `Data Zone: ${row.dataZones.join(", ") || "-"}, Global: ${row.global}, Developer: ${row.developer}`,
        dataZones: row.dataZones,
        methods: row.methods,
        ...(row.invitation ? { invitation: row.invitation } : {}),
      })),
    },
    {
      place: { from: keyOf(support.page), section: support.section },
      models: support.rows.map(({ model, version, kinds, says, methods, invitation, deployments }) => ({
        model,
        version,
        label: `${model} (${version})`,
        kinds,
        says,
        column: "Training types",
        methods,
        ...(invitation ? { invitation } : {}),
        deployments: { ...deployments, column: "Deployment options" },
      })),
    },
  ];
}

function schedules({ schedule }: AuthoredPages): EditionData["schedules"] {
  const { page, tables, fineTuned } = schedule;
  const labelled = <T extends { model: string; version: string }>(row: T) => ({
    ...row,
    label: `${row.model} ${row.version}`,
  });
  return tables.map(({ section, rows }, i) => ({
    place: { from: keyOf(page), section } satisfies DocumentPlace,
    rows: rows.map(labelled),
    ...(i === 0
      ? {
          fineTuned: {
            place: { from: keyOf(page), section: fineTuned.section },
            rows: fineTuned.rows.map(({ existingCustomers, ...row }) => ({
              ...labelled(row),
              ...(existingCustomers ? { existingCustomers: fineTuned.existingCustomers } : {}),
            })),
          },
        }
      : {}),
  }));
}

function tallies(tables: readonly DocsTable[]): EditionData["counts"]["tables"] {
  const counts: EditionData["counts"]["tables"] = {};
  for (const { use, regions, models } of tables) {
    const before = counts[use] ?? { rows: 0, cells: 0, ticks: 0 };
    counts[use] = {
      rows: (before.rows ?? 0) + models.length,
      cells: before.cells + models.length * Object.keys(regions).length,
      ticks: before.ticks + models.reduce((n, m) => n + m.regions.length, 0),
    };
  }
  return counts;
}

/**
 * Compiles a set of pages.
 * @param doc authored files, already checked by their schemas and by the checks of this folder.
 * @returns the edition, ready to be written; the same input always gives the same output.
 * @throws Error naming the page and the word where a region is unknown.
 */
export function compilePages(doc: AuthoredPages): EditionData {
  const tables = [doc.standard, doc.provisioned, doc.batch].flatMap(regionTables);
  const tuning = fineTuningTables(doc);
  const plans = schedules(doc);
  const named: { readonly model: string; readonly version: string }[] = [
    ...[...tables, ...tuning].flatMap((t) => t.models),
    ...plans.flatMap((s) => s.rows),
  ];
  const versions = new Set(named.filter((n) => n.version !== "").map((n) => `${n.model} ${n.version}`));
  return sealed({
    schemaVersion: SCHEMA_VERSION,
    id: doc.document.id,
    date: doc.document.date,
    document: doc.document,
    counts: {
      tables: tallies(tables),
      scheduleRows: plans.reduce((n, s) => n + s.rows.length + (s.fineTuned?.rows.length ?? 0), 0),
      fineTuning: {
        standardPairs: doc.fineTuning.standardRegions.rows.reduce((n, r) => n + r.standard.length, 0),
        globalModels: doc.fineTuning.support.rows.filter((r) => r.kinds.includes("global")).length,
        globalRegions: doc.fineTuning.global.regions.length,
      },
      models: new Set(named.map((n) => n.model)).size,
      modelVersions: versions.size,
    },
    tables: {},
    models: [],
    sources: Object.fromEntries(
      Object.entries(doc.pages).map(([page, { title, date }]) => [keyOf(page), { kind: "docs", title, date, page }]),
    ),
    lists: {},
    docs: [...tables, ...tuning],
    schedules: plans,
    training: trainingPages(doc),
  });
}
