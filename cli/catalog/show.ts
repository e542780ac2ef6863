/** `catalog show`: where an edition offers what, as a table of model versions by regions. */
import { type CellStatus, isOffered, statusOf, USES, type Use } from "../../catalog/diff";
import { type Edition, findModel } from "../../catalog/edition";
import { findRegion, REGIONS } from "../../catalog/regions";
import { findSku } from "../../catalog/skus";
import { suggestModels, suggestRegions, suggestSkus } from "../../catalog/suggest";
import { type CommandResult, EXIT, UsageError } from "../command";
import { quote } from "../escape";
import { openEdition } from "./editions";
import { blocks } from "./table";

export interface ShowOptions {
  readonly sku?: string;
  readonly model?: readonly string[];
  readonly region?: readonly string[];
  readonly json?: boolean;
}

const WORDS: Readonly<Record<string, Use>> = {
  "standard-training": "standard training",
  "global-training": "global training",
  assistants: "Assistants",
};

const MARKS: Readonly<Record<CellStatus, string>> = {
  retired: "x",
  available: "yes",
  restricted: "r",
  undocumented: "?",
  unavailable: "-",
};

/**
 * Shows an edition.
 * @param width of the terminal, in characters.
 */
export function show(name: string | undefined, options: ShowOptions, width: number): CommandResult {
  const edition = openEdition(name);
  const use = useOf(options.sku ?? "Standard");
  const rows = versionsOf(edition, options.model).map(({ model, version }) => ({
    model,
    version,
    cells: regionsOf(options.region).map((region) => cell(edition, model, version, use, region)),
  }));
  // Where nobody asked for it, a row or a column without an offer says nothing.
  const shown = options.model ? rows : rows.filter((r) => r.cells.some(isShown));
  const regions = regionsOf(options.region).filter(
    (region) => options.region || shown.some((r) => r.cells.some((c) => c.region === region && isShown(c))),
  );
  const stdout = options.json ? json(edition, use, shown) : text(edition, use, shown, regions, width);
  return { stdout, stderr: "", exitCode: EXIT.clean };
}

interface Cell {
  readonly region: string;
  readonly status: CellStatus;
  readonly retires?: string;
}

function isShown({ status }: Cell): boolean {
  return isOffered(status) || status === "retired";
}

interface Row {
  readonly model: string;
  readonly version: string;
  readonly cells: readonly Cell[];
}

function cell(edition: Edition, model: string, version: string, use: Use, region: string): Cell {
  const { status, offer } = statusOf(edition, model, version, use, region);
  return { region, status, ...(offer?.retires === undefined ? {} : { retires: offer.retires }) };
}

function json(edition: Edition, use: Use, rows: readonly Row[]): string {
  const { id, date, hash } = edition.data;
  return `${JSON.stringify({ edition: { id, date, hash }, use, rows }, null, 2)}\n`;
}

function text(edition: Edition, use: Use, rows: readonly Row[], regions: readonly string[], width: number): string {
  const head = `Edition ${edition.id} of ${edition.data.date}: ${use}`;
  if (rows.length === 0) return `${head}\nNothing is offered.\n`;
  const table = [
    ["", ...regions.map((region) => (edition.lists.has(region) ? `${region}*` : region))],
    ...rows.map((row) => [
      row.version === "" ? row.model : `${row.model} ${row.version}`,
      ...regions.map((region) => mark(row.cells.find((c) => c.region === region))),
    ]),
  ];
  const legend = [
    "yes offered, r for granted customers, x retired, - not offered, ? not stated",
    ...(edition.lists.size > 0 ? ["* the models list of the region decides"] : []),
  ];
  return `${[head, ...blocks(table, width).flatMap((block) => ["", ...block]), "", ...legend].join("\n")}\n`;
}

function mark(found: Cell | undefined): string {
  return found === undefined ? "" : MARKS[found.status];
}

function useOf(word: string): Use {
  const use = findSku(word) ?? WORDS[word.toLowerCase()];
  if (use !== undefined) return use;
  throw new UsageError(
    `--sku ${quote(word)}: ${hint(suggestSkus(word), [...USES.filter((u) => findSku(u)), ...Object.keys(WORDS)])}`,
  );
}

function regionsOf(names: readonly string[] | undefined): string[] {
  if (names === undefined) return REGIONS.filter((r) => r.cloud === "AzureCloud").map((r) => r.id);
  return names.map((name) => {
    const region = findRegion(name);
    if (region) return region.id;
    throw new UsageError(`--region ${quote(name)}: no Azure region has that name${did(suggestRegions(name))}`);
  });
}

function versionsOf(edition: Edition, names: readonly string[] | undefined): { model: string; version: string }[] {
  const models = names
    ? names.map((name) => {
        const model = findModel(edition, name);
        if (model) return model;
        const near = suggestModels(edition, name).map((s) => s.model);
        throw new UsageError(`--model ${quote(name)}: the edition names no such model${did(near)}`);
      })
    : [...edition.models.values()];
  return models.flatMap((model) => {
    const versions = model.versions.length > 0 ? model.versions.map((v) => v.version) : [""];
    return versions.map((version) => ({ model: model.name, version }));
  });
}

function did(near: readonly string[]): string {
  return near.length > 0 ? `: did you mean ${near.join(" or ")}?` : "";
}

function hint(near: readonly string[], all: readonly string[]): string {
  return near.length > 0 ? `did you mean ${near.join(" or ")}?` : `expected one of ${all.join(", ")}`;
}
