/** Indexes retirement schedules and pages about training. */
import { factsOf, type Models, modelOf, put } from "./index-models";
import type { DocumentPlace, EditionData, TrainingPage } from "./schema";

function dateOf(data: EditionData, { from }: DocumentPlace): string {
  return (from === undefined ? undefined : data.sources[from]?.date) ?? data.date;
}

/** Adds retirement schedules to the versions that they name. */
export function addSchedules(models: Models, data: EditionData): void {
  for (const { place, rows, fineTuned } of data.schedules) {
    for (const row of rows) {
      const at = { ...place, row: row.label };
      const model = modelOf(models, row.model);
      for (const facts of factsOf(model, row.version, at)) {
        const { listOnly: _, ...known } = facts;
        const { replacement: by } = row;
        put(model, {
          ...known,
          schedule: [...(facts.schedule ?? []), { ...row, place: at, asOf: dateOf(data, place) }],
          ...(row.lifecycle === "Preview" ? { preview: at } : {}),
          ...(by
            ? {
                replaced: {
                  by,
                  statement: `The schedule names ${[by.model, by.version].filter(Boolean).join(" ")} as its replacement.`,
                  place: at,
                },
              }
            : {}),
        });
      }
    }
    for (const row of fineTuned?.rows ?? []) {
      const at = { ...fineTuned?.place, section: fineTuned?.place.section ?? place.section, row: row.label };
      const model = modelOf(models, row.model);
      for (const facts of factsOf(model, row.version, at)) {
        put(model, { ...facts, fineTunedSchedule: { ...row, place: at, asOf: dateOf(data, at) } });
      }
    }
  }
}

/**
 * Adds what pages say about training and about deployments of fine-tuned models.
 * @returns the newest of the pages, which decides; older ones only add the data zones that they name.
 */
export function addTraining(models: Models, data: EditionData): TrainingPage | undefined {
  const pages = [...data.training].sort((a, b) => (dateOf(data, a.place) < dateOf(data, b.place) ? -1 : 1));
  for (const page of pages) {
    for (const row of page.models) {
      const place = { ...page.place, row: row.label, ...(row.column ? { column: row.column } : {}) };
      const model = modelOf(models, row.model);
      for (const facts of factsOf(model, row.version, place)) {
        const zones = row.dataZones ?? facts.training?.zones ?? [];
        put(model, { ...facts, training: { ...row, place, zones } });
      }
    }
  }
  const newest = pages.at(-1);
  if (!newest) return undefined;
  for (const model of models.values()) {
    for (const facts of model.versions) {
      // A model that only an older page has can no longer be trained.
      if (facts.training && !newest.models.some((m) => m.label === facts.training?.label)) {
        put(model, { ...facts, training: undefined });
      }
    }
  }
  return newest;
}
