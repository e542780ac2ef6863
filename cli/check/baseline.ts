/**
 * Baselines, for adopting the tool in a project that has findings already. Findings in the baseline are known and fail
 * nothing; new ones fail; the report names those that are gone, so that somebody can write the baseline again.
 */

import { resolve } from "node:path";
import { escapeJson, escapeTerminal } from "../../policy/escape";
import type { About } from "../../policy/finding";
import { stackOf } from "../../policy/plan/urn";
import { compareTexts } from "../../policy/text";
import { decode, readBytes } from "../inputs/bytes";
import { describeValue, InputError, isObject } from "../inputs/input";
import { parseJson } from "../inputs/json";
import { UsageError } from "../shell/context";
import { allFindings, type FileFinding, type GoneFinding, type Report } from "./report";

const VERSION = 1;

/** A baseline as it was read. */
export interface Baseline {
  readonly file: string;
  readonly entries: readonly GoneFinding[];
}

/**
 * A run as a baseline: every finding about what is deployed that no waiver covers, in a stable order. It has no
 * findings about the edition or the run.
 */
export function baselineText(report: Report): string {
  const entries = new Map<string, GoneFinding>();
  for (const f of allFindings(report)) {
    if (f.waiver === undefined && OF_DEPLOYMENTS.has(f.about)) entries.set(f.fingerprint, entryOf(f));
  }
  const findings = [...entries.values()].sort(
    (a, b) =>
      compareTexts(a.urn ?? "", b.urn ?? "") ||
      compareTexts(a.stack ?? "", b.stack ?? "") ||
      compareTexts(a.rule, b.rule) ||
      compareTexts(a.fingerprint, b.fingerprint),
  );
  const document = {
    version: VERSION,
    writtenBy: report.tool,
    edition: report.edition.id,
    asOf: report.asOf,
    findings,
  };
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`;
}

/** A baseline holds findings about these. */
const OF_DEPLOYMENTS: ReadonlySet<About> = new Set(["deployment", "stack"]);

function entryOf({ fingerprint, rule, urn, stack, text }: FileFinding): GoneFinding {
  // A URN tells its stack.
  const subject = urn !== undefined ? { urn } : stack === undefined ? {} : { stack };
  return { fingerprint, rule, ...subject, message: text.headline };
}

/**
 * Compares a run with a baseline.
 * @returns the run, with known findings marked, and with those that are gone. A finding of a stack that the run did not
 *   see is not gone.
 */
export function againstBaseline(report: Report, { file, entries }: Baseline): Report {
  const known = new Set(entries.map((e) => e.fingerprint));
  const mark = (f: FileFinding): FileFinding => (known.has(f.fingerprint) ? { ...f, inBaseline: true } : f);
  const found = new Set(allFindings(report).map((f) => f.fingerprint));
  const stacks = new Set(report.files.flatMap((f) => f.stacks));
  const seen = ({ urn, stack }: GoneFinding) => stacks.has(stack ?? stackOf(urn) ?? "");
  return {
    ...report,
    files: report.files.map((f) => ({ ...f, findings: f.findings.map(mark) })),
    general: report.general.map(mark),
    baseline: { file, gone: entries.filter((e) => !found.has(e.fingerprint) && seen(e)) },
  };
}

/** @throws UsageError naming the file, the place, what was expected and what was found. */
export function readBaseline(file: string, cwd: string): Baseline {
  const name = `${escapeTerminal(file)}`;
  const expect = (what: string, found: unknown): never => {
    throw new UsageError(`${name}: expected ${what}, as --write-baseline writes it; found ${describeValue(found)}`);
  };
  let value: unknown;
  try {
    value = parseJson(decode(readBytes(resolve(cwd, file))));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new UsageError(`${name}: ${escapeTerminal(error.message)}`);
  }
  if (!isObject(value)) return expect("a baseline", value);
  if (value.version !== VERSION) return expect(`a baseline with "version": ${VERSION}`, value);
  if (!Array.isArray(value.findings)) return expect('"findings" to be an array', value.findings);
  const entries = value.findings.map((entry: unknown, index): GoneFinding => {
    const at = `findings[${index}]`;
    if (!isObject(entry)) return expect(`"${at}" to be an object`, entry);
    const { fingerprint, rule, urn, stack, message } = entry;
    if (typeof fingerprint !== "string") return expect(`"${at}.fingerprint" to be a string`, fingerprint);
    if (typeof rule !== "string") return expect(`"${at}.rule" to be a string`, rule);
    if (urn !== undefined && typeof urn !== "string") return expect(`"${at}.urn" to be a string`, urn);
    if (stack !== undefined && typeof stack !== "string") return expect(`"${at}.stack" to be a string`, stack);
    return {
      fingerprint,
      rule,
      urn,
      ...(stack === undefined ? {} : { stack }),
      message: typeof message === "string" ? message : "",
    };
  });
  return { file, entries };
}
