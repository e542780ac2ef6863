import type { LintCheck } from "../../check";
import type { AuthoredPages } from "../authored";
import { regionTables } from "./region-pages";

export const replacementsAreNamed: LintCheck<AuthoredPages> = {
  name: "replacements-are-named",
  description: "A region page or the schedule names every replacement and every model that can be trained.",
  check: (doc) => {
    const scheduled = doc.schedule.tables.flatMap((t) => t.rows);
    const rows = [...regionTables(doc).flatMap(({ table }) => table.rows), ...scheduled];
    const named = new Set(rows.flatMap(({ model, version }) => [model, `${model} ${version}`]));
    const name = (r: { model: string; version?: string }) => (r.version ? `${r.model} ${r.version}` : r.model);
    const spoken = [
      ...scheduled.flatMap((r) => (r.replacement ? [{ file: "schedule.json", name: name(r.replacement) }] : [])),
      ...doc.schedule.fineTuned.rows.map((r) => ({ file: "schedule.json", name: name(r) })),
      ...doc.fineTuning.support.rows.map((r) => ({ file: "fine-tuning.json", name: name(r) })),
      ...doc.fineTuning.standardRegions.rows.map((r) => ({ file: "fine-tuning.json", name: name(r) })),
      ...doc.fineTuning.deployments.flatMap((d) => d.rows.map((r) => ({ file: "fine-tuning.json", name: r.model }))),
    ];
    return spoken.filter((s) => !named.has(s.name)).map((s) => `${s.file}: nothing names ${s.name}`);
  },
};
