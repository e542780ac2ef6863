/**
 * Reads the retirement schedule: one table per vendor, and one of fine-tuned models below Azure OpenAI. It reads only
 * Azure OpenAI, and model-router, which is listed below Microsoft among the models sold by Azure.
 */
import { LIFECYCLES, type LifecycleWord, type Schedule } from "../../edition/schema";
import { footnotes, legendOf, marksOf } from "./legend";
import { isAzureOpenAi, isNone } from "./names";
import type { PlacedTable } from "./outline";
import { found, type Lines, type PageProblems, plainText } from "./page";
import { bodyOf, type PageInHand, sectionOf, type TableReader, type TableReading } from "./reader";

type ScheduleRow = Schedule["rows"][number];
type FineTuned = NonNullable<Schedule["fineTuned"]>;

export const schedule: TableReader = {
  layout: "Model, Version, Lifecycle, Retirement date and Replacement",
  fits: (head) => head.join("|") === "model|version|lifecycle|retirement date|replacement",
  read: readSchedule,
};

export const fineTunedSchedule: TableReader = {
  layout: "Model, Version, Training retirement date and Deployment retirement date",
  fits: (head) => head.join("|") === "model|version|training retirement date|deployment retirement date",
  read: readFineTuned,
};

/** The vendor of a table's models, by the headings above it. */
function vendorOf({ headings }: PlacedTable): "azure-openai" | "microsoft" | "other" {
  const texts = headings.map(({ text }) => text.toLowerCase().trim());
  if (texts.includes("azure openai")) return "azure-openai";
  return texts.includes("microsoft") && texts.some((t) => t.endsWith("sold by azure")) ? "microsoft" : "other";
}

/** Model and version of a row; a problem leaves `model` undefined. */
function nameIn(
  [modelCell = [], versionCell = []]: readonly Lines[],
  line: number,
  report: PageProblems,
): { readonly model: string; readonly version: string; readonly label: string } | undefined {
  const [model, version] = [plainText(modelCell), plainText(versionCell)];
  if (!/^[A-Za-z0-9][\w.-]*$/.test(model)) {
    report.problem(line, `expected the name of a model, found ${found(modelCell)}`);
    return undefined;
  }
  if (!isNone(version) && !/^[\w.-]+$/.test(version)) {
    report.problem(line, `expected a version of ${model}, found ${found(versionCell)}`);
    return undefined;
  }
  const known = isNone(version) ? "" : version;
  return { model: model.toLowerCase(), version: known, label: [model, known].join(" ").trim() };
}

/** A date; undefined if the cell says that there is none, or has a problem. */
function dateIn(cell: Lines, line: number, report: PageProblems): string | undefined {
  const text = plainText(cell);
  if (isNone(text)) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  report.problem(line, `expected a date, YYYY-MM-DD, or —, found ${found(cell)}`);
  return undefined;
}

function readSchedule(placed: PlacedTable, { key, input, report }: PageInHand): TableReading | undefined {
  const vendor = vendorOf(placed);
  if (vendor === "other") return undefined;
  const rows = bodyOf(placed.table, report).flatMap(({ line, cells }): ScheduleRow[] => {
    const [modelCell = [], , wordCell = [], dateCell = [], replacementCell = []] = cells;
    if (vendor === "microsoft" && plainText(modelCell).toLowerCase() !== "model-router") {
      report.otherRows.push(line);
      return [];
    }
    const name = nameIn(cells, line, report);
    if (!name) return [];
    const word = plainText(wordCell);
    const lifecycle = LIFECYCLES.find((l) => l === word);
    if (!lifecycle) {
      report.problem(line, `expected ${LIFECYCLES.join(", ")}, found ${found(wordCell)}`);
      return [];
    }
    return [scheduleRow(name, lifecycle, dateIn(dateCell, line, report), replacementIn(replacementCell, line, report))];
  });
  return {
    line: placed.table.line,
    schedule: { place: { from: key, section: sectionOf(placed, input) }, rows },
  };
}

function scheduleRow(
  name: { model: string; version: string; label: string },
  lifecycle: LifecycleWord,
  retires: string | undefined,
  replacement: ScheduleRow["replacement"],
): ScheduleRow {
  return {
    ...name,
    lifecycle,
    ...(retires === undefined ? {} : { retires }),
    ...(replacement ? { replacement } : {}),
  };
}

/** "gpt-5.1", "sora-2 (2025-12-08)" or —; if there are several, the first counts. */
function replacementIn(cell: Lines, line: number, report: PageProblems): ScheduleRow["replacement"] {
  const text = plainText(cell);
  if (isNone(text)) return undefined;
  const [, model, version] = /^([A-Za-z0-9][\w.-]*)(?: \(([\w.-]+)\))?(?:,.*)?$/.exec(text) ?? [];
  if (model === undefined) {
    report.problem(line, `expected a model, with its version in brackets, or —, found ${found(cell)}`);
    return undefined;
  }
  return { model: model.toLowerCase(), ...(version === undefined ? {} : { version }) };
}

function readFineTuned(placed: PlacedTable, { key, input, report }: PageInHand): TableReading | undefined {
  if (vendorOf(placed) !== "azure-openai") return undefined;
  const legend = legendOf(placed);
  const rows = bodyOf(placed.table, report).flatMap(({ line, cells }): FineTuned["rows"] => {
    const [, , trainingCell = [], deploymentCell = []] = cells;
    const name = nameIn(cells, line, report);
    if (!name || !isAzureOpenAi(name.model)) return [];
    const training = plainText(trainingCell);
    const [, notEarlier, day] = /^(no earlier than )?(.*)$/i.exec(training) ?? [];
    const trainingRetires = dateIn([{ text: day ?? "", notes: [] }], line, report);
    const retires = dateIn(deploymentCell, line, report);
    const texts = footnotes(marksOf(trainingCell), legend, line, report);
    const existingCustomers = texts.find((text) => /existing customers/i.test(text));
    return [
      {
        ...name,
        ...(trainingRetires === undefined ? {} : { trainingRetires }),
        ...(notEarlier === undefined ? {} : { notEarlier: true as const }),
        ...(existingCustomers === undefined ? {} : { existingCustomers }),
        ...(retires === undefined ? {} : { retires }),
      },
    ];
  });
  return { line: placed.table.line, fineTuned: { place: { from: key, section: sectionOf(placed, input) }, rows } };
}
