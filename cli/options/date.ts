/** Dates, as arguments give them. */
import { InvalidArgumentError } from "commander";

/** @throws InvalidArgumentError for what is no day of the calendar. */
export function parseDate(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError("Expected a date, YYYY-MM-DD.");
}
