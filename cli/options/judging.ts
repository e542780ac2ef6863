/** Options of the commands that judge or print: spelt and explained the same by each of them. */
import { Option } from "commander";
import { parseDate } from "./date";
import { parseGranted } from "./list";

export const grantedOption = () =>
  new Option("-g, --granted <id,...>", "access that Microsoft granted to you, e.g. gpt-image-1").argParser(
    parseGranted,
  );

export const editionOption = () =>
  new Option("--edition <edition>", "use this edition: an id, latest or a file (default: that of the settings)");

export const asOfOption = () =>
  new Option("--as-of <date>", "judge as of this date, YYYY-MM-DD (default: today)").argParser(parseDate);

export const colorOption = () => new Option("--color", "use colour, even if the output is not a terminal");

export const noColorOption = () => new Option("--no-color", "use no colour");
