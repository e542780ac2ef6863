/**
 * ARM templates by grammar: resources, loops, nested templates, variables and expressions, with
 * odd values anywhere. Most are nearly right, since junk at the top is never read further.
 */
import type { Random } from "./random";

type Json = Record<string, unknown>;

const ACCOUNT = "Microsoft.CognitiveServices/accounts";
const NAMES = ["a", "b", "models", "name", "region", "x", "__proto__", "constructor", "Q"];
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ODD: readonly unknown[] = [
  ...[
    null,
    0,
    -1,
    1e9,
    true,
    "",
    "[",
    "[]",
    "[[x]",
    UNKNOWN,
    "[secret]",
    "[unknown]",
    "\u001b[31m",
    "::error::x",
    "\u202e",
  ],
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" },
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"gpt-4o"' },
];
const UNARY = [
  ...[
    "string",
    "toLower",
    "length",
    "json",
    "base64",
    "base64ToString",
    "dataUri",
    "dataUriToString",
    "items",
    "flatten",
  ],
  ...[
    "objectKeys",
    "shallowMerge",
    "first",
    "last",
    "empty",
    "array",
    "not",
    "uniqueString",
    "reference",
    "int",
    "bool",
  ],
  ...["parameters", "variables", "lambdaVariables", "copyIndex", "base64ToJson", "max", "trim"],
];
const BINARY = [
  ...[
    "concat",
    "union",
    "intersection",
    "contains",
    "equals",
    "less",
    "split",
    "join",
    "take",
    "skip",
    "indexOf",
    "range",
  ],
  ...[
    "lastIndexOf",
    "padLeft",
    "add",
    "mul",
    "div",
    "mod",
    "tryGet",
    "coalesce",
    "createArray",
    "createObject",
    "format",
  ],
  ...["resourceId", "and", "or", "min"],
];
const LAMBDAS = ["map", "filter", "sort", "toObject", "mapValues", "groupBy"];

/** The inside of an expression. */
export function randomExpression(random: Random, depth = 4): string {
  const inner = () => randomExpression(random, depth - 1);
  if (depth <= 0 || random.once(4)) {
    return random.of([
      () => `'${random.of(NAMES)}'`,
      () => String(random.once(50) ? 10_000 : random.of([0, 1, 2, 7, -1])),
      () => `parameters('${random.of(NAMES)}')`,
      () => `variables('${random.of(NAMES)}')`,
      () => `lambdaVariables('${random.of(["x", "y"])}')`,
      () => "copyIndex()",
      () => "resourceGroup().location",
      () => "null()",
      () => "createObject()",
    ])();
  }
  return random.of([
    () => `${random.of(UNARY)}(${inner()})`,
    () => `${random.of(BINARY)}(${inner()}, ${inner()})`,
    () => `if(${inner()}, ${inner()}, ${inner()})`,
    () => `${inner()}.${random.of(["name", "key", "value", "a", "model"])}`,
    () => `${inner()}[${inner()}]`,
    () => `format('{0}-{1}', ${inner()}, ${inner()})`,
    () => `${random.of(LAMBDAS)}(${inner()}, lambda('${random.of(["x", "y"])}', ${inner()}))`,
    () => `reduce(${inner()}, ${inner()}, lambda('x', 'y', ${inner()}))`,
    () =>
      `${random.of(["map", "filter"])}(range(0, ${random.once(50) ? 10_000 : random.below(5)}), lambda('x', ${inner()}))`,
  ])();
}

/** Any value of a template: most of them texts and expressions. */
export function randomValue(random: Random, depth = 3): unknown {
  if (random.once(8)) return random.of(ODD);
  if (depth <= 0 || random.once(2)) {
    return random.once(3) ? random.of([...NAMES, "gpt-4o", "Standard", "eastus"]) : `[${randomExpression(random)}]`;
  }
  return random.of<() => unknown>([
    () => random.list(3, () => randomValue(random, depth - 1)),
    () => Object.fromEntries(random.list(4, () => [random.of(NAMES), randomValue(random, depth - 1)])),
    () => ({ copy: [randomLoop(random, depth)] }),
  ])();
}

