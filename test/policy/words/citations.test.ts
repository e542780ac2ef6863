/** Citations: in English if the edition has the names, followed by the original. */
import { expect, it } from "vitest";
import { citationText, citedPlaceText } from "../../../policy/words/citations";

const JAPANESE = {
  section: "グローバル標準 › 可用性",
  table: "Global Standard",
  row: "イーストアス (eastus)",
  column: "gpt-4.1、2025-04-14",
  english: { section: "Global Standard › Availability", row: "eastus", column: "gpt-4.1 2025-04-14" },
};

it.each([
  [
    JAPANESE,
    "Global Standard table, row eastus, column gpt-4.1 2025-04-14 (グローバル標準 › 可用性, イーストアス (eastus))",
  ],
  [
    { ...JAPANESE, row: "westus", english: { ...JAPANESE.english, row: "westus" } },
    "Global Standard table, row westus, column gpt-4.1 2025-04-14 (グローバル標準 › 可用性)",
  ],
  [{ section: "注意", english: { section: "Note" } }, "Note (注意)"],
  [{ section: "Models", tab: "Americas", row: "o3", column: "eastus" }, "Models, tab Americas, row o3, column eastus"],
  [{ section: "Models", table: "T" }, "section Models, T table"],
  [{ source: "list", section: "format OpenAI", row: "gpt-x 1" } as const, 'section "format OpenAI", row "gpt-x 1"'],
])("%j", (place, text) => {
  expect(citedPlaceText(place)).toBe(text);
});

it("names document, date and the cell's content", () => {
  expect(citationText({ document: "D", date: "2025-06-16", section: "S", says: "✓" })).toBe('"D" of 2025-06-16, S: ✓');
});
