/** Reads the regions of global training: the table Foundry project region, Managed fine-tuning of October 2026. */
import type { DocsTable } from "../../edition/schema";
import { footnotes, legendOf, marksOf, residencyNote } from "./legend";
import { isAzureOpenAi } from "./names";
import type { PlacedTable } from "./outline";
import { found, plainText } from "./page";
import {
  bodyOf,
  headOf,
  Once,
  type PageInHand,
  regionIn,
  sectionOf,
  type TableReader,
  type TableReading,
  TICK,
  tableKey,
} from "./reader";

type TableNote = NonNullable<DocsTable["notes"]>[number];

export const globalTraining: TableReader = {
  layout: "Foundry project region and Managed fine-tuning",
  fits: ([first, second]) => first === "foundry project region" && second === "managed fine-tuning",
  read,
};

function read(placed: PlacedTable, page: PageInHand): TableReading | undefined {
  const { key, input, report } = page;
  const legend = legendOf(placed);
  const once = new Once(report);
  const regions: Record<string, string> = {};
  const notes = new Map<string, string[]>();
  for (const { line, cells } of bodyOf(placed.table, report)) {
    const [nameCell = [], markCell = []] = cells;
    const label = plainText(nameCell);
    const region = regionIn(label, line, report);
    if (region === undefined || !once.add(region, line, "row")) continue;
    const mark = plainText(markCell);
    if (mark !== TICK && mark !== "❌") report.problem(line, `expected ${TICK} or ❌, found ${found(markCell)}`);
    const texts = footnotes(marksOf(markCell), legend, line, report);
    if (mark !== TICK || texts.some(isForOthersOnly)) continue;
    regions[region] = label;
    for (const text of texts) notes.set(text, [...(notes.get(text) ?? []), region]);
  }
  return {
    line: placed.table.line,
    tables: [
      {
        covers: "all",
        table: {
          source: tableKey(page, "global-training", undefined),
          use: "global-training",
          place: {
            from: key,
            section: sectionOf(placed, input),
            column: headOf(placed.table)[1] ?? "",
          },
          tick: TICK,
          regions,
          regionsAre: "rows",
          whole: true,
          models: [],
          ...notesOf(notes, Object.keys(regions), residencyNote(placed.before)),
        },
      },
    ],
  };
}

/** "UAE North supports Global managed fine-tuning only for `Qwen3.6-35B-A3B`, ...": not for Azure OpenAI. */
function isForOthersOnly(text: string): boolean {
  const [, list] = /\bonly for (.+)$/i.exec(text) ?? [];
  return list !== undefined && !namesIn(list).some(isAzureOpenAi);
}

function namesIn(list: string): string[] {
  return list
    .split(/,|\band\b/)
    .map((name) => name.trim().replace(/\.$/, ""))
    .filter((name) => name !== "");
}

/**
 * "Managed fine-tuning for X and Y isn't supported in ..." removes X and Y from the regions with the footnote;
 * any other footnote is a condition.
 */
function notesOf(
  texts: ReadonlyMap<string, readonly string[]>,
  all: string[],
  residency: string | undefined,
): { readonly notes?: TableNote[] } {
  const ofRegions = [...texts].flatMap(([text, regions]): TableNote[] => {
    const [, list] = /\bfine-tuning for (.+?) isn't supported\b/i.exec(text) ?? [];
    if (list === undefined) return [{ text, regions: [...regions] }];
    return namesIn(list)
      .filter(isAzureOpenAi)
      .map((model) => ({ text, regions: [...regions], model: model.toLowerCase(), excluded: true as const }));
  });
  const notes = [
    ...(residency !== undefined && all.length > 0 ? [{ text: residency, regions: all }] : []),
    ...ofRegions,
  ];
  return notes.length > 0 ? { notes } : {};
}
