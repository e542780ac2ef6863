/**
 * SARIF 2.1.0 (OASIS), for code scanning. If the standard leaves a choice, the behaviour of code hosts decides: GitHub
 * opens an alert for every result, whatever its suppressions, kind or baselineState.
 */
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type {
  ArtifactLocation,
  Location,
  Log,
  Notification,
  ReportingDescriptor,
  Result,
  Run,
  Suppression,
} from "sarif";
import { escapeJson, escapeTerminal } from "../../../policy/escape";
import { nameIn } from "../../../policy/plan/urn";
import { RULES, ruleOf } from "../../../policy/rules";
import type { Rule } from "../../../policy/rules/rule";
import type { Waiver } from "../../../policy/waiver";
import { DOCUMENT_URL } from "../../../policy/words/citations";
import { packageText } from "../../shell/package-files";
import { counts, type Report } from "../report";
import { found, fullText, type LocatedFinding, locationOf, planFile, troubles } from "../words";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/** The root of the repository for code hosts. */
const ROOT = "%SRCROOT%";
const FINGERPRINT = "azureOpenAiGuard/v1";
/**
 * The fingerprint that GitHub uses. Without it, its upload makes one from the program's line, if a result has a line.
 */
const GITHUB_FINGERPRINT = "primaryLocationLineHash";

/**
 * The results as a SARIF log of one run. Mandatory findings are errors, advice is warnings, and findings that a waiver
 * or the baseline covers are notes, which fail no check.
 */
export function reportSarif(report: Report): string {
  const log: Log = { $schema: SCHEMA, version: "2.1.0", runs: [runOf(report)] };
  return `${escapeJson(JSON.stringify(log, null, 2))}\n`;
}

function runOf(report: Report): Run {
  const { tool, edition, asOf, failOn } = report;
  const all = found(report);
  const waived = all.some(({ finding }) => finding.waiver !== undefined);
  return {
    tool: {
      driver: { name: tool.name, version: tool.version, semanticVersion: tool.version, rules: RULES.map(descriptor) },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [ROOT]: { description: { text: "The root of the repository." } } },
    invocations: [
      {
        executionSuccessful: report.files.every((f) => troubles(f).length === 0),
        toolExecutionNotifications: notifications(report),
      },
    ],
    results: all.map((one) => ({
      ...resultOf(one, report),
      // Either all results of a run have these, or no result does.
      ...(waived ? { suppressions: one.finding.waiver ? [suppression(one.finding.waiver)] : [] } : {}),
      ...(report.baseline ? { baselineState: one.finding.inBaseline ? "unchanged" : "new" } : {}),
    })),
    properties: { edition: edition.id, editionHash: edition.hash, document: edition.document, asOf, failOn },
  };
}

function resultOf(one: LocatedFinding, report: Report): Result {
  const { finding } = one;
  const location = locationOf(one, report);
  return {
    ruleId: finding.rule,
    ruleIndex: RULES.indexOf(ruleOf(finding.rule)),
    level: counts(finding) ? LEVEL[finding.level] : "note",
    message: { text: messageText(fullText(one)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(location.file),
          // A plan file counts as a whole: its lines are not the program's.
          ...(location.line === undefined
            ? {}
            : {
                region: {
                  startLine: location.line,
                  ...(location.column === undefined ? {} : { startColumn: location.column }),
                },
              }),
        },
        ...logical(finding.urn),
      },
    ],
    partialFingerprints: {
      [FINGERPRINT]: finding.fingerprint,
      ...(location.line === undefined ? { [GITHUB_FINGERPRINT]: finding.fingerprint } : {}),
    },
    properties: {
      reason: finding.reason,
      asked: finding.asked,
      changes: finding.text.changes,
      ...(finding.stack === undefined ? {} : { stack: finding.stack }),
    },
  };
}

const LEVEL = { mandatory: "error", advisory: "warning" } as const;

function logical(urn: string | undefined): Pick<Location, "logicalLocations"> {
  if (urn === undefined) return {};
  return { logicalLocations: [{ name: nameIn(urn), fullyQualifiedName: urn, kind: "resource" }] };
}

function suppression({ reason, owner, ticket, expires }: Waiver): Suppression {
  const justification = `${reason} (${[owner, ...(ticket === undefined ? [] : [ticket]), `until ${expires}`].join(", ")})`;
  return { kind: "external", status: "accepted", justification: escapeTerminal(justification) };
}

/**
 * Files that could not be checked, skipped files, and known findings that are gone: a result with baselineState
 * "absent" would be an alert on GitHub.
 */
function notifications(report: Report): Notification[] {
  return [
    ...report.files.flatMap((file) => [
      ...troubles(file).map(({ title, why }) => notification("error", `${title}: ${why}`, planFile(file))),
      ...file.notes.map((note) => notification("note", note, planFile(file))),
    ]),
    ...(report.baseline?.gone ?? []).map(({ rule, urn, message }) =>
      notification("note", `no longer found: ${rule}, ${urn ?? message}; write the baseline anew to forget it`),
    ),
  ];
}

function notification(level: "error" | "note", text: string, file?: string): Notification {
  return {
    level,
    message: { text: messageText([escapeTerminal(text)]) },
    ...(file === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: artifact(file) } }] }),
  };
}

/**
 * A path in SARIF: a URI, relative to the root of the repository, or absolute. Every part is encoded separately, so
 * that a colon makes no scheme; half of a character becomes U+FFFD, because a URI cannot hold it.
 */
function artifact(file: string): ArtifactLocation {
  const path = file.replace(/\p{Cs}/gu, "\ufffd");
  if (isAbsolute(path)) return { uri: pathToFileURL(path).href };
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: ROOT };
}

/** Message strings have their own syntax: braces for arguments (§3.11.5), and links (§3.11.6). */
function messageText(lines: readonly string[]): string {
  return lines.join("\n").replace(/[{}]/g, "$&$&").replaceAll("](", "] (");
}

function descriptor(rule: Rule): ReportingDescriptor {
  const { name, displayName, description, defaultLevel, remediationSteps, severity } = rule;
  const page = pageOf(rule);
  return {
    id: name,
    name: name.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence(displayName) },
    fullDescription: { text: description },
    help: { text: `${description} ${remediationSteps}`, ...(page === undefined ? {} : { markdown: page }) },
    helpUri: DOCUMENT_URL,
    defaultConfiguration: { level: LEVEL[defaultLevel] },
    properties: {
      tags: ["azure-openai", "pulumi", "policy"],
      severity,
      "problem.severity": LEVEL[defaultLevel],
    },
  };
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

/** The page of a rule, without its title and without links to other pages, which lead nowhere on a code host. */
function pageOf({ name }: Rule): string | undefined {
  const page = packageText(`docs/rules/${name}.md`);
  return page?.replace(/^# .*\n+/, "").replace(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, "$1");
}
