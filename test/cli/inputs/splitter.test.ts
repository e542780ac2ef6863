/** Reading large JSON gives the same values and errors as JSON.parse. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../cli/inputs/json";
import { type SplitLimits, Splitter } from "../../../cli/inputs/splitter";

/** Reads a text in chunks, with the entries of `a.b` and `c` taken out; gives the whole, or the error's message. */
function split(text: string, chunkSize: number, limits?: SplitLimits): unknown {
  const taken = new Map<string, [key: number | string, value: unknown][]>();
  const splitter = new Splitter((path, container) => {
    if (path !== (container === "array" ? "a.b" : "c")) return undefined;
    const entries: [key: number | string, value: unknown][] = [];
    taken.set(path, entries);
    return (value, key) => entries.push([key, value]);
  }, limits);
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += chunkSize) splitter.push(Buffer.from(bytes.subarray(at, at + chunkSize)));
    const root = splitter.end() as { a?: { b?: unknown }; c?: unknown };
    const list = taken.get("a.b");
    if (list && Array.isArray(root.a?.b)) {
      expect([root.a.b, list.map(([key]) => key)]).toEqual([[], list.map((_, index) => index)]);
      root.a.b = list.map(([, value]) => value);
    }
    if (taken.has("c")) root.c = Object.fromEntries(taken.get("c") ?? []);
    return root;
  } catch (error) {
    return (error as Error).message;
  }
}

function parse(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    return (error as Error).message;
  }
}

const value = fc.jsonValue({ maxDepth: 4, depthSize: "small" });
const file = fc.record({
  x: value,
  a: fc.record({ b: fc.array(value), y: value }),
  c: fc.dictionary(fc.string(), value),
});
const text = fc.tuple(file, fc.constantFrom(undefined, 1, "\t")).map(([f, indent]) => JSON.stringify(f, null, indent));
const chunkSize = fc.constantFrom(1, 2, 7, 64, 1 << 20);

describe("JSON that is split", () => {
  it("has the values of JSON.parse", () => {
    fc.assert(
      fc.property(text, chunkSize, (json, size) => {
        expect(split(json, size)).toEqual(JSON.parse(json));
      }),
    );
  });

  it("is refused for the same reason, at the same line and column, as JSON that is parsed", () => {
    const damage = fc.tuple(
      fc.nat(),
      fc.nat(3),
      fc.constantFrom("", ",", "]", "}", '"', ":", "x", "\n", "1 ", "\\", "é"),
    );
    fc.assert(
      fc.property(text, damage, chunkSize, (json, [where, length, put], size) => {
        const at = where % json.length;
        const damaged = json.slice(0, at) + put + json.slice(at + length);
        expect(split(damaged, size)).toEqual(parse(damaged));
      }),
      { numRuns: 500 },
    );
  });

  it("is refused if it is cut off anywhere", () => {
    const json = '{"a":{"b":[{"k":"é\\n"}, 2 ,[]]},"c":{"d":{},"e":"\\"x"},"z":[]}\n';
    for (let length = 1; length < json.length - 1; length += 1) {
      const cut = json.slice(0, length);
      for (const size of [1, 5, 100]) expect(split(cut, size)).toBe(parse(cut));
    }
  });

  it.each([
    ["an array that is empty but for space", '{"a":{"b":[ \n ]}}'],
    ["nothing before a comma", '{"a":{"b":[,1]}}'],
    ["nothing between commas", '{"a":{"b":[1,,2]}}'],
    ["nothing after a comma", '{"a":{"b":[1,\n ]}}'],
    ["no member after a comma", '{"c":{"d":1, }}'],
    ["a member without a key", '{"c":{"d":1, 2}}'],
    ["the other bracket", '{"a":{"b":[1}}'],
    ["brackets that cross", '{"a":{"b":[{"x":[1}],2]}}'],
    ["a missing comma between entries", '{"a":{"b":[{"x":1} {"y":2}]}}'],
    ["a missing comma after the entries", '{"a":{"b":[1] "c":1}}'],
    ["more after the end", '{"a":{"b":[1]}} {}'],
    ["too many brackets", '{"a":{"b":[1]}}}]]'],
    ["a raw line end in a string", '{"a":{"b":["x\ny"]}}'],
    ["a surrogate half", '{"a":{"b":["\\ud800",1]}}'],
    ["a key __proto__", '{"c":{"__proto__":{"x":1},"y":2},"a":{"__proto__":[1]}}'],
    ["a list of lists", "[[[[1]]]]"],
    ["a string", '"a"'],
  ])("%s is read as JSON.parse reads it", (_title, json) => {
    for (const size of [1, 3, 100]) expect(split(json, size)).toEqual(parse(json));
  });

  it("reads a repeated key like JSON.parse", () => {
    expect(split('{"a":{"b":[1,2]},"a":{"b":[3]}}', 100)).toEqual({ a: { b: [3] } });
  });

  const limits = { entry: 4096, rest: 1024, depth: 100 };
  it("fails if one entry, or the rest, is too large to hold", () => {
    const entry = JSON.stringify({ a: { b: [1, "x".repeat(5000)] } });
    expect(split(entry, 100, limits)).toMatch(/^line 1, column 14: has an entry of more than 0.\d+ MB/);
    const rest = JSON.stringify({ z: "x".repeat(5000) });
    expect(split(rest, 100, limits)).toMatch(/^has more than 0.\d+ MB beside its resources/);
    expect(split(rest.replace("z", 'z" "'), 100, limits)).toMatch(/^line 1, column 6: is not JSON/);
  });

  it("has no limit on the number of entries", () => {
    const json = JSON.stringify({ a: { b: Array(2000).fill("x".repeat(100)) } });
    expect(split(json, 512, limits)).toEqual(JSON.parse(json));
  });
});
