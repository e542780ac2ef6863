/** Checks that an output of each format is valid, with readers that are independent of the reporters. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import { Ajv } from "ajv";
import Ajv4 from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log } from "sarif";
import { SaxesParser } from "saxes";
import { expect } from "vitest";
import type { Format } from "../../../../cli/check/reporters";

// The schema of the standard, from its editors at Microsoft.
const ajv4 = new Ajv4({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv4);
const isSarif = ajv4.compile(sarifSchema);

const ajv = new Ajv({ allErrors: true });
const isReport = ajv.compile(
  JSON.parse(readFileSync(join(__dirname, "../../../../schemas/report-1.schema.json"), "utf8")) as object,
);
/** The shape in GitLab's documentation of the Code Quality report. */
const isCodeQuality = ajv.compile({
  type: "array",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", pattern: "^[0-9a-f]+$" },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        additionalProperties: false,
        required: ["path", "lines"],
        properties: {
          path: { type: "string", pattern: "^(?!\\./)" },
          lines: { type: "object", required: ["begin"], properties: { begin: { type: "integer", minimum: 1 } } },
        },
      },
    },
  },
});

/** An element of XML. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  /** Elements and texts in their order. */
  readonly content: (Element | string)[];
  text: string;
}

/** Parses XML strictly: anything that XML 1.0 does not allow is an error. */
export function parseXml(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], content: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: attributes as Record<string, string>,
      children: [],
      content: [],
      text: "",
    };
    open.at(-1)?.children.push(element);
    open.at(-1)?.content.push(element);
    open.push(element);
  });
  parser.on("closetag", () => open.pop());
  const add = (text: string) => {
    const element = open.at(-1);
    if (element) element.text += text;
    element?.content.push(text);
  };
  parser.on("text", add);
  parser.on("cdata", add);
  parser.write(xml).close();
  const [first] = root.children;
  if (!first) throw new Error("no root");
  return first;
}

/** Every element below one, itself first. */
export function elements(of: Element): Element[] {
  return [of, ...of.children.flatMap(elements)];
}

const INLINE = /^(a|b|cite|code|span|time)$/;

/** All text of an element, with blanks around block elements. */
export function textOf({ content }: Element): string {
  return content
    .map((part) => (typeof part === "string" ? part : INLINE.test(part.name) ? textOf(part) : ` ${textOf(part)} `))
    .join("");
}

/**
 * Parses a page as XML, which is stricter than HTML: every element is closed, every quote and `&` is escaped. It first
 * converts what HTML writes differently: attributes without values, and the texts of styles and scripts.
 */
