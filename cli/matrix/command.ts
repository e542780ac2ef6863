/**
 * `matrix`: shows which model versions are offered where, as a table, as data, or as a page. This folder may import the
 * catalog, policy/words, and what commands share.
 */

import type { Edition } from "../../catalog/edition/edition";
import { laterNames } from "../../catalog/edition/embedded";
import type { VerdictOptions } from "../../catalog/query";
import type { Use } from "../../catalog/verdict/use";
import { daysBetween } from "../../policy/days";
import { escapeJson, escapeTerminal } from "../../policy/escape";
import { count } from "../../policy/words/names";
import { refuseToReplace } from "../check/outputs";
import { type BasisOptions, commandBasis } from "../options/basis";
import { editionInForce } from "../options/edition";
import { publicRegions, purposeOption } from "../options/names";
import { emptyNote, loadSettings } from "../options/settings-file";
import { type CommandResult, type Context, EXIT, UsageError } from "../shell/context";
import { tool } from "../shell/version";
import { encodeEdition } from "./encode";
import { decode, type EncodedMatrix } from "./encoded";
import { matrixOf } from "./live";
import { parseGeography, parseModels, parseStatus, parseUse, parseVersions } from "./names";
import { legend, missedLines, overview, overviewLegend, regionLines, useTable } from "./text";
import {
  byPartOfWorld,
  type Filters,
  isChanged,
  type Matrix,
  rowName,
  select,
  selectOrAllUses,
  type View,
} from "./view";

export interface MatrixOptions extends BasisOptions {
  readonly sku?: readonly string[];
  readonly purpose?: string;
  readonly model?: readonly string[];
  readonly modelVersion?: readonly string[];
  readonly region?: readonly string[];
  readonly geography?: readonly string[];
  readonly status?: readonly string[];
  /** Also rows and columns in which nothing is offered. */
  readonly all?: boolean;
  /** Id or file of an edition to compare with. */
  readonly compare?: string;
  readonly changes?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
  /** The file to write; "-" is standard output. */
  readonly html?: string;
}

/** The version of the JSON: it increases when a key disappears or changes its meaning. */
const VERSION = 1;

/** What to show, and from which matrix. */
interface MatrixRequest {
  readonly edition: Edition;
  readonly before?: Edition;
  readonly matrix: Matrix;
  readonly filters: Filters;
  readonly view: View;
  readonly options: VerdictOptions & { readonly today: string };
}

/**
 * Shows the matrix of an edition.
 * @throws UsageError for names that it does not have.
 */
export async function matrix(options: MatrixOptions, context: Context): Promise<CommandResult> {
  const forms = (["html", "json", "csv"] as const).filter((form) => options[form] !== undefined);
  if (forms.length > 1) throw new UsageError(`--${forms[0]} and --${forms[1]} exclude each other: give one of them`);
  if (options.changes && options.compare === undefined) {
    throw new UsageError("--changes needs an edition to compare with: give --compare EDITION");
  }
  const loaded = loadSettings(options.config, context);
  const { settings } = loaded;
  if (options.html !== undefined && options.html !== "-") {
    const inputs = [options.edition, options.compare, settings.catalog.edition, loaded.file];
    refuseToReplace(
      [options.html],
      inputs.filter((file) => file !== undefined),
      context.cwd,
    );
  }
  const { edition, today, granted } = await commandBasis(options, context, loaded);
  const before =
    options.compare === undefined ? undefined : await editionInForce(settings, options.compare, today, context.cwd);
  const judged = { granted, today };
  const all = matrixOf(edition, judged, before);
  const filters = filtersOf(options, edition, all, today);
  const request: MatrixRequest = { edition, before, matrix: all, filters, view: select(all, filters), options: judged };
  const stderr = emptyNote(loaded).join("");
  if (options.html !== undefined) return { ...(await page(request, options.html)), stderr };
  const stdout = options.json
    ? json(request)
    : options.csv
      ? await csv(request)
      : text(request, context.columns ?? 100);
  return { stdout, stderr, exitCode: EXIT.clean };
}