function randomLoop(random: Random, depth: number): Json {
  return {
    name: random.of(NAMES),
    count: random.once(30)
      ? random.of([800, 801, 1e9])
      : random.of<unknown>([1, 2, 3, "[length(parameters('models'))]", UNKNOWN]),
    input: randomValue(random, depth - 1),
  };
}

function randomResource(random: Random, depth: number): unknown {
  if (random.once(20)) return random.of(ODD);
  const some = (usual: unknown) => (random.once(5) ? randomValue(random) : usual);
  const more: Json = {
    ...(random.once(4)
      ? {
          copy: {
            name: random.of(NAMES),
            count: random.once(20)
              ? random.of([40, 800, 900])
              : random.of<unknown>([0, 1, 3, "[length(variables('models'))]"]),
          },
        }
      : {}),
    ...(random.once(6) ? { condition: randomValue(random, 1) } : {}),
    ...(random.once(6) ? { dependsOn: random.list(2, () => randomValue(random, 1)) } : {}),
    ...(random.once(5) ? { tags: randomValue(random, 2) } : {}),
    ...(random.once(12) ? { existing: true } : {}),
  };
  return random.of<() => Json>([
    () => ({
      type: ACCOUNT,
      name: some("a"),
      location: some("eastus"),
      ...more,
      ...(random.once(4) ? { resources: random.list(2, () => randomResource(random, depth - 1)) } : {}),
    }),
    () => ({
      type: `${ACCOUNT}/deployments`,
      name: some("a/chat"),
      sku: some({ name: some("GlobalStandard"), capacity: some(1) }),
      properties: some({
        model: some({ format: some("OpenAI"), name: some("gpt-4.1-nano"), version: some("2025-04-14") }),
      }),
      ...more,
    }),
    () => ({ type: some("Microsoft.Storage/storageAccounts"), name: some("s"), ...more }),
    () => ({
      type: random.of(["Microsoft.Resources/deployments", "Microsoft.Resources/deploymentStacks"]),
      name: some("n"),
      properties: some({
        template: depth > 0 ? some(randomTemplate(random, depth - 1)) : some(null),
        parameters: some(
          Object.fromEntries(random.list(3, () => [random.of(NAMES), { value: randomValue(random, 2) }])),
        ),
        ...(random.once(2) ? { expressionEvaluationOptions: { scope: some(random.of(["inner", "outer"])) } } : {}),
      }),
      ...more,
    }),
  ])();
}

/** A template, with templates nested in it. */
export function randomTemplate(random: Random, depth = 3): unknown {
  const resources = random.list(4, () => randomResource(random, depth));
  const template: Json = {
    ...(random.once(3) ? { languageVersion: random.of(["2.0", "1.0", "[x]"]) } : {}),
    parameters: Object.fromEntries(
      random.list(3, () => [
        random.of(NAMES),
        {
          type: random.of(["string", "array", "object", "securestring"]),
          ...(random.once(2) ? { defaultValue: randomValue(random) } : {}),
          ...(random.once(6) ? { $ref: "#/definitions/a" } : {}),
        },
      ]),
    ),
    definitions: { a: { $ref: `#/definitions/${random.of(["a", "b"])}` }, b: { type: "securestring" } },
    variables: {
      ...Object.fromEntries(random.list(4, () => [random.of(NAMES), randomValue(random)])),
      ...(random.once(3) ? { copy: random.list(2, () => randomLoop(random, 3)) } : {}),
    },
    resources: random.once(4) ? Object.fromEntries(resources.map((r, i) => [`r${i}`, r])) : resources,
  };
  return random.once(10) ? randomValue(random) : random.once(8) ? JSON.stringify(template) : template;
}
