/** Azure's errors are found in every layout of a tool, with the same parts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ErrorParts } from "../../../policy/errors/parts";
import { type RecognisedError, recogniseErrors } from "../../../policy/errors/recognise";
import { ERROR_KINDS } from "../../../policy/errors/wordings";
import { MESSAGES, nested, PREFIXES, wrapHard, wrapSoft } from "./messages";

/** The one error of a text. */
function only(text: string): RecognisedError {
  const { errors } = recogniseErrors(text);
  expect(errors).toHaveLength(1);
  return errors[0] as RecognisedError;
}

function parts({ kind: _k, code: _c, line: _l, times: _t, incomplete: _i, ...rest }: RecognisedError): ErrorParts {
  return rest;
}

const folded = (value: unknown) => JSON.parse(JSON.stringify(value).toLowerCase());

it("every kind has a message here", () => {
  expect([...new Set(MESSAGES.map(([, kind]) => kind))].sort()).toEqual([...ERROR_KINDS].sort());
});

const MANGLED: Record<string, (message: string) => string> = {
  "as it is": (m) => m,
  "in lower case": (m) => m.toLowerCase(),
  "in upper case": (m) => m.toUpperCase(),
  "with two blanks": (m) => m.replaceAll(" ", "  "),
  "with tabs": (m) => m.replaceAll(" ", "\t"),
  "with blanks of the web": (m) => m.replaceAll(" ", "\u00a0"),
  "with a byte order mark": (m) => `\ufeff${m}`,
  "with what is not seen in it": (m) => m.split("").join("\u200b"),
  "a word on a line": (m) => m.replaceAll(" ", "\n"),
  "a word on a line of Windows": (m) => m.replaceAll(" ", "\r\n"),
  "wrapped between words": (m) => wrapSoft(m, 40).join("\n"),
  "wrapped in a box": (m) =>
    wrapSoft(m, 60)
      .map((l) => `│ ${l}`)
      .join("\n"),
  "wrapped at a column": (m) => wrapHard(m, 80).join("\n"),
  "wrapped at a narrow one": (m) => wrapHard(m, 23).join("\n"),
  "wrapped with blank lines": (m) => wrapSoft(m, 40).join("\n│\n\n"),
  "in colours": (m) => m.replace(/(\S+)/g, "\u001b[1;31m$1\u001b[0m"),
  "in colours that were escaped": (m) => m.replace(/(\S+)/g, "\\u001b[31m$1\\u001b[0m"),
  "in JSON": (m) => nested(m, 1),
  "in JSON in JSON in JSON in JSON": (m) => nested(m, 4),
  "with double quotes": (m) => m.replaceAll("'", '"'),
  "with double quotes in JSON": (m) => nested(m.replaceAll("'", '"'), 3),
  "with quotes of a typesetter": (m) => m.replace(/'([^']*)'/g, "‘$1’"),
  "with quotes of JSON": (m) => m.replaceAll("'", "\\u0027"),
  "with quotes of JSON in JSON": (m) => m.replaceAll("'", "\\\\u0027"),
  "with quotes of HTML": (m) => m.replaceAll("'", "&#39;"),
  "with quotes of HTML in HTML": (m) => m.replaceAll("'", "&amp;#x27;"),
  "with line breaks of JSON": (m) => wrapSoft(m, 40).join("\\r\\n"),
  "with line breaks of GitHub's commands": (m) => `::error::${wrapSoft(m, 40).join("%0A")}`,
  "in the middle of a line": (m) => `ERROR: (X) ${m} See https://aka.ms/x for 'details'.`,
  "after junk": (m) => `'''"\\\\{{%&;&#;\\u12 ${m}`,
  "in bold": (m) => m.replace(/(OpenAI|gpt-[\w.-]+)(?=[',])/g, "**$1**"),
  "in Pulumi's words": (m) => `    error: Code="X" Message="${m}"`,
};

describe.each(Object.entries(MANGLED))("%s", (_, mangle) => {
  it.each(MESSAGES)("%s", (message, kind, expected) => {
    const found = only(mangle(message));
    expect(found.kind).toBe(kind);
    expect(folded(parts(found))).toEqual(folded(expected));
  });
});

describe.each(PREFIXES.map((p) => [JSON.stringify(p), p] as const))("lines after %s", (_, prefix) => {
  it.each(MESSAGES)("%s", (message, kind, expected) => {
    const text = wrapSoft(message, 50)
      .map((line) => prefix + line)
      .join("\n");
    const found = only(`${prefix}first\n${text}\n${prefix}last`);
    expect([found.kind, found.line, parts(found)]).toEqual([kind, 2, expected]);
  });
});

it("recognises messages with any wrapping, escapes and prefixes", () => {
  const quotes = fc.constantFrom("'", '"', "‘", "\\u0027", "&#39;", "&quot;", '\\"');
  const cases = fc.record({
    message: fc.constantFrom(...MESSAGES),
    // A value may be broken once; broken twice, nobody could tell its blank from a line break.
    width: fc.integer({ min: 24, max: 200 }),
    wrap: fc.constantFrom(wrapSoft, wrapHard),
    prefix: fc.constantFrom(...PREFIXES),
    end: fc.constantFrom("\n", "\r\n", "\n\n"),
    quote: quotes,
    levels: fc.integer({ min: 0, max: 3 }),
    before: fc.string({ unit: "grapheme-ascii", maxLength: 40 }).filter((s) => !/['"\\&%`]/.test(s)),
  });
  fc.assert(
    fc.property(cases, ({ message: [message, kind, expected], width, wrap, prefix, end, quote, levels, before }) => {
      const lines = wrap(message, width).map((line) => prefix + line);
      const text = nested(lines.join(end), levels).replace(/'/g, quote);
      const found = only(`${before}\n${text}\n${before}`);
      expect([found.kind, parts(found)]).toEqual([kind, expected]);
    }),
    { numRuns: 2000 },
  );
});

describe("logs", () => {
  const [[region = ""] = [], , [developer = ""] = []] = MESSAGES;

  it("counts repeated errors, and gives the first line", () => {
    const text = `try 1\n${region}\n\ntry 2\n${region.toUpperCase()}\nERROR: ${wrapSoft(region, 30).join("\n│ ")}`;
    expect(only(text)).toMatchObject({ line: 2, times: 3 });
  });

  it("distinguishes errors of one log, in the order of their lines", () => {
    const { errors } = recogniseErrors(`${developer}\n${region}\n${region.replace("gpt-4o", "gpt-4")}`);
    expect(errors.map((e) => [e.kind, e.model, e.line])).toEqual([
      ["sku-not-for-model", "gpt-4.1", 1],
      ["sku-not-in-region", "gpt-4o", 2],
      ["sku-not-in-region", "gpt-4", 3],
    ]);
  });

  it("prefers the full message to a truncated one", () => {
    const cut = developer.slice(0, developer.indexOf(" 'gpt-4.1'"));
    expect(only(`${cut}\n${developer}`)).toMatchObject({ model: "gpt-4.1", line: 2 });
    expect(only(cut)).toEqual({
      kind: "sku-not-for-model",
      code: "InvalidResourceProperties",
      sku: "DeveloperTier",
      line: 1,
      times: 1,
    });
  });

  it("reads a message whose quotes a shell removed", () => {
    expect(parts(only(region.replaceAll("'", "")))).toEqual(MESSAGES[0]?.[2]);
    expect(parts(only(developer.replaceAll("'", "")))).toEqual(MESSAGES[2]?.[2]);
  });

  it("accepts an unclosed quote, and a missing colon", () => {
    const text = developer.replace("version: '2025-04-14'", "version '2025-04-14.");
    expect(parts(only(`{"message": "${text}"}`))).toEqual(MESSAGES[2]?.[2]);
  });

  it.each([
    ["Location: East US", "eastus"],
    ['{"location": "westeurope"}', "westeurope"],
    ['  location            = "Switzerland North"', "switzerlandnorth"],
    ["az deployment group create --location swedencentral --name x", "swedencentral"],
    ["az cognitiveservices account create -l eastus2 -n x", "eastus2"],
    ["AZURE_LOCATION='japaneast'", "japaneast"],
    ["GET /subscriptions/x/providers/Microsoft.CognitiveServices/locations/uksouth/models", "uksouth"],
    ["Location: East US\nlocation: eastus", "eastus"],
    ["Location: East US\nlocation: westus", undefined],
    ["the location of the account is not known", undefined],
    ["eastus", undefined],
  ])("%s names %s", (text, location) => {
    expect(recogniseErrors(text).location?.region).toBe(location);
  });

  it.each([
    ['{"error":{"code":"SomethingNew"}} Microsoft.CognitiveServices', ["SomethingNew"]],
    ["SomethingNew: not today. Microsoft.CognitiveServices", ["SomethingNew"]],
    ["(SomethingNew) Not today. Microsoft.CognitiveServices", ["SomethingNew"]],
    ['Status=400 Code="SomethingNew" Message="Not today: Microsoft.CognitiveServices"', ["SomethingNew"]],
    ["Error code = SomethingNew, Message = not today. Microsoft.CognitiveServices", ["SomethingNew"]],
    ["Error type: SomethingNew\nMicrosoft.CognitiveServices", ["SomethingNew"]],
    ["TypeError: x is not a function\nRuntimeException: Microsoft.CognitiveServices", []],
    ['{"code":"InvalidTemplateDeployment","details":[{"code":"InvalidCapacity","message":"?"}]}', ["InvalidCapacity"]],
    ["ERROR: (InvalidResourceProperties) something new", ["InvalidResourceProperties"]],
    // The message beside them explains them.
    [`InsufficientQuota\n${region}`, ["InsufficientQuota"]],
    ['{"error":{"code":"SomethingNew"}} Microsoft.Storage', []],
    ['{"code":"hunter2"} {"code": "p4ssw0rd"} openai', []],
    [region, []],
  ])("%s leaves the codes %j", (text, codes) => {
    expect(recogniseErrors(text).otherCodes.map((c) => c.code)).toEqual(codes);
  });
});

describe("a code with one meaning", () => {
  const GPT4 = { format: "OpenAI", model: "gpt-4", version: "1106-Preview" };
  it.each<[string, string, object]>([
    ["ServiceModelDeprecating: …", "deprecating", {}],
    ["SpecialFeatureOrQuotaIdRequired: …", "no-model-access", {}],
    ["InsufficientQuota: … require 240, available 0", "quota", { quota: { required: 240, available: 0 } }],
    [
      "InsufficientQuota: requires '240',\n available capacity: 10.",
      "quota",
      { quota: { required: 240, available: 10 } },
    ],
    ["InsufficientQuota: require 240", "quota", {}],
    ['{"error":{"code":"InsufficientQuota","message":"?"}}', "quota", {}],
    ["ERROR: (DeploymentModelNotSupported) something new", "model-not-supported", {}],
    [
      "ServiceModelDeprecated: The model 'Format: OpenAI, Name: gpt-4, Version: 1106-Preview' is no more",
      "deprecated",
      GPT4,
    ],
  ])("%s", (text, kind, found) => {
    const error = only(text);
    expect([error.kind, error.incomplete, parts(error)]).toEqual([kind, true, found]);
    expect(recogniseErrors(text).otherCodes).toEqual([]);
  });

  it("is one error when repeated, and reads nothing of the next", () => {
    const { errors } = recogniseErrors(
      "ServiceModelDeprecating\nServiceModelDeprecating\nInsufficientQuota: require 1, available 0",
    );
    expect(errors.map((e) => [e.kind, e.line, e.times, e.quota])).toEqual([
      ["deprecating", 1, 2, undefined],
      ["quota", 3, 1, { required: 1, available: 0 }],
    ]);
  });

  it("is not a separate error beside its message", () => {
    for (const [text] of MESSAGES) {
      const all = ["InsufficientQuota", "ServiceModelDeprecated", "DeploymentModelNotSupported"];
      const { errors } = recogniseErrors(`${all.join(" ")}: ${text}`);
      expect(errors.map((e) => e.incomplete)).toEqual([undefined]);
    }
  });
});

describe("nothing to find", () => {
  it.each([
    [""],
    ["\n\n\n"],
    ["The specified SKU 'Standard' for model"],
    ["The specified SKU 'Premium_LRS' is not supported in this region 'eastus'."],
    ["The model 'gpt-4' of account deployment is not supported."],
    ["The account type 'LUIS.Authoring' is either invalid or unavailable in given region."],
    ["The subscription does not have QuotaId/Feature required by SKU 'S0' from kind 'TextAnalytics'"],
    ["The provided location 'x' is not available for resource type 'Microsoft.Web/sites'."],
    ["This operation require many new capacity in quota x, which is bigger than the current available capacity 0."],
    [`The specified SKU '${"x".repeat(100)}' for model 'gpt-4o 1' is not supported in this region 'eastus'.`],
    ["The specified SKU 'a' and 'b' for model 'gpt-4o 1' is not supported in this region 'eastus'."],
  ])("%s", (text) => {
    expect(recogniseErrors(text).errors).toEqual([]);
  });
});

describe("hostile text", () => {
  const [[region = ""] = []] = MESSAGES;

  it.each([
    ["a line of 10 MB", "x".repeat(10_000_000)],
    ["a line of backslashes", "\\".repeat(500_000)],
    ["a million beginnings", "The specified SKU '".repeat(30_000)],
    ["a million models", "The model 'Format: ".repeat(30_000)],
    ["open sequences", "\u001b[0;0\u001b]8;;".repeat(30_000)],
    ["open entities", "&amp;&#".repeat(50_000)],
    ["open prefixes", "::error [a [12:".repeat(30_000)],
    ["quotes on lines of their own", "'\n".repeat(40_000)],
    ["blank lines", "\n".repeat(500_000)],
    ["locations and codes", "location code: ".repeat(30_000)],
    ["codes alone", "InsufficientQuota: require available ".repeat(30_000)],
    ["unpaired surrogates", "\ud800".repeat(100_000)],
    ["letters that grow in lower case", "İ".repeat(100_000)],
  ])("%s hides no error, and makes none", (_, junk) => {
    const { errors } = recogniseErrors(`${junk}\n${region}\n${junk}`);
    expect(errors.map((e) => [e.kind, e.region])).toEqual([["sku-not-in-region", "francecentral"]]);
  });

  it("finds an error in the midst of a line of 10 MB, and its line", () => {
    const found = only(`\n\n${"word ".repeat(1_000_000)}${region}${" word".repeat(1_000_000)}`);
    expect([found.line, parts(found)]).toEqual([3, MESSAGES[0]?.[2]]);
  });

  it("keeps a limited number of errors, and counts the rest", () => {
    const all = Array.from({ length: 1000 }, (_, i) => region.replace("gpt-4o", `gpt-${i}`));
    const { errors, omitted } = recogniseErrors([...all, ...all.slice(0, 10)].join("\n"));
    expect([errors.length, omitted, errors[0]?.times]).toEqual([200, 800, 2]);
  });

  it("never throws, for any text", () => {
    const words = fc.constantFrom(
      "The specified SKU",
      "'",
      "for model",
      "is not supported in this region",
      "The model",
      "Format:",
      "\\",
      "\\u00",
      "&#",
      "%0",
      "\u001b[",
      "\n",
      "location",
      "code",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: "binary" }))), (all) => {
        recogniseErrors(all.join(""));
      }),
      { numRuns: 300 },
    );
  });
});
