/**
 * One page that holds everything, to open from a file or to attach to a ticket. What it shows is put together here, as
 * texts that are safe to print; how it looks is cli/html/report, which is loaded with preact for this format alone.
 */
import { daysBetween } from "../../../policy/days";
import { groupBy } from "../../../policy/group-by";
import { RULES } from "../../../policy/rules";
import { placeText } from "../../../policy/text";
import { DOCUMENT_URL } from "../../../policy/words/citations";
import { count } from "../../../policy/words/names";
import type {
  Fact,
  FileView,
  FindingView,
  GroupView,
  OutcomeView,
  ReportView,
  ResourceView,
  State,
} from "../../html/report/view";
import { escapeTerminal } from "../../shell/escape";
import { counts, type FileFinding, type FileResult, fails, type Report, type Summary, summarize } from "../report";
import { type Found, fileName, found, headline, seenText, stackOfFinding, subject, troubles } from "../words";
import type { Reporter } from "./reporter";

/** Makes a page of what it shows, as `reportPage` does. */
type Render = (view: ReportView) => string;

/** The gravest first: states of findings, and so resources, and stacks. */
const STATES: readonly State[] = ["mandatory", "advisory", "waived", "known"];

/** The longest name in a heading or in a filter; the URN below it is whole. */
const LONGEST = 120;

