/** Versions of models, and when they were released. Imports nothing. */

const DATE = /(\d{4}-\d{2}-\d{2})/;

/**
 * The date in a version: "2024-11-20", "turbo-2024-04-09". Undefined for other versions.
 */
export function dateOfVersion(version: string): string | undefined {
  return DATE.exec(version)?.[1];
}

/** Release dates of versions whose names do not contain them. */
const RELEASED: Readonly<Record<string, string>> = { "vision-preview": "2023-11-06" };

/**
 * A key that sorts versions by release. Versions MMDD are from 2023 (from March on) and 2024:
 * 0613 is older than 1106, and 0125 is newer than both. Plain numbers count as numbers.
 */
export function releaseOf(version: string): string {
  const lower = version.toLowerCase();
  const date = dateOfVersion(lower) ?? RELEASED[lower];
  if (date !== undefined) return date;
  const [, month, day] = /^(0[1-9]|1[0-2])([0-3]\d)(?:-|$)/.exec(lower) ?? [];
  if (month !== undefined) return `${Number(month) >= 3 ? 2023 : 2024}-${month}-${day}`;
  const number = /^\d+/.exec(lower)?.[0];
  return number === undefined ? lower : `0000-${number.padStart(8, "0")}`;
}

/**
 * The date in a version that became a timestamp, as YAML makes one of an unquoted date:
 * "2024-11-20T00:00:00Z". Undefined for anything else.
 */
export function dateOfTimestamp(version: string): string | undefined {
  const iso = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/.exec(version)?.[1];
  if (iso !== undefined) return iso;
  // As JavaScript writes a date: "Wed Nov 20 2024 00:00:00 GMT+0000".
  const [, month, day, year] = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{4}) \d{2}:\d{2}/.exec(version) ?? [];
  const number = "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(month ?? "-") / 3 + 1;
  return month === undefined || number < 1 ? undefined : `${year}-${String(number).padStart(2, "0")}-${day}`;
}
