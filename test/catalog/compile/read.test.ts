/** Errors of authored files name the file, the place and the fault. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readDocument } from "../../../catalog/compile/read";
import { CatalogFileError } from "../../../catalog/edition/checked";

const REAL = join(__dirname, "..", "..", "..", "catalog", "documents", "2025-06-16");
let dir = "";

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "aoai-guard-"));
  cpSync(REAL, dir, { recursive: true });
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function failure(read: () => unknown): Error {
  try {
    read();
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function edit(name: string, change: (value: unknown) => unknown): void {
  const path = join(dir, name);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")))));
}

const FILES = [
  "document.json",
  "global-standard.json",
  "standard.json",
  "assistants.json",
  "fine-tuning.json",
  "region-lists.json",
  "selected-customers.json",
  "access.json",
  "lifecycle.json",
  "mentions.json",
  "not-reproduced.json",
];

describe("readDocument", () => {
  it("reads a copy of the real document like the original", () => {
    expect(readDocument(dir)).toEqual(readDocument(REAL));
  });

  it.each(FILES)("names %s if it is missing", (name) => {
    rmSync(join(dir, name));
    const error = failure(() => readDocument(dir));
    expect(error).toBeInstanceOf(CatalogFileError);
    expect(error.message).toContain(join(dir, name));
    expect(error.message).toContain("ENOENT");
  });

  it("names the folder of model tables if it is missing", () => {
    rmSync(join(dir, "models"), { recursive: true });
    const error = failure(() => readDocument(dir));
    expect(error).toBeInstanceOf(CatalogFileError);
    expect(error.message).toContain(join(dir, "models"));
  });

  it("names a document folder that is missing", () => {
    const error = failure(() => readDocument(join(dir, "2099-01-01")));
    expect(error).toBeInstanceOf(CatalogFileError);
    expect(error.message).toContain(join(dir, "2099-01-01"));
  });

  it.each(["standard.json", "access.json", join("models", "audio.json")])("names %s where it is no JSON", (name) => {
    appendFileSync(join(dir, name), "}");
    const error = failure(() => readDocument(dir));
    expect(error).toBeInstanceOf(CatalogFileError);
    expect(error.message).toContain(join(dir, name));
    expect(error.message).toMatch(/JSON at position \d+/);
  });

  it.each(["", "{", "null", "[]", "not json"])("names the file where it holds %j", (text) => {
    writeFileSync(join(dir, "assistants.json"), text);
    const error = failure(() => readDocument(dir));
    expect(error).toBeInstanceOf(CatalogFileError);
    expect(error.message).toContain(join(dir, "assistants.json"));
  });

  it.each<[string, string, (value: never) => unknown]>([
    ["document.json", "date", (d: object) => ({ ...d, date: "16 June 2025" })],
    ["standard.json", "tick", (t: object) => ({ ...t, tick: "yes" })],
    ["standard.json", "sku", (t: object) => ({ ...t, sku: "GlobalBatch" })],
    ["standard.json", "rows", (t: object) => ({ ...t, rows: [] })],
    [
      "global-standard.json",
      "columns.0.model",
      (t: { columns: object[] }) => ({
        ...t,
        columns: t.columns.map((c, i) => (i === 0 ? { ...c, model: "O3 Pro" } : c)),
      }),
    ],
    [
      "global-standard.json",
      "columns.1.version",
      (t: { columns: object[] }) => ({
        ...t,
        columns: t.columns.map((c, i) => (i === 1 ? { ...c, version: 20250516 } : c)),
      }),
    ],
    ["access.json", "0.condition", ([first, ...rest]: object[]) => [{ ...first, condition: undefined }, ...rest]],
    [
      "fine-tuning.json",
      "rows.0.maxInput",
      (t: { rows: object[] }) => ({ ...t, rows: t.rows.map((r) => ({ ...r, maxInput: "16385" })) }),
    ],
    [
      join("models", "gpt-4.1.json"),
      "rows.0.description",
      (t: { rows: object[] }) => ({ ...t, rows: t.rows.map((r) => ({ ...r, description: "" })) }),
    ],
  ])("names %s and the place %s of a wrong field", (name, place, change) => {
    edit(name, change as (value: unknown) => unknown);
    const error = failure(() => readDocument(dir));
    expect(error).toBeInstanceOf(CatalogFileError);
    expect(error.message).toContain(`${join(dir, name)}: ${place}: `);
  });

  it("refuses a field that no schema has", () => {
    edit("mentions.json", (m) => [...(m as object[]), { model: "gpt-9", section: "x", sectoin: "y" }]);
    expect(failure(() => readDocument(dir)).message).toMatch(/mentions\.json: \d+: .*sectoin/);
  });

  it("names every wrong field of a file, one line each", () => {
    edit("document.json", (d) => ({ ...(d as object), date: "x", title: "" }));
    expect(failure(() => readDocument(dir)).message.split("\n")).toHaveLength(2);
  });
});
