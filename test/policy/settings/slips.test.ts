/** Slips in settings: the message says what to write. */
import { expect, it } from "vitest";
import { parseSettings } from "../../../policy/settings";

const limit = (one: object) => ({ placement: { limits: [{ name: "a", ...one }] } });

it.each([
  [{ "known-model": "warn" }, /"warn" is not known; write advisory/],
  [{ "known-model": "error" }, /write mandatory/],
  [{ "known-model": "off" }, /write disabled/],
  [{ rules: { "known-model": "mandatory" } }, /rules: is not a setting: write each rule at the top of the file/],
  [limit({ geographies: ["EU"] }), /found a list: write processing: \[EU\]/],
  [limit({ geographies: ["Japan"] }), /found a list: write \{ allowed: \[Japan\] \}/],
  [limit({ regions: ["eastus", "westus"] }), /found a list: write \{ allowed: \[eastus, westus\] \}/],
  [{ geographies: ["EU"] }, /part of a limit: write placement: \{ limits: \[\{ name: NAME, processing: \[EU\] \}\] \}/],
  [{ regions: ["a"] }, /write placement: \{ limits: \[\{ name: NAME, regions: \{ allowed: \[a\] \} \}\] \}/],
  [{ placement: { skus: "Standard" } }, /placement.skus: is a part of a limit: write limits: \[\{ name: NAME, skus: /],
  [limit({ skus: "Standard" }), /found "Standard": write \{ allowed: \[Standard\] \}/],
  [{ placement: { limits: "eu" } }, /expected a list, found "eu"$/],
  [{ granted: "gpt-image-1" }, /expected a list, found "gpt-image-1": write \[gpt-image-1\]/],
  [{ catalog: "latest" }, /found "latest": write \{ edition: latest \}/],
  [{ accounts: { a: "eastus" } }, /accounts.a: expected a mapping, found "eastus": write \{ region: eastus \}/],
  [{ "known-model": { level: "advisory" } }, /known-model.level: unknown setting; write enforcementLevel/],
  [{ acounts: {} }, /unknown rule or setting; did you mean "accounts"\?/],
])("%j", (settings, message) => {
  expect(() => parseSettings(settings)).toThrow(message);
});
