/** Slips in settings: the message says what to write. */
import { expect, it } from "vitest";
import { parseSettings } from "../../../policy/settings";

const limit = (one: object) => ({ placement: { limits: [{ name: "a", ...one }] } });

it.each([
  [{ "known-model": "warn" }, /"warn" is not known; write advisory/],
  [{ "known-model": "error" }, /write mandatory/],
  [{ "known-model": "off" }, /write disabled/],
  [{ rules: { "known-model": "mandatory" } }, /rules: is no setting: write each rule at the top of the file/],
  [limit({ geographies: ["EU"] }), /found a list: write processing: \[EU\]/],
  [limit({ geographies: ["Japan"] }), /found a list: write \{ allowed: \[Japan\] \}/],
  [limit({ regions: ["eastus", "westus"] }), /found a list: write \{ allowed: \[eastus, westus\] \}/],
  [{ acounts: {} }, /unknown rule or setting; did you mean "accounts"\?/],
])("%j", (settings, message) => {
  expect(() => parseSettings(settings)).toThrow(message);
});
