/**
 * Logging commands of Azure Pipelines, which the agent reads in the log of a step. The exit code decides the result of
 * the step.
 */

import { escapeAzurePipelines, escapeAzurePipelinesProperty } from "../../../policy/escape";
import { type Report, summarize } from "../report";
import { type BuildMessage, issues, summaryText } from "../words";

/** The results as issues of the step, blocking ones first, with a last line for people. */
export function reportAzurePipelines(report: Report): string {
  const lines = [...issues(report).map(command), `azure-openai-guard: ${summaryText(summarize(report))}`];
  return `${lines.join("\n")}\n`;
}

/** `##vso[task.logissue type=error;sourcepath=index.ts;linenumber=5;columnnumber=1;code=known-model]message` */
function command({ level, title, location, text }: BuildMessage): string {
  const { file, line, column } = location;
  const properties = [`type=${level}`, `sourcepath=${escapeAzurePipelinesProperty(file)}`];
  if (line !== undefined) properties.push(`linenumber=${line}`);
  if (column !== undefined) properties.push(`columnnumber=${column}`);
  return `##vso[task.logissue ${[...properties, `code=${escapeAzurePipelinesProperty(title)}`].join(";")}]${escapeAzurePipelines(text)}`;
}