export function parsePage(html: string): Element {
  const blocks = html.replace(/<(style|script)([^>]*)>.*?<\/\1>/gs, "<$1$2></$1>");
  const withValues = (tag: string) =>
    tag.replace(/"[^"]*"| ([a-z-]+)(?=[ />])/g, (part, name?: string) => (name === undefined ? part : ` ${name}=""`));
  return parseXml(
    blocks
      .replace("<!doctype html>", "")
      .replaceAll("]]>", "]]&gt;")
      .replace(/<[a-z](?:[^<>"]|"[^"]*")*>/g, withValues),
  );
}

/** A command of GitHub Actions, read as the runner reads it. */
export function parseGithub(line: string) {
  const match = /^::(\w+) ([^:]*)::(.*)$/.exec(line);
  if (!match) throw new Error(`no workflow command: ${line}`);
  const [, level = "", list = "", message = ""] = match;
  const decode = (text: string) => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  const properties = list.split(",").map((pair) => {
    const at = pair.indexOf("=");
    const value = pair
      .slice(at + 1)
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",");
    return [pair.slice(0, at), decode(value)];
  });
  return { level, properties: Object.fromEntries(properties) as Record<string, string>, message: decode(message) };
}

/** A command of Azure Pipelines, read as the agent reads it. */
export function parseAzure(line: string) {
  const match = /^##vso\[task\.logissue ([^\]]*)\](.*)$/.exec(line);
  if (!match) throw new Error(`no logging command: ${line}`);
  const [, list = "", message = ""] = match;
  const decode = (text: string) => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%AZP25", "%");
  const properties = list.split(";").map((pair) => {
    const at = pair.indexOf("=");
    return [
      pair.slice(0, at),
      decode(
        pair
          .slice(at + 1)
          .replaceAll("%3B", ";")
          .replaceAll("%5D", "]"),
      ),
    ];
  });
  return { properties: Object.fromEntries(properties) as Record<string, string>, message: decode(message) };
}

/** Markdown as GitHub shows it, including the author's HTML. */
export async function renderMarkdown(markdown: string): Promise<string> {
  const [{ micromark }, { gfm, gfmHtml }] = await Promise.all([import("micromark"), import("micromark-extension-gfm")]);
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
}

/** The lines for the runner, without the last ones, which are for people. */
export function commands(output: string): string[] {
  return output.split("\n").filter((line) => /^(::|##)/.test(line));
}

/** Throws if an output is not valid. */
export const VALID: Record<Format, (output: string) => void | Promise<void>> = {
  text: (output) => expect(output).toMatch(/\d+ files?, (\d+ stacks, )?(no|\d+) deployments?: /),
  json: (output) => {
    isReport(JSON.parse(output));
    expect(isReport.errors ?? []).toEqual([]);
  },
  sarif: (output) => {
    const log = JSON.parse(output) as Log;
    isSarif(log);
    expect(isSarif.errors ?? []).toEqual([]);
    for (const { locations, ruleId, ruleIndex } of log.runs[0]?.results ?? []) {
      const { uri = "", uriBaseId } = locations?.[0]?.physicalLocation?.artifactLocation ?? {};
      // A relative URI names a file below its base, for any name.
      expect(new URL(uri, "file:///").protocol).toBe("file:");
      expect(uri.startsWith("file:///")).toBe(uriBaseId === undefined);
      if (ruleIndex !== undefined) expect(log.runs[0]?.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    }
  },
  junit: (output) => {
    const root = parseXml(output);
    const cases = root.children.flatMap((suite) => suite.children);
    expect(root.name).toBe("testsuites");
    expect(cases.length).toBeGreaterThan(0);
    expect(Number(root.attributes.tests)).toBe(cases.length);
    for (const suite of root.children) {
      const names = suite.children.map(({ attributes }) => `${attributes.classname} ${attributes.name}`);
      expect(new Set(names).size).toBe(names.length);
    }
  },
  github: (output) => {
    for (const line of commands(output)) expect(parseGithub(line).level).toMatch(/^(error|warning)$/);
    expect(output).toMatch(/^azure-openai-guard: .*deployments?: .*$/m);
  },
  "azure-pipelines": (output) => {
    for (const line of commands(output)) expect(parseAzure(line).properties.type).toMatch(/^(error|warning)$/);
    expect(output).toMatch(/^azure-openai-guard: .*deployments?: .*$/m);
  },
  gitlab: (output) => {
    const entries = JSON.parse(output) as { fingerprint: string }[];
    isCodeQuality(entries);
    expect(isCodeQuality.errors ?? []).toEqual([]);
    expect(new Set(entries.map((e) => e.fingerprint)).size).toBe(entries.length);
  },
  html: (output) => {
    expect(output.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    const all = elements(parsePage(output));
    const names = new Set(all.map(({ name }) => name));
    // No elements that a plan could have added, and none that load something.
    for (const name of ["img", "iframe", "object", "embed", "base", "svg"]) expect(names).not.toContain(name);
    expect(all.filter(({ name }) => name === "script" || name === "style").length).toBe(2);
    const attributes = all.flatMap((e) => Object.keys(e.attributes));
    expect(attributes.filter((name) => /^(on|style$|src|action$|formaction$)/.test(name))).toEqual([]);
    const ids = all.flatMap(({ attributes: { id } }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    // Every link leads to a place in the page.
    const links = all.filter(({ name }) => name === "a").map(({ attributes: { href } }) => href);
    expect(links.filter((href) => !href?.startsWith("#") || !ids.includes(href.slice(1)))).toEqual([]);
    const levels = all.flatMap(({ name }) => /^h([1-6])$/.exec(name)?.[1] ?? []).map(Number);
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([]);
  },
  markdown: async (output) => {
    expect(output.length).toBeLessThanOrEqual(65_536);
    const html = await renderMarkdown(output);
    // Only the layout's tags, no links, and nothing outside code that a code host would turn into a link.
    const tags = [...html.matchAll(/<\/?([a-z!][^\s>]*)/gi)].map(([, tag]) => tag ?? "");
    expect(
      tags.filter((tag) => !/^(h3|h4|p|table|thead|tbody|tr|th|td|code|strong|details|summary|sub)$/.test(tag)),
    ).toEqual([]);
    const prose = html.replace(/<code>.*?<\/code>/g, "");
    expect(prose).not.toMatch(/@\w|(?<!&)#\w|:\/\/|www\.\w/);
    const rows = [...html.matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) => row.match(/<t[hd]>/g)?.length);
    expect(rows.filter((cells) => cells !== 2 && cells !== 4)).toEqual([]);
  },
};
