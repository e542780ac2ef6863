/** Names newer than the edition: why it cannot know them, its age, and what helps. */
import { expect, it } from "vitest";
import { newerLines } from "../../../policy/words/newer";

it("says how old the edition is, and how to get a newer one", () => {
  const newer = {
    field: "version",
    name: "2026-03-17",
    edition: "2025-06-16",
    released: "2026-03-17",
    namedBy: [],
  } as const;
  expect(newerLines(newer, "2026-06-16")).toEqual([
    "The version 2026-03-17, released on 2026-03-17, is newer than the edition of 2025-06-16, which is 365 days old and cannot know it.",
    "Get a newer edition: azure-openai-guard catalog refresh.",
  ]);
});

it("names the embedded edition that has the name", () => {
  const [first, helps] = newerLines(
    { field: "model", name: "gpt-5", edition: "2025-06-16", namedBy: ["2026-10-05"] },
    "2025-06-17",
  );
  expect(first).toMatch(/^The model gpt-5 is newer than the edition of 2025-06-16, which is 1 day old/);
  expect(helps).toMatch(/^Edition 2026-10-05 .+--edition latest/);
});
