/** `check FILE…`: plans and states against the catalog, with the rules of the policy pack. */
import pc from "picocolors";
import { defaultEdition } from "../catalog/load";
import { checkPlan } from "../policy/engine";
import { parseSettings, type Settings, SettingsError } from "../policy/settings";
import { UsageError } from "./errors";
import { escapeLine } from "./escape";
import { fileName, parseJson, readPlan, readText } from "./inputs/read";
import type { CommandResult } from "./main";
import { jsonReport } from "./reporters/json";
import { type FileResult, summarize } from "./reporters/result";
import { textReport } from "./reporters/text";

export interface CheckFlags {
  readonly format: "text" | "json";
  readonly config?: string;
  readonly asOf?: string;
  /** undefined: as the terminal has it. */
  readonly color?: boolean;
  readonly toolVersion: string;
}

function readSettings(file: string | undefined): Settings {
  if (file === undefined) return parseSettings(undefined);
  const value = parseJson(readText(file), file, "settings as for --policy-pack-config");
  try {
    return parseSettings(value);
  } catch (error) {
    if (error instanceof SettingsError) {
      throw new UsageError(error.problems.map((p) => `${fileName(file)}: ${p}`).join("\n"));
    }
    throw error;
  }
}

/** The date of judgement, YYYY-MM-DD. */
function dateOf(asOf: string | undefined): string {
  if (asOf === undefined) return new Date().toISOString().slice(0, 10);
  const parsed = new Date(`${asOf}T00:00:00Z`);
  // 2025-02-30 parses as a day of March: only a date that comes back as it was written is one.
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== asOf) {
    throw new UsageError(`--as-of: expected a date such as 2026-01-31, found ${JSON.stringify(asOf.slice(0, 40))}`);
  }
  return asOf;
}

/**
 * Checks files. One that cannot be read is an error for that file; the others are still checked.
 * @returns exit code 0 clean, 1 mandatory findings, 2 where at least one file could not be checked.
 * @throws UsageError for settings or a date that cannot be used.
 */
export function check(files: readonly string[], flags: CheckFlags): CommandResult {
  const settings = readSettings(flags.config);
  const today = dateOf(flags.asOf);
  const edition = defaultEdition();
  const errors: string[] = [];
  const results = files.map((file): FileResult => {
    try {
      const { resources, odd } = readPlan(file);
      return { file, odd, ...checkPlan(resources, { edition, settings, today }) };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      errors.push(`error: ${escapeLine(error.message)}\n`);
      return { file, deployments: 0, findings: [], odd: [], error: error.message };
    }
  });
  const { mandatory, errors: failed } = summarize(results);
  const stdout =
    flags.format === "json"
      ? jsonReport(results, edition, flags.toolVersion)
      : textReport(results, flags.color === undefined ? pc : pc.createColors(flags.color));
  return { stdout, stderr: errors.join(""), exitCode: failed > 0 ? 2 : mandatory > 0 ? 1 : 0 };
}
