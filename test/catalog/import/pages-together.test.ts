/** Pages that state the same: which of them counts, and the notes about the others. */
import { expect, it } from "vitest";
import { head, modelFirst, type Page, readPages, regionFirst, ticksOf } from "./pages-support";

const page = (name: string, title: string, date: string, columns: string[], rows: Record<string, string>): Page => [
  name,
  head(title, date) + regionFirst(columns, rows),
];

const GLOBAL = "Global Standard model availability";

it("only the newer of two pages about a whole SKU counts", async () => {
  const read = await readPages([
    page("new.md", GLOBAL, "07/01/2026", ["gpt-9 1"], { eastus: "x" }),
    page("old.md", GLOBAL, "01/01/2026", ["gpt-8 1"], { eastus: "x" }),
  ]);
  expect(ticksOf(read)).toEqual({ "GlobalStandard gpt-9 1": ["eastus"] });
  expect(read.notes).toEqual([
    "old.md of 2026-01-01: its GlobalStandard does not count, new.md of 2026-07-01 states all of it",
  ]);
  expect(Object.keys(read.sources)).toEqual(["docs:new.md"]);
});

it("two pages of one day are an error", async () => {
  const read = readPages([
    page("a.md", GLOBAL, "07/01/2026", ["gpt-9 1"], { eastus: "x" }),
    page("b.md", GLOBAL, "07/01/2026", ["gpt-9 1"], { eastus: "x" }),
  ]);
  await expect(read).rejects.toThrow(
    "a.md and b.md both state all of GlobalStandard as of 2026-07-01: give one of them",
  );
});

it("a newer page of some models overrides the older one of all, cell by cell", async () => {
  const read = await readPages([
    page("standard-models.md", "Standard model availability", "01/01/2025", ["whisper 001", "gpt-8 1"], {
      eastus: "xx",
      westus: "x-",
    }),
    page("standard-audio.md", "Standard audio model availability", "02/01/2025", ["whisper 001"], { eastus: "-" }),
  ]);
  expect(ticksOf(read)).toEqual({ "Standard whisper 001": ["westus"], "Standard gpt-8 1": ["eastus"] });
});

it("a newer page of all models overrides an older one of some", async () => {
  const read = await readPages([
    page("standard-models.md", "Standard model availability", "02/01/2025", ["gpt-8 1"], { eastus: "-" }),
    page("standard-gpt-4.md", "Standard GPT-4 models", "01/01/2025", ["gpt-8 1"], { eastus: "x" }),
  ]);
  expect(ticksOf(read)).toEqual({ "Standard gpt-8 1": [] });
  expect(read.notes).toHaveLength(1);
});

it("pages of one day that contradict each other are an error", async () => {
  const read = readPages([
    page("a.md", "Standard audio model availability", "01/01/2025", ["whisper 001"], { eastus: "x" }),
    page("b.md", "Standard completions model availability", "01/01/2025", ["whisper 001"], { eastus: "-" }),
  ]);
  await expect(read).rejects.toThrow(
    "b.md: line 6: says something else on whisper 001 in eastus as Standard than a.md, line 6, and both are of 2025-01-01",
  );
});

it("a region in two tabs of one SKU, with different marks, is an error", async () => {
  const tab = (name: string, marks: string) =>
    `# [${name}](#tab/x)\n\n${modelFirst(["eastus"], { "gpt-9 1": marks })}\n`;
  const text = `${head("Model region availability for Batch deployment")}## Global Batch\n\n${tab("A", "x")}\n${tab("B", "-")}`;
  await expect(readPages([["a.md", text]])).rejects.toThrow("says something else on gpt-9 1 in eastus as GlobalBatch");
});
