/** The embedded editions: found by id or as the newest, loaded on request, and what they know about newer names. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_EDITION,
  defaultEdition,
  EMBEDDED,
  embeddedEdition,
  embeddedGrantableIds,
  embeddedId,
  INDEX,
  namedLater,
  newestEdition,
} from "../../../catalog/edition/embedded";

/** A later edition changes none of this. */
const NEWEST = EMBEDDED.at(-1) ?? "";

it("are these, the oldest first; the default one stays", () => {
  expect(EMBEDDED.slice(0, 2)).toEqual(["2025-06-16", "2026-10-05"]);
  const dates = INDEX.map(({ date }) => date);
  expect(dates).toEqual([...dates].sort());
  expect([DEFAULT_EDITION, defaultEdition().id, newestEdition().id]).toEqual(["2025-06-16", "2025-06-16", NEWEST]);
});

it.each<[string, string | undefined]>([
  ["2025-06-16", "2025-06-16"],
  ["2026-10-05", "2026-10-05"],
  ["latest", NEWEST],
  ["2024-01-01", undefined],
  ["./2026-10-05.json", undefined],
])("%s means %s", (name, id) => {
  expect(embeddedId(name)).toBe(id);
});

it("are each opened once", () => {
  for (const id of EMBEDDED) expect(embeddedEdition(id)).toBe(embeddedEdition(id));
  expect(() => embeddedEdition("none")).toThrow("there is no embedded edition none");
});

it("are not loaded by code that uses another", () => {
  const script = `
    require(${JSON.stringify(join(__dirname, "../../..", "dist/catalog/edition/embedded.js"))}).defaultEdition();
    console.log(Object.keys(require.cache).filter((file) => /editions.\\d/.test(file)).length);`;
  expect(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim()).toBe("1");
});

describe("what newer editions name", () => {
  it.each<[string, string | undefined, unknown]>([
    ["gpt-5", undefined, { model: "gpt-5", editions: expect.arrayContaining(["2026-10-05"]) }],
    ["GPT5", undefined, { model: "gpt-5", editions: expect.arrayContaining(["2026-10-05"]) }],
    ["o1", "2024-12-17", { model: "o1", version: "2024-12-17", editions: expect.arrayContaining(["2026-10-05"]) }],
    ["gpt-5", "2024-01-01", undefined],
    ["gpt-99", undefined, undefined],
  ])("%s %s", (model, version, later) => {
    expect(namedLater("2025-06-16", model, version)).toEqual(later);
    expect(namedLater(newestEdition().date, model, version)).toBeUndefined();
  });
});

it("list what an organisation can be granted", () => {
  expect(embeddedGrantableIds()).toEqual(
    expect.arrayContaining(["gpt-image-1", "gpt-4o-2024-08-06", "gpt-5-2025-08-07-training"]),
  );
});
