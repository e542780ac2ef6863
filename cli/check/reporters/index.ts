/** Every format of `check`. A reporter makes a text of a report and does nothing else. */
import type { Report } from "../report";

export interface ReportOptions {
  readonly color: boolean;
}

export type Reporter = (report: Report, options: ReportOptions) => string;

/** By name; each loads when it is asked for, so that a run does not wait for the libraries of the others. */
export const REPORTERS = {
  text: async () => (await import("./text.js")).reportText,
  json: async () => (await import("./json.js")).reportJson,
  sarif: async () => (await import("./sarif.js")).reportSarif,
  junit: async () => (await import("./junit.js")).reportJunit,
  github: async () => (await import("./github.js")).reportGithub,
  "azure-pipelines": async () => (await import("./azure-pipelines.js")).reportAzurePipelines,
  gitlab: async () => (await import("./gitlab.js")).reportGitlab,
  // markdown-table is an ES module, which only import() loads on every Node that is supported.
  markdown: async () =>
    (await import("./markdown.js")).markdownReporter((await import("markdown-table")).markdownTable),
  // preact is loaded, in the bundle of the pages, where a page is asked for and nowhere else.
  html: async () => (await import("./html.js")).htmlReporter((await import("../../html/index.js")).reportPage),
} satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof REPORTERS;

export const FORMATS = Object.keys(REPORTERS) as readonly Format[];
