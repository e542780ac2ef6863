/** `catalog diff`: compares two editions. */
import {
  type CellChange,
  diffEditions,
  type EditionDiff,
  isEmpty,
  type RetirementChange,
} from "../../catalog/import/diff";
import { isOffered } from "../../catalog/verdict/use";
import { escapeJson, escapeTerminal } from "../../policy/escape";
import { type CommandResult, EXIT } from "../shell/context";
import { openEdition } from "./editions";

/**
 * Compares two editions.
 * @returns exit code 1 if they differ, as diff(1) does.
 */
export function diff(a: string, b: string, { json }: { readonly json?: boolean }, cwd: string): CommandResult {
  const [from, to] = [openEdition(a, cwd), openEdition(b, cwd)];
  const changes = diffEditions(from, to);
  const head = (e: typeof from) => ({ id: e.id, date: e.data.date, hash: e.data.hash });
  return {
    stdout: json
      ? `${escapeJson(JSON.stringify({ from: head(from), to: head(to), ...changes }, null, 2))}\n`
      : [`From ${from.id} of ${from.data.date} to ${to.id} of ${to.data.date}`, ...diffLines(changes)]
          .map((line) => `${escapeTerminal(line)}\n`)
          .join(""),
    stderr: "",
    exitCode: isEmpty(changes) ? EXIT.clean : EXIT.findings,
  };
}

function diffLines(changes: EditionDiff): string[] {
  if (isEmpty(changes)) return ["No differences."];
  const { closed, models, versions, cells, retirements, defaults, conditions } = changes;
  const gained = cells.filter((c) => isOffered(c.to) && !isOffered(c.from));
  const lost = cells.filter((c) => isOffered(c.from) && !isOffered(c.to));
  const open = cells.filter((c) => isOffered(c.from) && isOffered(c.to));
  const others = cells.filter((c) => !isOffered(c.from) && !isOffered(c.to));
  return [
    ...nameLines("Regions that a models list decides now", closed.added),
    ...nameLines("Regions that no models list decides any more", closed.removed),
    ...nameLines("Models added", models.added),
    ...nameLines("Models removed", models.removed),
    ...nameLines("Versions added", versions.added),
    ...nameLines("Versions removed", versions.removed),
    ...section(
      `Cells gained (${size(gained)})`,
      gained.map((c) => `+ ${cellText(c)}`),
    ),
    ...section(
      `Cells lost (${size(lost)})`,
      lost.map((c) => `- ${cellText(c)}`),
    ),
    ...section(
      `Access changed (${size(open)})`,
      open.map((c) => `~ ${cellText(c)}`),
    ),
    ...section("Not offered before or after", otherLines(others)),
    ...section("Retirements", mergeSkus(retirements)),
    ...section(
      "Default versions",
      defaults.map((d) => `${d.model}: ${d.from ?? "not stated"} -> ${d.to ?? "not stated"}: ${d.regions.join(", ")}`),
    ),
    ...section(
      "Access conditions",
      conditions.map((c) => `${versionName(c)} ${c.sku}: ${c.from ?? "none"} -> ${c.to ?? "none"}`),
    ),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", `${title}:`, ...lines.map((l) => `  ${l}`)] : [];
}

function nameLines(title: string, list: readonly string[]): string[] {
  return section(`${title} (${list.length})`, list.length > 0 ? [list.join(", ")] : []);
}

function size(cells: readonly CellChange[]): number {
  return cells.reduce((sum, c) => sum + c.regions.length, 0);
}

function versionName({ model, version }: { readonly model: string; readonly version: string }): string {
  return version === "" ? model : `${model} ${version}`;
}

function cellText(c: CellChange): string {
  return `${versionName(c)} ${c.use}: ${c.from ?? "unknown"} -> ${c.to ?? "unknown"}: ${c.regions.join(", ")}`;
}

/** Counts of changes that affect no deployment; the JSON has them all. */
function otherLines(cells: readonly CellChange[]): string[] {
  const counts = new Map<string, number>();
  for (const c of cells) {
    const key = `${c.from} -> ${c.to}`;
    counts.set(key, (counts.get(key) ?? 0) + c.regions.length);
  }
  return [...counts].map(([key, count]) => `${key}: ${count} cells (--json lists them)`);
}

/** Merges SKUs whose retirement changes in the same way into one line. */
function mergeSkus(retirements: readonly RetirementChange[]): string[] {
  const lines = new Map<string, { readonly text: (skus: string) => string; readonly skus: string[] }>();
  for (const r of retirements) {
    const key = [versionName(r), r.fineTuned, r.from, r.to, r.regions].join("|");
    const line = lines.get(key) ?? {
      text: (skus) => `${versionName(r)} ${skus}: ${r.from ?? "none"} -> ${r.to ?? "none"}: ${r.regions.join(", ")}`,
      skus: [],
    };
    lines.set(key, line);
    line.skus.push(r.fineTuned ? `${r.sku} (fine-tuned)` : r.sku);
  }
  return [...lines.values()].map((line) => line.text(line.skus.join(", ")));
}
