/**
 * One page with everything in it, to open from a file or to attach to a ticket. This file makes its texts, safe to
 * print; cli/html/report lays them out, and is loaded with preact for this format alone.
 */
import { daysBetween } from "../../../policy/days";
import { escapePage } from "../../../policy/escape";
import { groupBy } from "../../../policy/group-by";
import { RULES } from "../../../policy/rules";
import { placeText } from "../../../policy/text";
import { DOCUMENT_URL } from "../../../policy/words/citations";
import { count } from "../../../policy/words/names";
import type {
  CauseView,
  Fact,
  FileView,
  FindingState,
  FindingView,
  OutcomeView,
  PlaceView,
  ReportView,
  TileView,
} from "../../html/report/view";
import { counts, type FileFinding, type FileResult, fails, type Report, type Summary, summarize } from "../report";
import {
  fileName,
  found,
  headline,
  type LocatedFinding,
  seenText,
  shortened,
  stackOfFinding,
  subject,
  troubles,
} from "../words";
import type { Reporter } from "./reporter";

/** Makes a page of what it shows, as `reportPage` does. */
type Render = (view: ReportView) => string;

/** The gravest first. */
const STATES: readonly FindingState[] = ["mandatory", "advisory", "waived", "known"];

/** The longest name in a list; the URN below it is complete. */
const LONGEST = 120;

/** A reporter whose page shows every finding, blocking ones first, and what the run was judged by. */
export function htmlReporter(render: Render): Reporter {
  return (report) => {
    const summary = summarize(report);
    const view: ReportView = {
      outcome: outcome(report, summary),
      seen: seenText(summary),
      tool: `${report.tool.name} ${report.tool.version}`,
      edition: report.edition.id,
      age: `${count(Math.max(0, daysBetween(report.edition.date, report.asOf)), "day")} old`,
      asOf: report.asOf,
      tally: tally(report, summary),
      errors: report.files.flatMap((file) => troubles(file).map(({ why }) => ({ file: fileName(file.file), why }))),
      causes: causes(report),
      gone: (report.baseline?.gone ?? []).map(({ rule, urn, stack, message }) => ({
        rule,
        about: urn ?? stack ?? "the whole run",
        message,
      })),
      files: report.files.map(fileView),
      judged: judged(report),
      rules: rules(report),
    };
    return render(escapePage(view));
  };
}

function outcome(
  report: Report,
  { blocked, mandatory, advisory, waived, known, errors, incomplete, deployments }: Summary,
): OutcomeView {
  const unread = [
    ...(errors === 0 ? [] : [`, ${count(errors, "file")} could not be checked`]),
    ...(incomplete === 0 ? [] : [`, ${count(incomplete, "plan")} incomplete`]),
  ].join("");
  if (mandatory > 0) {
    const what = blocked > 0 ? count(blocked, "resource") : count(mandatory, "mandatory finding");
    return { tone: "bad", mark: "✕", title: `Blocked: ${what}${unread}` };
  }
  if (errors > 0) return { tone: "bad", mark: "!", title: `Not checked: ${count(errors, "file")}` };
  if (incomplete > 0) return { tone: "bad", mark: "!", title: `Incomplete: ${count(incomplete, "plan")}` };
  if (advisory > 0) {
    const failing = found(report).some(({ finding }) => fails(finding, report.failOn));
    const title = failing ? "Advice that fails the run" : "Advice only";
    return { tone: "caution", mark: "!", title: `${title}: ${count(advisory, "finding")}` };
  }
  if (deployments === 0) return { tone: "good", mark: "✓", title: "Nothing to check: no deployments" };
  const settled = waived + known > 0 ? "every finding is waived or known" : "nothing to report";
  return { tone: "good", mark: "✓", title: `Clean: ${settled}` };
}

function tally({ baseline }: Report, s: Summary): TileView[] {
  const tiles: TileView[] = [
    { label: "Mandatory", value: s.mandatory, tone: "bad", leadsTo: { state: "mandatory" } },
    { label: "Advisory", value: s.advisory, tone: "caution", leadsTo: { state: "advisory" } },
  ];
  const others: TileView[] = [
    { label: "Waived", value: s.waived, tone: "info", leadsTo: { state: "waived" } },
    { label: "In the baseline", value: s.known, tone: "plain", leadsTo: { state: "known" } },
    { label: "No longer found", value: baseline ? s.gone : 0, tone: "plain", leadsTo: { section: "gone" } },
    { label: "Files not checked", value: s.errors, tone: "bad", leadsTo: { section: "unread" } },
  ];
  return [...tiles, ...others.filter(({ value }) => value > 0)];
}

/** Findings by rule. Those with the same text are one, because a loop makes hundreds of them. */
function causes(report: Report): CauseView[] {
  const byRule = groupBy(found(report), ({ finding }) => finding.rule);
  const views = [...byRule].map(([rule, all]): CauseView => {
    const withTexts = all.map((one) => ({ one, text: textView(one) }));
    const alike = groupBy(withTexts, ({ text }) => JSON.stringify(text));
    const findings = [...alike.values()].map(
      (same): FindingView => ({ ...same[0].text, places: same.map(({ one }) => placeView(one)) }),
    );
    const more = repeated(findings);
    const places = findings.flatMap((finding) => finding.places);
    return {
      rule,
      count: all.length,
      ...whereOf(places),
      more,
      findings: gravestFirst(
        findings.map((finding) => ({ ...finding, more: finding.more.filter((line) => !more.includes(line)) })),
        (finding) => [finding],
      ),
    };
  });
  const largestFirst = views.sort((a, b) => b.count - a.count);
  return gravestFirst(largestFirst, ({ findings }) => findings);
}

