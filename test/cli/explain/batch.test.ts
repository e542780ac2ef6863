import { describe, expect, it } from "vitest";
import { cli } from "../support";

const good = { model: "gpt-4o-mini", version: "2024-07-18", region: "eastus" };

async function batch(stdin: string | Uint8Array | readonly Uint8Array[]) {
  const { exitCode, stdout, stderr } = await cli(["explain", "--batch", "-"], stdin);
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

describe("explain --batch", () => {
  it("answers an empty input with an empty output", async () => {
    expect(await batch("")).toEqual([]);
  });

  const errors: [line: string, error: RegExp][] = [
    ["", /blank/],
    ["{", /^column 2: is not JSON: expected a key in quotes or "}", found the end of the line$/],
    ['{"model":"gpt-4",}', /^column 18: is not JSON: expected a key in quotes, found "}"$/],
    ["[]", /expected a JSON object, found an array/],
    ["null", /found null/],
    ['"x"', /found a string/],
    ['{"region":"eastus"}', /model is missing/],
    ['{"model":5,"region":"eastus"}', /model must be a string, found the number 5/],
    ['{"model":"","region":"eastus"}', /model is an empty string/],
    ['{"model":"gpt-4"}', /region is missing/],
    ['{"model":"gpt-4","region":null}', /region is missing/],
    [
      '{"model":"gpt-4","version":613,"region":"eastus"}',
      /version must be a string, found the number 613; put it in quotes/,
    ],
    ['{"model":"gpt-4","region":"eastus","purpose":"finetuning"}', /did you mean "fine-tuning"/],
    ['{"model":"gpt-4","region":"eastus","training":1}', /training must be a string/],
  ];
  it.each(errors)("%s is an error in its place", async (line, error) => {
    const [first, second, third, ...more] = await batch(`${JSON.stringify(good)}\n${line}\n${JSON.stringify(good)}`);
    expect(first).toMatchObject({ status: "available" });
    expect(second).toEqual({ error: expect.stringMatching(error), line: 2 });
    expect(third).toEqual(first);
    expect(more).toEqual([]);
  });

  it("shows nothing of a broken line on a terminal", async () => {
    const { stdout } = await cli(["explain", "--batch", "-"], "\u009b2J\u202e\u001b[2J\n");
    expect(stdout).not.toMatch(/[\p{Cf}]|[^\P{Cc}\n]/u);
    expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining("\u009b"), line: 1 });
  });

  it("reads null as omitted, and ignores unknown keys", async () => {
    const [answer] = await batch(
      JSON.stringify({ ...good, sku: null, purpose: null, training: null, id: 7, __proto__: 1 }),
    );
    expect(answer.status).toBe("available");
  });

  it("handles names from Object.prototype like others", async () => {
    const names = ["__proto__", "constructor", "toString"];
    const lines = names.flatMap((n) => [
      { ...good, model: n },
      { ...good, version: n },
      { ...good, sku: n },
      { ...good, region: n },
    ]);
    const answers = await batch(lines.map((l) => JSON.stringify(l)).join("\n"));
    expect(answers.every((a) => a.status === "unavailable")).toBe(true);
  });

  it("reads byte order marks, CRLF, UTF-16, chunks of any size and split characters", async () => {
    const line = JSON.stringify({ ...good, region: "米国東部" });
    const text = `\ufeff${line}\r\n${line}\r\n`;
    const bytes = Buffer.from(text);
    const whole = await batch(text);
    expect(whole).toHaveLength(2);
    expect(whole[0].status).toBe("available");
    expect(await batch([...bytes].map((b) => Uint8Array.of(b)))).toEqual(whole);
    expect(await batch(Buffer.from(text, "utf16le"))).toEqual(whole);
  });

  it("reports an endless line and goes on", async () => {
    const long = Buffer.alloc(300_000, "x");
    const answers = await batch([long, long, long, long, long, Buffer.from(`\n${JSON.stringify(good)}\n`)]);
    expect(answers).toEqual([
      { error: expect.stringContaining("longer than"), line: 1 },
      expect.objectContaining({ status: "available" }),
    ]);
  });

  it("exits with 2 if the source fails, after the answers so far", async () => {
    const { exitCode, stdout, stderr } = await cli(["explain", "--batch", "-"], "", {
      async *stdin() {
        yield Buffer.from(`${JSON.stringify(good)}\n`);
        throw Object.assign(new Error("read EIO"), { code: "EIO" });
      },
    });
    expect([exitCode, stdout.split("\n").length, stderr]).toEqual([
      2,
      2,
      "azure-openai-guard: standard input: cannot be read: read EIO\n",
    ]);
  });
});
