/** JUnit XML, for the test tabs of CI systems: what fails the run is a failure, everything else is not. */
import builder from "junit-report-builder";
import { escapeTerminal, escapeXml } from "../../../policy/escape";
import { placeText } from "../../../policy/text";
import { count } from "../../../policy/words/names";
import { counts, type FileResult, fails, type Report } from "../report";
import { fileName, fullText, headline, type LocatedFinding, locationOf, subject } from "../words";

type Suite = ReturnType<typeof builder.testSuite>;

/**
 * The results as JUnit XML: a suite per stack and file, a case per finding. A finding that fails the run is a failure;
 * any other is a case that passes, with its text as output; a waived or known one is skipped; a file that could not be
 * checked is an error. A suite without findings has one case that passes, because CI systems consider a report without
 * cases broken.
 */
export function reportJunit(report: Report): string {
  const xml = builder.newBuilder().name(report.tool.name);
  for (const file of report.files) {
    if (file.error !== undefined) {
      const name = fileName(file.file);
      addCase(xml.testSuite().name(escapeXml(name)), name, "can be checked", []).error(
        escapeXml(escapeTerminal(file.error)),
      );
      continue;
    }
    // Findings about the whole file go to its first stack.
    const suites = new Map<string | undefined, LocatedFinding[]>(file.stacks.map((stack) => [stack, []]));
    if (suites.size === 0) suites.set(undefined, []);
    for (const finding of file.findings) {
      const stack = finding.stack ?? file.stacks[0];
      const suite = suites.get(stack) ?? [];
      suites.set(stack, suite);
      suite.push({ finding, file });
    }
    if (file.incomplete !== undefined) {
      const name = fileName(file.file);
      addCase(xml.testSuite().name(escapeXml(name)), name, "is a complete plan", []).error(escapeXml(file.incomplete));
    }
    for (const [stack, found] of suites) addSuite(xml.testSuite(), suiteName(file, stack), found, report, file);
  }
  if (report.general.length > 0 || report.files.length === 0) {
    const found = report.general.map((finding) => ({ finding }));
    addSuite(xml.testSuite(), "the whole run", found, report);
  }
  if (report.baseline) {
    const { file, gone } = report.baseline;
    const name = `baseline ${fileName(file)}`;
    const suite = xml.testSuite().name(escapeXml(name));
    const lines = gone.map((g) => escapeTerminal(`${g.rule}: ${g.urn ?? g.message}`));
    addCase(suite, name, `${count(gone.length, "finding")} no longer found`, lines);
  }
  return `${xml.build()}\n`;
}

function suiteName({ file }: FileResult, stack: string | undefined): string {
  return stack === undefined ? fileName(file) : `${escapeTerminal(stack)} (${fileName(file)})`;
}

function addSuite(suite: Suite, name: string, all: readonly LocatedFinding[], report: Report, file?: FileResult): void {
  suite.name(escapeXml(name));
  // A case that passes would claim that everything was checked.
  const unproved =
    file?.incomplete !== undefined ? "not all was checked" : file?.deployments === 0 ? "nothing to check" : undefined;
  if (all.length === 0) {
    const quiet = addCase(suite, name, unproved ?? "nothing to report", []);
    if (unproved !== undefined) quiet.skipped();
  }
  // CI systems merge cases of one name.
  const names = new Map<string, number>();
  for (const one of all) {
    const { finding } = one;
    const called = `${finding.rule}: ${subject(finding)}`;
    const nth = (names.get(called) ?? 0) + 1;
    names.set(called, nth);
    const location = locationOf(one, report);
    const lines = [...fullText(one), `Place: ${escapeTerminal(placeText(location))}`];
    const failing = fails(finding, report.failOn);
    const testCase = addCase(suite, name, nth === 1 ? called : `${called} (${nth})`, failing ? [] : lines);
    testCase.file(escapeXml(escapeTerminal(location.file)));
    if (failing) testCase.failure(escapeXml(headline(finding)), finding.level).stacktrace(escapeXml(lines.join("\n")));
    if (!counts(finding)) testCase.skipped();
  }
}

function addCase(suite: Suite, className: string, name: string, output: readonly string[]) {
  const testCase = suite.testCase().className(escapeXml(className)).name(escapeXml(name));
  return output.length === 0 ? testCase : testCase.standardOutput(escapeXml(output.join("\n")));
}
