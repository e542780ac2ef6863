/** Dates, as arguments give them. */
import { InvalidArgumentError } from "commander";

/** True for a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse reads 30 February as 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** @throws InvalidArgumentError for a text that is not a day of the calendar. */
export function parseDate(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError("Expected a date, YYYY-MM-DD.");
}
