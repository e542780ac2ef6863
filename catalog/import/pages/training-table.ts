/**
 * Reads the tables of fine-tuning up to spring 2026: Model ID, the regions of Standard training, and a mark for each
 * other kind. The older ones have the regions of global training in a note below.
 */
import type { DocsTable, TrainingPage } from "../../edition/schema";
import { DATA_ZONES, type DataZone } from "../../names/regions";
import { footnotes, type Legend, legendOf, marksOf, residencyNote } from "./legend";
import { isAzureOpenAi, modelNamed } from "./names";
import type { PlacedTable } from "./outline";
import { type Block, found, type Lines, type PageProblems, plainText } from "./page";
import {
  bodyOf,
  headOf,
  isTicked,
  Once,
  type PageInHand,
  type ReadTable,
  regionIn,
  sectionOf,
  type TableReader,
  type TableReading,
  TICK,
  tableKey,
} from "./reader";

type TrainedModel = TrainingPage["models"][number];

export const trainingTable: TableReader = {
  layout: "Model ID, Standard regions and Global",
  fits: ([first, ...others]) =>
    /^model(?: id)?$/.test(first ?? "") && others.some((h) => STANDARD.test(h)) && others.some((h) => GLOBAL.test(h)),
  read,
};

const STANDARD = /^standard (?:training )?regions$/;
const GLOBAL = /^global(?: training)?\b/;

function read(placed: PlacedTable, page: PageInHand): TableReading | undefined {
  const { key, input, report } = page;
  const head = headOf(placed.table);
  const lower = head.map((h) => h.toLowerCase());
  const at = {
    standard: lower.findIndex((h) => STANDARD.test(h)),
    zone: lower.indexOf("data zone"),
    global: lower.findIndex((h) => GLOBAL.test(h)),
    developer: lower.indexOf("developer"),
    methods: lower.indexOf("methods"),
    status: lower.indexOf("status"),
  };
  const section = sectionOf(placed, input);
  const place = { from: key, section };
  const legend = legendOf(placed);
  const once = new Once(report);
  const standard: DocsTable["models"] = [];
  const models: TrainedModel[] = [];
  const labels: Record<string, string> = {};
  for (const { line, cells } of bodyOf(placed.table, report)) {
    const cell = (index: number): Lines => (index === -1 ? [] : (cells[index] ?? []));
    const label = plainText(cells[0] ?? []);
    const name = modelNamed(label);
    if (!name) {
      report.problem(line, `expected a model and its version in brackets, found ${found(cells[0] ?? [])}`);
      continue;
    }
    if (!isAzureOpenAi(name.model)) report.otherRows.push(line);
    if (!isAzureOpenAi(name.model) || !once.add(label, line, "row")) continue;
    const regions = standardRegions(cell(at.standard), labels, line, report);
    const dataZones = at.zone === -1 ? [] : zonesIn(cell(at.zone), line, report);
    const hasGlobal = isTrained(cell(at.global), line, report);
    const hasDeveloper = at.developer !== -1 && isTrained(cell(at.developer), line, report);
    standard.push({ ...name, label, regions });
    const methods = plainText(cell(at.methods));
    const invitation = invitationIn(cell(at.status), legend, line, report);
    models.push({
      ...name,
      label,
      kinds: [
        ...(regions.length > 0 ? (["standard"] as const) : []),
        ...(dataZones.length > 0 ? (["data-zone"] as const) : []),
        ...(hasGlobal ? (["global"] as const) : []),
        ...(hasDeveloper ? (["developer"] as const) : []),
      ],
      says: [at.zone, at.global, at.developer]
        .filter((i) => i !== -1)
        .map((i) => `${head[i]}: ${plainText(cell(i))}`)
        .join(", "),
      ...(dataZones.length > 0 ? { dataZones } : {}),
      ...(methods === "" ? {} : { methods: methods.split(/\s*,\s*/) }),
      ...(invitation === undefined ? {} : { invitation }),
    });
  }
  const table: ReadTable = {
    covers: "all",
    table: {
      source: tableKey(page, "standard-training", undefined),
      use: "standard-training",
      place: { ...place, column: head[at.standard] ?? "" },
      tick: TICK,
      regions: labels,
      regionsAre: "columns",
      whole: true,
      models: standard,
    },
  };
  const trained = new Set(models.filter((m) => m.kinds.includes("global")).map((m) => m.label));
  const global = globalTable(
    placed,
    page,
    standard.filter((m) => trained.has(m.label)),
    section,
  );
  return { line: placed.table.line, tables: [table, ...(global ? [global] : [])], training: { place, models } };
}

