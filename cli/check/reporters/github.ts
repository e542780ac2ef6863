/** Annotations of GitHub Actions: workflow commands, which the runner reads in the log of a step. */

import { escapeGithub, escapeGithubProperty } from "../../../policy/escape";
import { type Report, summarize } from "../report";
import { type BuildMessage, issues, summaryText } from "../words";

/** GitHub shows this many annotations of each kind for a step; the rest is only in its log. */
const SHOWN = 10;

/** The results as annotations, blocking ones first, with a last line for people. */
export function reportGithub(report: Report): string {
  const all = issues(report);
  const [errors, warnings] = [all.filter((i) => i.level === "error"), all.filter((i) => i.level === "warning")];
  const hidden = errors.length > SHOWN || warnings.length > SHOWN;
  return [
    ...all.map(command),
    `azure-openai-guard: ${summaryText(summarize(report))}`,
    ...(hidden
      ? [
          `GitHub shows the first ${SHOWN} errors and the first ${SHOWN} warnings of a step; this log has all ${errors.length} and ${warnings.length}.`,
        ]
      : []),
    "",
  ].join("\n");
}

/** `::error file=index.ts,line=5,col=1,title=known-model::message` */
function command({ level, title, location, text }: BuildMessage): string {
  const { file, line, column } = location;
  const properties = [`file=${escapeGithubProperty(file)}`, ...(line === undefined ? [] : [`line=${line}`])];
  if (column !== undefined) properties.push(`col=${column}`);
  return `::${level} ${[...properties, `title=${escapeGithubProperty(title)}`].join(",")}::${escapeGithub(text)}`;
}
