/** Escapes: no payload starts a command of a runner, or leaves a control character. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  escapeAzurePipelines,
  escapeAzurePipelinesProperty,
  escapeGithub,
  escapeGithubProperty,
  escapeJson,
  escapeMarkdown,
  escapeMarkdownCode,
  escapeTerminal,
  escapeText,
  escapeXml,
} from "../../policy/escape";
import { hazardsIn, PAYLOADS } from "../support/payloads";

const payload = fc
  .array(
    fc.oneof(fc.constantFrom(...PAYLOADS), fc.string({ unit: "binary", maxLength: 6 }), fc.constantFrom(" ", "\n")),
  )
  .map((parts) => parts.join(""));

describe("escapes", () => {
  it.each([
    ["##vso[x", "\\u{23}#vso[x"],
    ["a ##[error]x", "a \\u{23}#[error]x"],
    ["##teamcity[x", "\\u{23}#teamcity[x"],
    ["\t::error::x", "\\u{9}::error::x"],
    ["  ::error::x", "  \\u{3a}:error::x"],
    ["urn:pulumi:dev::app", "urn:pulumi:dev::app"],
    ["## Heading ##", "## Heading ##"],
    ["section_start:12:x", "section_start\\u{3a}12:x"],
    ["section_start:x", "section_start:x"],
    ["a\nb", "a\\u{a}b"],
  ])("one line, %j: %j", (text, shown) => {
    expect(escapeTerminal(text)).toBe(shown);
  });

  it("keeps the lines and, on request, the colours of a finished text", () => {
    const text = "\u001b[31mred\u001b[39m\n::error::x\n\u001b[31m::error::y\u001b[2J";
    expect(escapeText(text)).toBe("\\u{1b}[31mred\\u{1b}[39m\n\\u{3a}:error::x\n\\u{1b}[31m::error::y\\u{1b}[2J");
    expect(escapeText(text, { color: true })).toBe(
      "\u001b[31mred\u001b[39m\n\\u{3a}:error::x\n\u001b[31m\\u{3a}:error::y\\u{1b}[2J",
    );
  });

  it.each<[string, (text: string) => string]>([
    ["terminal", escapeTerminal],
    ["text", escapeText],
    ["JSON", (text) => escapeJson(JSON.stringify({ text }, null, 2))],
    ["GitHub", (text) => escapeGithub(text).replaceAll("%0A", "\n").replaceAll("%25", "%")],
    ["GitHub property", escapeGithubProperty],
    ["Azure", (text) => escapeAzurePipelines(text).replaceAll("%0A", "\n").replaceAll("%AZP25", "%")],
    ["Azure property", escapeAzurePipelinesProperty],
    ["XML", escapeXml],
    ["Markdown", escapeMarkdown],
    ["Markdown code", escapeMarkdownCode],
  ])("%s: with any payload", (_, made) => {
    fc.assert(
      fc.property(payload, (text) => {
        expect(hazardsIn(made(text))).toEqual([]);
      }),
    );
  });

  it("JSON keeps its value", () => {
    fc.assert(
      fc.property(payload, (text) => {
        expect(JSON.parse(escapeJson(JSON.stringify(text)))).toBe(text);
      }),
    );
  });

  it("does not change escaped text again", () => {
    fc.assert(
      fc.property(payload, (text) => {
        expect(escapeText(escapeText(text))).toBe(escapeText(text));
      }),
    );
  });
});

it("escapes in JSON every character that must not be printed, and no other", () => {
  const unsafe = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;
  const wrong: string[] = [];
  for (let code = 0x20; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    if ((escapeJson(character) !== character) !== unsafe.test(character)) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});
