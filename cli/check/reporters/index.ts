/** Every format of `check`. */
import type { Reporter } from "./reporter";

/** By name. Each loads only when it is needed, so that a run does not wait for the libraries of the others. */
export const REPORTERS = {
  // wrap-ansi and markdown-table are ES modules, which only import() loads on every supported Node.
  text: async () => (await import("./text.js")).textReporter((await import("wrap-ansi")).default),
  json: async () => (await import("./json.js")).reportJson,
  sarif: async () => (await import("./sarif.js")).reportSarif,
  junit: async () => (await import("./junit.js")).reportJunit,
  github: async () => (await import("./github.js")).reportGithub,
  "azure-pipelines": async () => (await import("./azure-pipelines.js")).reportAzurePipelines,
  gitlab: async () => (await import("./gitlab.js")).reportGitlab,
  markdown: async () =>
    (await import("./markdown.js")).markdownReporter((await import("markdown-table")).markdownTable),
  // preact is in the bundle of the pages, and loads only for a page.
  html: async () => (await import("./html.js")).htmlReporter((await import("../../html/index.js")).reportPage),
} satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof REPORTERS;

export const FORMATS = Object.keys(REPORTERS) as readonly Format[];