/** A reporter whose page shows every finding, what blocks first, and what the run was judged by. */
export function htmlReporter(render: Render): Reporter {
  return (report) => {
    const summary = summarize(report);
    const view: ReportView = {
      outcome: outcome(report, summary),
      seen: `${seenText(summary)}.`,
      tool: `${report.tool.name} ${report.tool.version}`,
      edition: report.edition.id,
      asOf: report.asOf,
      tally: tally(report, summary),
      errors: report.files.flatMap((file) => troubles(file).map(({ why }) => ({ file: fileName(file.file), why }))),
      groups: groups(report),
      gone: (report.baseline?.gone ?? []).map(({ rule, urn, stack, message }) => ({
        rule,
        about: urn ?? stack ?? "the whole run",
        message,
      })),
      files: report.files.map(fileView),
      judged: judged(report),
      rules: rules(report),
    };
    return render(everyText(view, printable));
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

function tally({ baseline }: Report, s: Summary): ReportView["tally"] {
  return [
    { label: "Mandatory", value: s.mandatory, tone: "bad" },
    { label: "Advisory", value: s.advisory, tone: "caution" },
    { label: "Waived", value: s.waived, tone: "info" },
    { label: "In the baseline", value: s.known, tone: "plain" },
    ...(baseline === undefined ? [] : [{ label: "No longer found", value: s.gone, tone: "plain" as const }]),
    ...(s.errors === 0 ? [] : [{ label: "Files not checked", value: s.errors, tone: "bad" as const }]),
  ];
}

/** By stack and file, what is about the run as a whole last among its like. */
function groups(report: Report): GroupView[] {
  const byPlace = groupBy(found(report), (one) => JSON.stringify([stackOfFinding(one), one.file?.file]));
  const views = [...byPlace.values()].map((all): GroupView => {
    const [one] = all;
    const { file } = one;
    const stack = file && stackOfFinding(one);
    return {
      name: short(stack ?? (file ? fileName(file.file) : "the whole run")),
      ...(stack === undefined ? {} : { stack }),
      ...(file ? { file: fileName(file.file) } : {}),
      ...(file?.kind === undefined ? {} : { kind: file.kind }),
      resources: resources(all),
    };
  });
  return gravestFirst(views, ({ resources }) => resources.flatMap((r) => r.findings));
}

/** Resources with the very same findings are one: a loop makes hundreds of them. */
function resources(all: readonly Found[]): ResourceView[] {
  const byResource = groupBy(all, ({ finding }) => finding.urn);
  const views = [...byResource.values()].map((own) => ({ own, findings: own.map(findingView) }));
  const alike = groupBy(views, ({ findings }) => JSON.stringify(findings));
  const merged = [...alike.values()].map((same): ResourceView => {
    const findings = same[0]?.findings ?? [];
    const askedOnce = new Set(findings.map(({ asked }) => JSON.stringify(asked))).size === 1;
    return {
      names: same.map(({ own }) => nameView(own)),
      asked: askedOnce ? (findings[0]?.asked ?? []) : [],
      findings: gravestFirst(askedOnce ? findings.map((f) => ({ ...f, asked: [] })) : findings, (f) => [f]),
    };
  });
  return gravestFirst(merged, ({ findings }) => findings);
}

function nameView(own: readonly [Found, ...Found[]]): ResourceView["names"][number] {
  const [{ finding, file }] = own;
  const place = own.find((one) => one.finding.place)?.finding.place;
  const whole = file === undefined ? "the whole run" : file.stacks.length > 1 ? "the whole file" : "the whole stack";
  return {
    name: finding.urn === undefined ? whole : short(subject(finding)) || "(no name)",
    ...(finding.urn === undefined ? {} : { urn: finding.urn }),
    ...(place === undefined ? {} : { place: placeText(place) }),
  };
}

function findingView({ finding }: Found): FindingView {
  const { rule, level, asked, nested, citations, limit, waiver, text } = finding;
  const facts: [string, string | undefined][] = [
    ["Model", asked.model],
    ["Version", asked.version],
    ["SKU", asked.sku],
    ["Region", asked.region],
  ];
  return {
    state: stateOf(finding),
    level,
    rule,
    says: headline(finding),
    asked: facts.flatMap(([name, text]): Fact[] => (text === undefined ? [] : [[name, short(text)]])),
    ...(nested === undefined ? {} : { nested }),
    ...(limit === undefined ? {} : { limit }),
    ways: text.waysOut.map(({ label, phrases }) => ({ name: label, changes: phrases })),
    more: [...text.details, ...text.remedies, ...text.notes],
    citations,
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

function stateOf(finding: FileFinding): State {
  if (counts(finding)) return finding.level;
  return finding.waiver === undefined ? "known" : "waived";
}

function fileView({ file, kind, stacks, deployments, findings, notes, error, incomplete }: FileResult): FileView {
  const of = (state: State) => findings.filter((f) => stateOf(f) === state).length;
  const found: [number, string][] = [
    [of("mandatory"), "mandatory"],
    [of("advisory"), "advisory"],
    [of("waived"), "waived"],
    [of("known"), "in the baseline"],
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
    ...(error === undefined && incomplete === undefined ? {} : { error: error ?? incomplete }),
  };
}

/** What the run was judged by, so that it can be judged again. */
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

/** The rules that have a finding here; one that is unknown, of an old baseline, is not among them. */
function rules(report: Report): ReportView["rules"] {
  const all = found(report);
  return RULES.flatMap(({ name, description, remediationSteps }) => {
    const findings = all.filter(({ finding }) => finding.rule === name).length;
    const page = `docs/rules/${name}.md`;
    return findings === 0 ? [] : [{ name, description, remediationSteps, page, findings }];
  });
}

/** In the order of their gravest finding, else as they were. */
function gravestFirst<T>(all: readonly T[], findingsOf: (one: T) => readonly FindingView[]): T[] {
  const gravity = (one: T) =>
    findingsOf(one).reduce((least, { state }) => Math.min(least, STATES.indexOf(state)), STATES.length);
  return all
    .map((one) => ({ one, gravity: gravity(one) }))
    .sort((a, b) => a.gravity - b.gravity)
    .map(({ one }) => one);
}

/** Cut between characters, not within one. */
function short(text: string): string {
  const characters = text.length > LONGEST ? [...text] : [];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 3).join("")}...` : text;
}

/** Safe to show, and to find again in a log: what HTML cannot hold is shown by its number as well. */
function printable(text: string): string {
  return escapeTerminal(text).replace(/\p{Noncharacter_Code_Point}/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
}

/** A value with each of its texts changed; that none is forgotten, no text is changed where it is made. */
function everyText<T>(value: T, change: (text: string) => string): T {
  const walk = (at: unknown): unknown => {
    if (typeof at === "string") return change(at);
    if (Array.isArray(at)) return at.map(walk);
    if (typeof at !== "object" || at === null) return at;
    return Object.fromEntries(Object.entries(at).map(([key, below]) => [key, walk(below)]));
  };
  return walk(value) as T;
}
