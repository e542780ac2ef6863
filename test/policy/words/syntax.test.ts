/** What a message shows in the language of the program: dependsOn, versions, properties to set. */
import { describe, expect, it } from "vitest";
import { defaultEdition } from "../../../catalog/edition/embedded";
import type { PlanResource } from "../../../policy/plan/resource";
import { checkPlan } from "../../../policy/run/check-plan";
import { parseSettings } from "../../../policy/settings";
import { bodyLines, findingText, messageOf } from "../../../policy/words/finding";
import {
  dependsOnText,
  type Language,
  languageOfProject,
  languageOfRuntime,
  languageOfSource,
  propertiesText,
} from "../../../policy/words/syntax";
import { account, type Case, deployment, UNKNOWN } from "../plans";

describe("the language of a program", () => {
  it.each<[string, Language | undefined]>([
    ["name: shop\nruntime: yaml\n", "yaml"],
    ['name: shop\nruntime: "nodejs"\n', "typescript"],
    ["name: shop\nruntime:\n  name: python\n  options:\n    virtualenv: venv\n", "python"],
    ["name: shop\nruntime: { name: dotnet }\n", "csharp"],
    ["runtime: go", "go"],
    ["runtime: java # 21\n", "java"],
    ["runtime: cobol\n", undefined],
    ["name: shop\n", undefined],
    ["description: |\n  runtime: yaml\n", undefined],
  ])("by the manifest %j it is %s", (manifest, language) => {
    expect(languageOfProject(manifest)).toBe(language);
  });

  it.each<[string | undefined, Language | undefined]>([
    ["project:///src/index.ts#5,1", "typescript"],
    ["project:///index.mjs#5", "typescript"],
    ["project:///__main__.py#3,1", "python"],
    ["project:///Pulumi.yaml#3,1", "yaml"],
    ["project:///Makefile#3,1", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("by the position %s it is %s", (position, language) => {
    expect(languageOfSource(position)).toBe(language);
  });

  it("by the tag of the stack", () => {
    expect([languageOfRuntime("YAML"), languageOfRuntime("bun"), languageOfRuntime(undefined)]).toEqual([
      "yaml",
      "typescript",
      undefined,
    ]);
  });
});

it.each<[Language | undefined, string | undefined]>([
  ["yaml", 'tags: { aoai-purpose: assistants }, model: { version: "0613" }, sku: { capacity: 10 }'],
  ["typescript", 'tags: { "aoai-purpose": "assistants" }, model: { version: "0613" }, sku: { capacity: 10 }'],
  ["python", undefined],
  [undefined, undefined],
])("properties in %s", (language, expected) => {
  const properties = { tags: { "aoai-purpose": "assistants" }, model: { version: "0613" }, sku: { capacity: 10 } };
  expect(propertiesText(language, properties)).toBe(expected);
});

it("shows an option in both where the language is not known", () => {
  expect(dependsOnText(undefined, "my-chat")).toBe(
    `{ dependsOn: [myChat] } as its options; in Pulumi YAML, options: { dependsOn: ["$\{my-chat}"] }`,
  );
});

/** What a program in a language is told to do about its findings, by rule. */
function told(language: Language | undefined, ...cases: Case[]) {
  const resources: PlanResource[] = [account("eastus2"), ...cases.map((c, i) => deployment(c, `d${i}`))];
  const { findings } = checkPlan(resources, {
    edition: defaultEdition(),
    settings: parseSettings({}),
    today: "2025-07-01",
    isEditionChosen: true,
  });
  return findings.map((f) => [f.rule, ...bodyLines(findingText(f, language))]);
}

const GOOD: Case = { model: "gpt-4.1", version: "2025-04-14", sku: "GlobalStandard" };
const { version: _, ...OMITTED } = GOOD;

describe.each<[string, Case[], string[][], string[][]]>([
  [
    "a version to pin",
    [{ ...OMITTED, model: "gpt-4o", sku: "Standard" }],
    [["pinned-version", 'To pin it: version "2024-11-20", "2024-08-06", "2024-05-13".']],
    [["pinned-version", "To pin it: version 2024-11-20, 2024-08-06, 2024-05-13."]],
  ],
  [
    "an option",
    [{ ...GOOD, upgrade: "OnceNewDefaultVersionAvailable" }],
    [["pinned-version", "To pin it: versionUpgradeOption: NoAutoUpgrade."]],
    [["pinned-version", 'To pin it: versionUpgradeOption: "NoAutoUpgrade".']],
  ],
  [
    "an order",
    [GOOD, GOOD],
    [["deployment-order", `Let d1 wait for d0: options: { dependsOn: ["$\{d0}"] }`]],
    [["deployment-order", "Let d1 wait for d0: { dependsOn: [d0] } as its options"]],
  ],
  [
    "a value that is not known",
    [{ ...GOOD, version: UNKNOWN }],
    [
      [
        "unverified-deployment",
        'version is not known before the update. Set it to a version of the model, in quotes, or take it from stack configuration. For example: model: { version: "VERSION" }.',
      ],
    ],
    [
      [
        "unverified-deployment",
        'version is not known before the update. Set it to a version of the model, in quotes, or take it from stack configuration. For example: model: { version: "VERSION" }.',
      ],
    ],
  ],
  [
    "a model of another name",
    [{ ...GOOD, model: "gpt41" }],
    [["known-model", 'Did you mean gpt-4.1 "2025-04-14"?', 'To pass: model gpt-4.1 "2025-04-14".']],
    [["known-model", "Did you mean gpt-4.1 2025-04-14?", "To pass: model gpt-4.1 2025-04-14."]],
  ],
])("%s", (_, cases, yaml, typescript) => {
  it("in YAML", () => expect(told("yaml", ...cases)).toEqual(yaml));
  it("in TypeScript", () => expect(told("typescript", ...cases)).toEqual(typescript));
});

it("says nothing of a language in what it is not about", () => {
  const [finding] = checkPlan([account("eastus"), deployment({ ...GOOD, model: "gpt-4.1-nano" })], {
    edition: defaultEdition(),
    settings: parseSettings({}),
    today: "2025-07-01",
    isEditionChosen: true,
  }).findings;
  const [yaml, none] = (["yaml", undefined] as const).map((l) => finding && messageOf(findingText(finding, l)));
  expect(yaml).toBe(none);
});