/** ✅ for yes, ❌ or - for no: pages of 2025 have both. */
function isTrained(cell: Lines, line: number, report: PageProblems): boolean {
  return isTicked(cell, plainText(cell) === "-" ? "-" : "❌", line, report);
}

/** @param labels collects the page's own words for each region. */
function standardRegions(cell: Lines, labels: Record<string, string>, line: number, report: PageProblems): string[] {
  return cell.flatMap(({ text }) => {
    if (/^(?:-|❌|not supported)$/i.test(text)) return [];
    const region = regionIn(text, line, report);
    if (region === undefined) return [];
    labels[region] ??= text;
    return [region];
  });
}

function zonesIn(cell: Lines, line: number, report: PageProblems): DataZone[] {
  return plainText(cell)
    .split(/[\s,]+/)
    .filter((word) => word !== "" && !/^(?:-|❌)$/.test(word))
    .flatMap((word) => {
      const zone = DATA_ZONES.find((z) => z === word.toUpperCase());
      if (zone === undefined) report.problem(line, `expected a data zone, as in US, or -, found ${found(cell)}`);
      return zone === undefined ? [] : [zone];
    });
}

/** "GA" with a footnote about invitations, or "Private preview". */
function invitationIn(cell: Lines, legend: Legend, line: number, report: PageProblems): string | undefined {
  const texts = footnotes(marksOf(cell), legend, line, report);
  return texts.find((t) => /invitation/i.test(t)) ?? cell.find((l) => /^private preview$/i.test(l.text))?.text;
}

/** The regions of global training, if a list below the table has them. */
function globalTable(
  { after }: PlacedTable,
  page: PageInHand,
  models: DocsTable["models"],
  section: string,
): ReadTable | undefined {
  const list = after.find((b): b is Extract<Block, { kind: "list" }> => b.kind === "list");
  if (!list || !after.some((b) => b.kind === "paragraph" && /global training/i.test(plainText(b.lines))))
    return undefined;
  const { report } = page;
  const regions: Record<string, string> = {};
  const notes: NonNullable<DocsTable["notes"]> = [];
  for (const { line, lines } of list.items) {
    const item = plainText(lines);
    const [, label = "", note] = /^([^(]+?)\s*(?:\(([^)]*)\))?$/.exec(item) ?? [];
    const region = regionIn(label, line, report);
    if (region === undefined) continue;
    regions[region] = item;
    if (note === undefined) continue;
    const [, without] = /^no (\S+) support$/i.exec(note) ?? [];
    const excluded = models.filter(({ model }) => model === without || model.endsWith(`-${without}`));
    if (excluded.length === 0) notes.push({ text: note, regions: [region] });
    for (const { model } of excluded) notes.push({ text: note, regions: [region], model, excluded: true });
  }
  const residency = residencyNote(after);
  if (residency !== undefined && notes.length > 0) notes.unshift({ text: residency, regions: Object.keys(regions) });
  const out = (model: string) => notes.filter((n) => n.excluded && n.model === model).flatMap((n) => n.regions);
  return {
    covers: "all",
    table: {
      source: tableKey(page, "global-training", undefined),
      use: "global-training",
      place: { from: page.key, section },
      tick: TICK,
      regions,
      regionsAre: "rows",
      whole: true,
      models: models.map((m) => ({
        ...m,
        regions: Object.keys(regions).filter((region) => !out(m.model).includes(region)),
      })),
      ...(notes.length > 0 ? { notes } : {}),
    },
  };
}