function filtersOf(options: MatrixOptions, edition: Edition, { rows }: Matrix, today: string): Filters {
  const { sku, model, modelVersion, region, geography, status, all, changes } = options;
  const purpose = purposeOption(options.purpose);
  return {
    ...(sku === undefined ? {} : { uses: sku.map(parseUse) }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(model === undefined ? {} : { models: model.flatMap((name) => parseModels(edition, rows, name, today)) }),
    ...(modelVersion === undefined
      ? {}
      : { versions: modelVersion.flatMap((name) => parseVersions(edition, rows, name, today)) }),
    ...(region === undefined ? {} : { regions: publicRegions(region) }),
    ...(geography === undefined ? {} : { geographies: geography.flatMap(parseGeography) }),
    ...(status === undefined ? {} : { statuses: status.map(parseStatus) }),
    ...(all ? { all } : {}),
    ...(changes ? { changes } : {}),
  };
}

function head({ edition, before, options }: MatrixRequest, what: string): string {
  const name = ({ id, data }: Edition) => {
    const age = Math.max(0, daysBetween(data.date, options.today));
    return `${escapeTerminal(id)} of ${data.date} (${count(age, "day")} old)`;
  };
  const overlay = edition.overlay ? " with your organisation's overlay" : "";
  return `Edition ${name(edition)}${overlay}${before ? ` compared with ${name(before)}` : ""}: ${what}`;
}

function text(asked: MatrixRequest, width: number): string {
  const { edition, matrix, filters } = asked;
  const { view, missed } = selectOrAllUses(matrix, filters);
  if (view.rows.length === 0 || view.regions.length === 0) {
    return `${head(asked, view.uses.join(", "))}\nNothing that fits is offered${filters.all ? "" : "; --all shows it anyway"}.\n`;
  }
  const isNamed = filters.models !== undefined || filters.versions !== undefined;
  if (missed.length > 0 && !isNamed) {
    // The user named no models: a table of all of them would not answer the question.
    const lines = missedLines(matrix, view, missed);
    return `${[head(asked, missed.join(", ")), ...lines, "--all shows it anyway."].join("\n")}\n`;
  }
  if (missed.length > 0 || (filters.uses === undefined && view.uses.length > 1)) {
    const [only] = view.regions;
    const where = view.regions.length === 1 ? `in ${only?.id}` : `in ${count(view.regions.length, "region")}`;
    const lines = [
      head(asked, where),
      ...missedLines(matrix, view, missed),
      ...overview(matrix, view, width),
      ...regionLines(matrix, view, width),
      "",
      ...overviewLegend(matrix, view.regions, edition),
    ];
    return `${lines.join("\n")}\n`;
  }
  const tables = view.uses.flatMap((use) => {
    const one = select(matrix, { ...filters, uses: [use] });
    const title = head(asked, use);
    if (one.rows.length === 0 || one.regions.length === 0) return [title, "Nothing that fits is offered.", ""];
    const regions = regionLines(matrix, one, width);
    if (filters.uses && regions.length > 0 && isAllAvailable(matrix, one, use)) return [title, ...regions, ""];
    return [title, ...useTable(matrix, one, use, edition, width), ...regions, ""];
  });
  return `${[...tables, ...legend(matrix, edition)].join("\n")}\n`;
}

/** True if a table would have nothing but ticks. */
function isAllAvailable(matrix: Matrix, { rows, regions }: View, use: Use): boolean {
  return rows.every((row) =>
    regions.every(
      (region) => matrix.state(row, use, region).status === "available" && !isChanged(matrix, row, use, region),
    ),
  );
}

function json({ edition, before, matrix, view, options }: MatrixRequest): string {
  const named = ({ id, data }: Edition) => ({ id, date: data.date, hash: data.hash });
  const matrices = view.uses.map((use) => ({
    use,
    rows: view.rows.map((row) => ({
      ...row,
      cells: view.regions.map((region) => ({
        region: region.id,
        ...matrix.state(row, use, region),
        ...(matrix.before
          ? { changed: isChanged(matrix, row, use, region), before: matrix.before(row, use, region) }
          : {}),
      })),
    })),
  }));
  const result = {
    version: VERSION,
    edition: named(edition),
    ...(before ? { comparedWith: named(before) } : {}),
    asOf: options.today,
    matrices,
  };
  return `${escapeJson(JSON.stringify(result, null, 2))}\n`;
}

async function csv({ edition, before, view, options }: MatrixRequest): Promise<string> {
  const { matrixCsv } = await import("../html/index.js");
  const decoded = decode({
    ...view,
    edition: encodeEdition(edition, view, options),
    ...(before ? { before: encodeEdition(before, view, options) } : {}),
  });
  return matrixCsv(decoded, decoded);
}

/** The page has the whole matrix; at first it shows what the options ask for. */
async function page(asked: MatrixRequest, file: string): Promise<Omit<CommandResult, "stderr">> {
  const { edition, before, matrix, filters, options } = asked;
  const { matrixPage } = await import("../html/index.js");
  const { rows, uses } = matrix;
  const regions = byGeography(matrix.regions);
  const own = new Set(rows.map((row) => rowName(row).toLowerCase()));
  const data: EncodedMatrix = {
    rows,
    regions,
    uses,
    edition: encodeEdition(edition, { rows, regions, uses }, options),
    ...(before ? { before: encodeEdition(before, { rows, regions, uses }, options) } : {}),
    filters,
    asOf: options.today,
    later: laterNames(edition.data.date).map(({ id, names }) => ({
      id,
      names: names.filter((name) => !own.has(name.toLowerCase())),
    })),
  };
  const { name, version } = tool();
  const html = matrixPage(data, {
    tool: `${name} ${version}`,
    asOf: options.today,
    overlay: edition.overlay !== undefined,
  });
  if (file === "-") return { stdout: html, exitCode: EXIT.clean };
  return {
    stdout: `${escapeTerminal(file)}: ${count(rows.length, "model version")}, ${count(regions.length, "region")}, edition ${escapeTerminal(edition.id)}${before ? ` compared with ${escapeTerminal(before.id)}` : ""}\n`,
    files: [{ file, text: html }],
    stdoutNeedsFiles: true,
    exitCode: EXIT.clean,
  };
}

/** Sorts regions by part of the world; the parts are in the catalog's order. */
function byGeography(regions: Matrix["regions"]): Matrix["regions"] {
  return byPartOfWorld(regions).flatMap((group) =>
    [...group.regions].sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
  );
}
