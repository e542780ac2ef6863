/** The expression language of ARM templates: what is evaluated, what is not, and that nothing breaks it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, scopeOf } from "../../../../policy/plan/arm/evaluate";
import { expressionIn, parseExpression, textIn } from "../../../../policy/plan/arm/expression";
import { givenIn } from "../../../../policy/plan/arm/given";
import { NO_LOOPS, within } from "../../../../policy/plan/arm/scope";
import { Unevaluated } from "../../../../policy/plan/arm/unevaluated";
import { TemplateWork, TooMuch } from "../../../../policy/plan/arm/work";
import { ABSENT } from "../../../../policy/plan/values";
import { UNKNOWN } from "../../plans";

const TEMPLATE = {
  definitions: {
    key: { type: "securestring" },
    alias: { $ref: "#/definitions/key" },
    circle: { $ref: "#/definitions/circle" },
  },
  parameters: {
    account: { type: "string" },
    models: { type: "array" },
    region: { type: "string", defaultValue: "eastus2" },
    made: { type: "string", defaultValue: "[concat(parameters('region'), '-x')]" },
    unknown: { type: "string" },
    missing: { type: "string" },
    maybe: { type: "string", nullable: true },
    pinned: { type: "string", defaultValue: "x" },
    named: { $ref: "#/definitions/key", defaultValue: "hunter2" },
    chained: { $ref: "#/definitions/alias", defaultValue: "hunter2" },
    circular: { $ref: "#/definitions/circle", defaultValue: "hunter2" },
    password: { type: "secureString", defaultValue: "hunter2" },
    vault: { type: "string" },
    guid: { type: "string", defaultValue: "[newGuid()]" },
  },
  variables: {
    name: "[format('{0}-{1}', parameters('account'), 'ai')]",
    dogs: [
      { name: "Evie", age: 5 },
      { name: "Casper", age: 3 },
      { name: "Indy", age: 2 },
    ],
    config: { Model: { name: "gpt-4o", versions: ["2024-08-06", "2024-11-20"] }, "a key": 7 },
    loop: "[variables('loop2')]",
    loop2: "[variables('loop')]",
    copy: [{ name: "copied", count: 3, input: "[concat('m', copyIndex('copied'))]" }],
    object: { copy: [{ name: "list", count: "[length(parameters('models'))]", input: "[copyIndex('list', 1)]" }] },
    unique: "[concat('ai', uniqueString(resourceGroup().id))]",
  },
};
const GIVEN = {
  account: { value: "acme" },
  models: { value: [{ name: "a", sku: { name: "Standard" } }, { name: "b" }] },
  unknown: { value: UNKNOWN },
  vault: { reference: { keyVault: { id: "x" } } },
  pinned: { value: null },
};

function scope() {
  const surroundings = { given: givenIn(GIVEN, undefined), group: { name: ABSENT, key: "rg" }, location: "westus" };
  return scopeOf(TEMPLATE, surroundings, new TemplateWork());
}
const loops = within(NO_LOOPS, { state: "known", value: "Deployments" }, 1, true);
const run = (text: unknown) => evaluate(text, scope(), loops);
const why = (text: unknown) => {
  const value = run(text);
  return value instanceof Unevaluated ? value.why : `known: ${JSON.stringify(value)}`;
};

describe("evaluates", () => {
  it.each<[string, unknown]>([
    ["plain text", "plain text"],
    ["[[not an expression]", "[not an expression]"],
    ["[not] an expression", "[not] an expression"],
    ["['it''s']", "it's"],
    ["[ concat( 'a' , 'b' ) ]", "ab"],
    ["[concat('a', 1, true())]", "a1True"],
    ["[CONCAT('a', Parameters('ACCOUNT'))]", "aacme"],
    ["[concat(createArray(1), createArray('x'))]", [1, "x"]],
    ["[format('{0}/{1}/{0}', 'a', 2)]", "a/2/a"],
    ["[format('{{{0}}}', 'a')]", "{a}"],
    ["[parameters('region')]", "eastus2"],
    ["[parameters('made')]", "eastus2-x"],
    ["[parameters('maybe')]", null],
    ["[variables('name')]", "acme-ai"],
    ["[variables('config').model.versions[1]]", "2024-11-20"],
    ["[variables('config')['a key']]", 7],
    ["[variables('copied')[2]]", "m2"],
    ["[variables('object').list]", [1, 2]],
    ["[parameters('models')[copyIndex()].name]", "b"],
    ["[copyIndex(10)]", 11],
    ["[copyIndex('deployments', 1)]", 2],
    ["[length(parameters('models'))]", 2],
    ["[length('four')]", 4],
    ["[toUpper(toLower('AbC'))]", "ABC"],
    ["[if(equals(parameters('region'), 'eastus2'), 'yes', reference('x'))]", "yes"],
    ["[if(and(true(), not(false())), 'yes', 'no')]", "yes"],
    ["[or(false(), true(), reference('x'))]", true],
    ["[and(false(), reference('x'))]", false],
    ["[if(contains(parameters('models')[0], 'SKU'), 'has', 'lacks')]", "has"],
    ["[if(contains(parameters('models')[1], 'sku'), 'has', 'lacks')]", "lacks"],
    [
      "[coalesce(tryGet(parameters('models')[1], 'sku'), createObject('name', 'GlobalStandard')).name]",
      "GlobalStandard",
    ],
    ["[coalesce(parameters('maybe'), 'other')]", "other"],
    ["[empty('')]", true],
    ["[empty(parameters('models'))]", false],
    ["[range(2, 3)[1]]", 3],
    ["[length(range(0, length(parameters('models'))))]", 2],
    ["[split('a,b', ',')[1]]", "b"],
    ["[join(createArray('a', 'b'), '-')]", "a-b"],
    ["[replace('a-b-c', '-', '')]", "abc"],
    ["[take('abcdef', 3)]", "abc"],
    ["[skip('abcdef', 3)]", "def"],
    ["[substring('abcdef', 1, 2)]", "bc"],
    ["[first(createArray(7, 8))]", 7],
    ["[last('abc')]", "c"],
    ["[union(createObject('a', 1), createObject('a', 2)).a]", 2],
    ['[json(\'{"a": {"b": [1]}}\').a.b[0]]', 1],
    ["[add(mul(2, 3), sub(5, 1))]", 10],
    ["[div(7, -2)]", -3],
    ["[max(1, 5, 3)]", 5],
    ["[int('42')]", 42],
    ["[string(7)]", "7"],
    ["[greaterOrEquals(2, 2)]", true],
    ["[startsWith('GPT-4o', 'gpt')]", true],
    ["[deployment().location]", "westus"],
    ["[null()]", null],
    ["[base64('one, two, three')]", "b25lLCB0d28sIHRocmVl"],
    ["[base64ToString('b25lLCB0d28sIHRocmVl')]", "one, two, three"],
    ["[base64ToString(base64('Zürich 東京'))]", "Zürich 東京"],
    ["[base64ToJson('eyJhIjogWzFdfQ==').a[0]]", 1],
    ["[json(base64ToString('eyJhIjogWzFdfQ==')).a]", [1]],
    ["[dataUri('Hello')]", "data:text/plain;charset=utf8;base64,SGVsbG8="],
    ["[dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')]", "Hello, World!"],
    ["[dataUriToString('data:text/plain,Hello%2C%20World')]", "Hello, World"],
    ["[dataUriToString(dataUri('x'))]", "x"],
    ["[indexOf('test', 't')]", 0],
    ["[indexOf('abcdef', 'CD')]", 2],
    ["[indexOf('abcdef', 'z')]", -1],
    ["[indexOf(createArray('one', 'Two', 'two'), 'two')]", 2],
    ["[lastIndexOf('test', 't')]", 3],
    ["[lastIndexOf('abcdef', 'AB')]", 0],
    ["[lastIndexOf(createArray(1, 2, 1), 1)]", 2],
    ["[padLeft('123', 10, '0')]", "0000000123"],
    ["[padLeft(7, 3, '0')]", "007"],
    ["[padLeft('abc', 5)]", "  abc"],
    ["[padLeft('abcdef', 3, '0')]", "abcdef"],
    ["[flatten(createArray(createArray(1, 2), createArray(), createArray(createArray(3))))]", [1, 2, [3]]],
    ["[intersection(createArray('one', 'two', 'three'), createArray('three', 'two'))]", ["two", "three"]],
    [
      "[intersection(createObject('one', 'a', 'two', 'b', 'three', 'c'), createObject('one', 'a', 'two', 'z', 'three', 'c'))]",
      { one: "a", three: "c" },
    ],
    [
      "[items(createObject('item002', 2, 'Item001', 1))]",
      [
        { key: "Item001", value: 1 },
        { key: "item002", value: 2 },
      ],
    ],
    ["[objectKeys(createObject('a', 1, 'b', 2))]", ["a", "b"]],
    [
      "[shallowMerge(createArray(createObject('a', createObject('x', 1), 'b', 1), createObject('A', createObject('y', 2))))]",
      { a: { y: 2 }, b: 1 },
    ],
    [
      "[union(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2)))]",
      { a: { x: 1, y: 2 } },
    ],
    ["[map(variables('dogs'), lambda('dog', lambdaVariables('dog').name))]", ["Evie", "Casper", "Indy"]],
    ["[map(variables('dogs'), lambda('dog', 'i', add(lambdaVariables('I'), 1)))]", [1, 2, 3]],
    [
      "[map(range(0, 2), lambda('i', format('{0}-{1}', lambdaVariables('i'), variables('dogs')[lambdaVariables('i')].name)))]",
      ["0-Evie", "1-Casper"],
    ],
    ["[filter(range(0, 10), lambda('i', equals(0, mod(lambdaVariables('i'), 2))))]", [0, 2, 4, 6, 8]],
    [
      "[filter(variables('dogs'), lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5)))]",
      [{ name: "Evie", age: 5 }],
    ],
    ["[reduce(range(1, 4), 10, lambda('sum', 'next', add(lambdaVariables('sum'), lambdaVariables('next'))))]", 20],
    [
      "[reduce(createArray(createObject('foo', 1), createObject('bar', 2)), createObject(), lambda('cur', 'next', union(lambdaVariables('cur'), lambdaVariables('next'))))]",
      { foo: 1, bar: 2 },
    ],
    [
      "[toObject(variables('dogs'), lambda('entry', lambdaVariables('entry').name), lambda('entry', lambdaVariables('entry').age))]",
      { Evie: 5, Casper: 3, Indy: 2 },
    ],
    ["[toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')))]", { a: "a", b: "b" }],
    [
      "[map(sort(variables('dogs'), lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))), lambda('d', lambdaVariables('d').age))]",
      [2, 3, 5],
    ],
    ["[mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))]", { a: 2 }],
    ["[groupBy(createArray('ab', 'ac', 'b'), lambda('x', first(lambdaVariables('x')))).a]", ["ab", "ac"]],
    [
      "[map(range(0, 2), lambda('i', map(range(0, 2), lambda('j', add(lambdaVariables('i'), lambdaVariables('j'))))))]",
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ["[map(createArray(parameters('unknown'), 'x'), lambda('v', 1))]", [1, 1]],
  ])("%s", (text, expected) => {
    const value = run(text);
    expect(value instanceof Unevaluated ? value.why : value).toEqual(expected);
  });

  it("objects and lists, and keeps numbers and booleans", () => {
    expect(run({ a: ["[concat('x', 'y')]", 1, true, null], b: { "[key]": "[[z]" } })).toEqual({
      a: ["xy", 1, true, null],
      b: { "[key]": "[z]" },
    });
  });
});

describe("does not evaluate", () => {
  const NOT_EVALUATED = (name: string) =>
    `made by the template function ${name}(), which azure-openai-guard does not evaluate`;

  it.each<[unknown, string]>([
    ["[reference('x').outputs.y]", NOT_EVALUATED("reference")],
    ["[uniqueString('a')]", NOT_EVALUATED("uniqueString")],
    ["[concat('a', uniqueString('b'))]", NOT_EVALUATED("uniqueString")],
    ["[my.own('x')]", NOT_EVALUATED("my.own")],
    ["[resourceGroup().location]", NOT_EVALUATED("resourceGroup")],
    ["[parameters('unknown')]", "not known before the update"],
    [UNKNOWN, "not known before the update"],
    ["[toLower(parameters('unknown'))]", "not known before the update"],
    ["[if(parameters('unknown'), 'a', 'b')]", "not known before the update"],
    ["[parameters('missing')]", "the template parameter missing, for which the plan gives no value"],
    ["[parameters('pinned')]", "the template parameter pinned, for which the plan gives no value"],
    ["[parameters('undeclared')]", "a template parameter that the template does not declare"],
    ["[variables('nowhere')]", "a template variable that the template does not define"],
    ["[variables('loop')]", "made from itself"],
    ["[parameters('password')]", "a secret that the plan does not show"],
    ["[parameters('named')]", "a secret that the plan does not show"],
    ["[parameters('chained')]", "a secret that the plan does not show"],
    ["[parameters('circular')]", "a secret that the plan does not show"],
    ["[concat('x', parameters('password'))]", "a secret that the plan does not show"],
    ["[parameters('vault')]", "a secret that the plan does not show"],
    ["[secret]", "a secret that the plan does not show"],
    ["[parameters('models')[7]]", "an item that its list does not have"],
    ["[variables('config').nothing]", "a property that its object does not have"],
    ["[copyIndex('elsewhere')]", "made by copyIndex() outside of its loop"],
    ["[toLower(1)]", "made by the template function toLower() from values that it is not worked out for"],
    ["[format('{0:D3}', 1)]", "made by the template function format() from values that it is not worked out for"],
    ["[format('{1}', 1)]", "made by the template function format() from values that it is not worked out for"],
    [
      "[base64ToString('not base64')]",
      "made by the template function base64ToString() from values that it is not worked out for",
    ],
    [
      "[base64ToString('gICA')]",
      "made by the template function base64ToString() from values that it is not worked out for",
    ],
    ["[padLeft('a', 3, '01')]", "made by the template function padLeft() from values that it is not worked out for"],
    ["[items(createArray(1))]", "made by the template function items() from values that it is not worked out for"],
    ["[map('text', lambda('x', 1))]", "made by the template function map() from values that it is not worked out for"],
    ["[map(range(0, 1), 1)]", "made by the template function map() from values that it is not worked out for"],
    [
      "[toObject(createArray('a', 'A'), lambda('x', lambdaVariables('x')))]",
      "made by the template function toObject() from values that it is not worked out for",
    ],
    ["[filter(createArray(1), lambda('x', parameters('unknown')))]", "not known before the update"],
    ["[map(parameters('unknown'), lambda('x', 1))]", "not known before the update"],
    ["[lambdaVariables('x')]", "made by lambdaVariables() outside of its lambda"],
    ["[if('yes', 1, 2)]", "made by the template function if() from values that it is not worked out for"],
    ["[concat('a'", "known: \"[concat('a'\""],
    ["[concat('a']", "an expression that azure-openai-guard cannot read"],
    ["[concat('a'))]", "an expression that azure-openai-guard cannot read"],
    ["['open]", "an expression that azure-openai-guard cannot read"],
    ["[]", "an expression that azure-openai-guard cannot read"],
    ["[a b]", "an expression that azure-openai-guard cannot read"],
    [`[${"f(".repeat(1000)}1${")".repeat(1000)}]`, "an expression that azure-openai-guard cannot read"],
    [`[concat('${"x".repeat(30_000)}')]`, "an expression of more than 24576 characters, Azure's limit"],
  ])("%s", (text, expected) => {
    expect(why(text)).toBe(expected);
  });
});

describe("equal unknown values", () => {
  const parts = (text: string, at = scope()) => {
    const value = evaluate(text, at, loops);
    return value instanceof Unevaluated ? JSON.stringify(value.parts) : undefined;
  };

  it.each([
    ["[variables('unique')]", "[format('ai{0}', uniqueString(resourceGroup().id))]", true],
    ["[parameters('unknown')]", "[parameters('UNKNOWN')]", true],
    ["[toLower(parameters('unknown'))]", "[tolower(parameters('unknown'))]", true],
    ["[parameters('guid')]", "[parameters('guid')]", true],
    ["[parameters('unknown')]", "[parameters('missing')]", false],
    ["[uniqueString('a')]", "[uniqueString('b')]", false],
    ["[concat('a', parameters('unknown'))]", "[concat('b', parameters('unknown'))]", false],
  ])("%s and %s: %s", (a, b, same) => {
    const at = scope();
    expect([typeof parts(a, at), parts(a, at) === parts(b, at)]).toEqual(["string", same]);
  });

  it("never treats two new ids as equal", () => {
    const at = scope();
    expect(parts("[newGuid()]", at)).toBeUndefined();
    expect(parts("[concat('a', newGuid())]", at)).not.toBe(parts("[concat('a', newGuid())]", at));
  });
});

describe("any text", () => {
  const piece = fc.constantFrom(
    ...[
      "[",
      "]",
      "(",
      ")",
      "'",
      "''",
      ",",
      ".",
      " ",
      "concat",
      "parameters",
      "variables",
      "'name'",
      "'loop'",
      "0",
      "-1",
    ],
    ...["if", "copyIndex()", "json('{}')", "__proto__", "'__proto__'", "constructor", "\u0000", "\u{1f600}"],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 30 }).map((all) => `[${all.join("")}]`),
  );

  it("is parsed or refused, and evaluated or explained, without an exception", () => {
    fc.assert(
      fc.property(text, (any) => {
        const inside = expressionIn(any);
        if (inside === undefined) expect(typeof textIn(any)).toBe("string");
        else parseExpression(inside);
        const value = run(any);
        if (value instanceof Unevaluated) expect(value.why).not.toBe("");
      }),
      { numRuns: 3000 },
    );
  });

  it("in any tree of values is evaluated without an exception", () => {
    fc.assert(
      fc.property(fc.object({ values: [text, fc.integer(), fc.constant(null), fc.boolean()] }), (tree) => {
        run(tree);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "doubling lists",
      { a0: ["x", "y"], ...Object.fromEntries(doubling((n) => `[concat(variables('a${n}'), variables('a${n}'))]`)) },
      "[variables('a40')]",
    ],
    [
      "doubling texts",
      { a0: "xy", ...Object.fromEntries(doubling((n) => `[concat(variables('a${n}'), variables('a${n}'))]`)) },
      "[variables('a40')]",
    ],
    [
      "doubling names of what is not told",
      { a0: "[newThing()]", ...Object.fromEntries(doubling((n) => `[f(variables('a${n}'), variables('a${n}'))]`)) },
      "[variables('a40')]",
    ],
    [
      "loops in loops",
      {
        a: {
          copy: [
            {
              name: "b",
              count: 800,
              input: { copy: [{ name: "c", count: 800, input: { copy: [{ name: "d", count: 800, input: 1 }] } }] },
            },
          ],
        },
      },
      "[variables('a')]",
    ],
    ["a billion copies", { copy: [{ name: "a", count: 1e9, input: 1 }] }, "[variables('a')]"],
    ["a long chain of variables", Object.fromEntries(chain()), "[variables('a5000')]"],
  ])("%s stay within the budget", (_, variables, expression) => {
    const surroundings = { given: () => undefined, group: { name: ABSENT, key: "rg" }, location: undefined };
    const at = scopeOf({ variables }, surroundings, new TemplateWork());
    try {
      expect(evaluate(expression, at)).toBeInstanceOf(Unevaluated);
    } catch (error) {
      expect(error).toBeInstanceOf(TooMuch);
    }
  });
});

function doubling(make: (n: number) => string): [string, string][] {
  return Array.from({ length: 40 }, (_, n) => [`a${n + 1}`, make(n)]);
}

function chain(): [string, string][] {
  return [
    ["a0", "end"],
    ...Array.from({ length: 5000 }, (_, n): [string, string] => [`a${n + 1}`, `[variables('a${n}')]`]),
  ];
}
