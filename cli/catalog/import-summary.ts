/** The summary of an import: what it read, what it left out, and its doubts. */
import type { Imported } from "../../catalog/import/import";
import type { ListSummary } from "../../catalog/import/lists";
import { escapeJson, escapeTerminal } from "../../policy/escape";
import { pageLines } from "./pages-summary";

/** The day of a list, and where it comes from. */
export interface DaySource {
  readonly file: string;
  readonly day: string;
  readonly from: "option" | "name" | "today";
}

/** The summary as JSON. */
export function summaryJson({ data, ...rest }: Imported, out: string): string {
  const { id, date, hash, base } = data;
  return `${escapeJson(JSON.stringify({ file: out, edition: { id, date, hash, base }, ...rest }, null, 2))}\n`;
}

/** The summary as text. */
export function summaryText(imported: Imported, days: readonly DaySource[], out: string): string {
  const { data, lists } = imported;
  const regions = Object.keys(data.lists);
  const closed = `Closed regions, where only the list decides (${regions.length}): ${regions.join(", ")}`;
  const nothing = Object.entries(data.lists).flatMap(([region, { models }]) =>
    Object.keys(models).length === 0 ? [region] : [],
  );
  const lines = [
    ...lists.flatMap(listLines),
    ...dayLines(days),
    ...pageLines(imported),
    `Edition ${data.id} of ${data.date}, sha256 ${data.hash.slice(0, 12)}, on top of ${data.base?.id}: ${escapeTerminal(out)}`,
    ...(regions.length > 0 ? [closed] : []),
    ...(nothing.length > 0
      ? [`Closed regions that offer no OpenAI model (${nothing.length}): ${nothing.join(", ")}`]
      : []),
    `See what it changes: azure-openai-guard catalog diff ${data.base?.id} ${escapeTerminal(out)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Says which day the edition uses for lists without a day. */
function dayLines(days: readonly DaySource[]): string[] {
  const unstated = days.filter((d) => d.from === "today");
  const [first] = unstated;
  if (first === undefined) return [];
  const files = unstated.length === 1 ? escapeTerminal(first.file) : `${unstated.length} lists`;
  return [
    `Day of retrieval of ${files}: today, ${first.day}, since ${unstated.length === 1 ? "it states" : "they state"} none; give another as in 2026-01-31:FILE, or in the name: eastus2.2026-01-31.json`,
    "",
  ];
}

/** What the import read from one list. */
export function listLines(list: ListSummary): string[] {
  const { formats, skus, versions } = list.leftOut;
  const others = Object.values(formats).reduce((sum, n) => sum + n, 0);
  const left = [
    ...(others > 0 ? [`${others} entries of other formats than OpenAI: ${counted(formats)}`] : []),
    ...(Object.keys(skus).length > 0 ? [`SKUs that no deployment can have, by model versions: ${counted(skus)}`] : []),
    ...(versions.length > 0 ? [`model versions without a SKU that a deployment can have: ${versions.join(", ")}`] : []),
    ...list.older.map(
      ({ file, retrieved }) => `${escapeTerminal(file)} of ${retrieved}: the list of ${list.retrieved} is newer`,
    ),
  ];
  const files = list.files.map(escapeTerminal).join(", ");
  const kind = list.partial ? ", filtered: they only add to the edition" : "";
  const read = `Read: ${list.models} models in ${list.versions} versions, merged from account kinds: ${counted(list.kinds)}`;
  return [
    `${list.region}: ${list.entries} entries in ${files}, of ${list.retrieved}${kind}`,
    list.named === 0 ? "  No OpenAI model: the region is closed and offers none" : `  ${read}`,
    ...(list.models > 0 ? [`  Offered, in model versions: ${counted(list.offered)}`] : []),
    ...(Object.keys(list.fineTuned).length > 0 ? [`  Offered for fine-tuned models: ${counted(list.fineTuned)}`] : []),
    ...left.map((l) => `  Left out: ${l}`),
    ...list.differences.map((d) => `  Note: ${escapeTerminal(d)}`),
    "",
  ];
}

/** "Standard 2, GlobalStandard 1"; names come from a file. */
function counted(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, n]) => `${escapeTerminal(name)} ${n}`)
    .join(", ");
}
