/** Finding the browser for the tests. */
import { afterEach, expect, inject, it } from "vitest";
import { findChromium } from "./support/chromium";

const before = process.env.CHROMIUM;
afterEach(() => {
  if (before === undefined) delete process.env.CHROMIUM;
  else process.env.CHROMIUM = before;
});

it("is the one that the environment names", () => {
  process.env.CHROMIUM = process.execPath;
  expect(findChromium()).toBe(process.execPath);
});

it("is not a path that does not exist", () => {
  process.env.CHROMIUM = "/nowhere/chromium";
  expect(findChromium).toThrow("CHROMIUM names /nowhere/chromium, and no such file is there");
});

it("is found without a name", () => {
  delete process.env.CHROMIUM;
  expect(findChromium() ?? inject("chromium")).toMatch(/chrom|edge/i);
});