/** The lines that each of several findings has. */
function repeated(findings: readonly FindingView[]): string[] {
  const [first, ...others] = findings;
  if (first === undefined || others.length === 0) return [];
  return first.more.filter((line) => others.every(({ more }) => more.includes(line)));
}

/** In how many stacks; if no stack is known, in how many files. */
function whereOf(places: readonly PlaceView[]): Pick<CauseView, "where"> {
  const stacks = new Set(places.flatMap(({ stack }) => stack ?? []));
  const files = new Set(places.flatMap(({ file }) => file ?? []));
  if (stacks.size > 1) return { where: count(stacks.size, "stack") };
  return files.size > 1 ? { where: count(files.size, "file") } : {};
}

function placeView(one: LocatedFinding): PlaceView {
  const { finding, file } = one;
  const { urn, place, text } = finding;
  const whole = file === undefined ? "the whole run" : file.stacks.length > 1 ? "the whole file" : "the whole stack";
  const stack = file && stackOfFinding(one);
  return {
    name: urn === undefined ? whole : shortened(subject(finding), LONGEST) || "(no name)",
    ...(urn === undefined ? {} : { urn }),
    ...(place === undefined ? {} : { place: placeText(place) }),
    ...(text.template === undefined ? {} : { template: text.template }),
    ...(stack === undefined ? {} : { stack }),
    ...(file === undefined ? {} : { file: fileName(file.file) }),
  };
}

/** The text of a finding, whatever its place. */
function textView({ finding }: LocatedFinding): Omit<FindingView, "places"> {
  const { level, asked, waiver, text } = finding;
  const facts: [string, string | undefined][] = [
    ["Model", asked.model],
    ["Version", asked.version],
    ["SKU", asked.sku],
    ["Region", asked.region],
  ];
  return {
    state: stateOf(finding),
    level,
    says: headline(finding),
    asked: facts.flatMap(([name, value]): Fact[] => (value === undefined ? [] : [[name, shortened(value, LONGEST)]])),
    ways: text.waysOut.map(({ label, phrases }) => ({ name: label, changes: phrases })),
    more: [...text.details, ...text.remedies, ...text.notes],
    citations: text.citations,
    ...(waiver === undefined
      ? {}
      : {
          waiver: [
            ["Until", waiver.expires],
            ["Owner", waiver.owner],
            ["Reason", waiver.reason],
            ...(waiver.ticket === undefined ? [] : [["Ticket", waiver.ticket] as const]),
          ],
        }),
  };
}

function stateOf(finding: FileFinding): FindingState {
  if (counts(finding)) return finding.level;
  return finding.waiver === undefined ? "known" : "waived";
}

function fileView({ file, kind, stacks, deployments, findings, notes, error, incomplete }: FileResult): FileView {
  const countOf = (state: FindingState) => findings.filter((f) => stateOf(f) === state).length;
  const found: [number, string][] = [
    [countOf("mandatory"), "mandatory"],
    [countOf("advisory"), "advisory"],
    [countOf("waived"), "waived"],
    [countOf("known"), "in the baseline"],
  ];
  const parts = found.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return {
    file: fileName(file),
    stacks,
    facts: [
      ...(kind === undefined ? [] : [["Kind", kind] as const]),
      ["Deployments", String(deployments)],
      ["Findings", parts.length === 0 ? "none" : parts.join(", ")],
    ],
    notes,
    hasError: error !== undefined || incomplete !== undefined,
  };
}

/** What the run was judged by, so that somebody can repeat it. */
function judged({ tool, edition, asOf, failOn, settings, baseline }: Report): Fact[] {
  const failing = { mandatory: "mandatory findings", advisory: "mandatory findings and advice", none: "nothing" };
  return [
    ["As of", asOf],
    ["Edition", edition.id],
    ["Document", `${edition.document}, ${edition.date}`],
    ["Address", DOCUMENT_URL],
    ["Catalog age", `${count(daysBetween(edition.date, asOf), "day")} on the date of judgement`],
    ["SHA-256", edition.hash],
    ["Settings", settings ?? "none"],
    ["Baseline", baseline?.file ?? "none"],
    ["Fails the run", failing[failOn]],
    ["Checked by", `${tool.name} ${tool.version}`],
  ];
}

/** The rules with a finding here, without rules of an old baseline that no longer exist. */
function rules(report: Report): ReportView["rules"] {
  const all = found(report);
  return RULES.flatMap(({ name, description, remediationSteps }) => {
    const findings = all.filter(({ finding }) => finding.rule === name).length;
    const page = `docs/rules/${name}.md`;
    return findings === 0 ? [] : [{ name, description, remediationSteps, page, findings }];
  });
}

/** Sorts by the gravest finding, and otherwise keeps the order. */
function gravestFirst<T>(all: readonly T[], findingsOf: (one: T) => readonly FindingView[]): T[] {
  const gravity = (one: T) =>
    findingsOf(one).reduce((least, { state }) => Math.min(least, STATES.indexOf(state)), STATES.length);
  return all
    .map((one) => ({ one, gravity: gravity(one) }))
    .sort((a, b) => a.gravity - b.gravity)
    .map(({ one }) => one);
}
