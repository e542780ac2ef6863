/**
 * Logging commands of Azure Pipelines, which the agent reads from the log of a step. The result of the step is left to
 * its exit code.
 */

import { type Issue, issues, summaryText } from "../../explain/words";
import { escapeTerminal } from "../../shell/escape";
import { type Report, summarize } from "../report";

/** The results as issues of the step, what blocks first, with a last line for people. */
export function reportAzurePipelines(report: Report): string {
  const lines = [...issues(report).map(command), `azure-openai-guard: ${summaryText(summarize(report))}`];
  return `${lines.join("\n")}\n`;
}

/** `##vso[task.logissue type=error;sourcepath=index.ts;linenumber=5;columnnumber=1;code=known-model]message` */
function command({ level, title, location, text }: Issue): string {
  const { file, line, column } = location;
  const properties = [`type=${level}`, `sourcepath=${property(file)}`];
  if (line !== undefined) properties.push(`linenumber=${line}`);
  if (column !== undefined) properties.push(`columnnumber=${column}`);
  return `##vso[task.logissue ${[...properties, `code=${property(title)}`].join(";")}]${data(text)}`;
}

/** A message, as the agent decodes it. */
function data(text: string): string {
  return text.replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A property, as the agent decodes it. */
function property(text: string): string {
  return data(escapeTerminal(text)).replaceAll(";", "%3B").replaceAll("]", "%5D");
}
