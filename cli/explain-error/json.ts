/** Explained errors as JSON. It shows only names, codes and numbers of the text itself. */
import type { ExplainErrorsOptions } from "../../policy/errors/explain";
import { escapeJson } from "../../policy/escape";
import type { ExplainedInput } from "./text";

/** Every error with its explanation, as JSON of version 1: keys may be added, but none removed. */
export function errorsJson(sources: readonly ExplainedInput[], { edition, today }: ExplainErrorsOptions): string {
  const json = {
    version: 1,
    edition: { id: edition.id, date: edition.data.date, hash: edition.data.hash },
    asOf: today,
    errors: sources.flatMap((source) =>
      source.explained.errors.map(({ error, asked, regionFrom, waysOutUntested, ...explained }) => ({
        ...(source.name === undefined ? {} : { file: source.name }),
        line: error.line,
        times: error.times,
        kind: error.kind,
        code: error.code,
        ...(error.incomplete ? { incomplete: true } : {}),
        ...asked,
        ...(regionFrom === undefined ? {} : { regionFrom }),
        ...(error.format === undefined ? {} : { format: error.format }),
        ...(error.quota === undefined ? {} : { quota: error.quota }),
        ...(error.since === undefined ? {} : { since: error.since }),
        ...(error.capacity === undefined ? {} : { capacity: error.capacity }),
        ...(error.existingRegion === undefined ? {} : { existingRegion: error.existingRegion }),
        ...(error.vendor === undefined ? {} : { vendor: error.vendor }),
        ...explained,
        waysOutUntested,
      })),
    ),
    otherCodes: sources.flatMap((source) =>
      source.explained.otherCodes.map((code) => ({
        ...(source.name === undefined ? {} : { file: source.name }),
        ...code,
      })),
    ),
    omitted: sources.reduce((sum, { explained }) => sum + explained.omitted, 0),
  };
  return `${escapeJson(JSON.stringify(json, null, 2))}\n`;
}
