import { parseSettings, SettingsError, settingsProblems } from "../../../policy/settings";
import type { Random } from "../../support/random";
import type { Target } from "../target";

const KEYS = [
  ...["rules", "accounts", "waivers", "granted", "catalog", "overlay", "placement", "model-availability", "limits"],
  ...["level", "region", "name", "reason", "expires", "rule", "owner", "edition", "allowed", "__proto__"],
];
const VALUES = [
  "error",
  "warn",
  "advisory",
  "mandatory",
  "eastus",
  "2025-06-16",
  "",
  "x",
  null,
  0,
  -1,
  true,
  "[unknown]",
];

/** Settings of any shape: each fault is reported, and only a SettingsError is thrown. */
export const settings: Target = {
  name: "settings",
  run: (random) => {
    const value = randomSettings(random, 4);
    const problems = settingsProblems(value);
    try {
      parseSettings(value);
      if (problems.length > 0) throw new Error("settings with problems were taken");
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      // Only a settings file may name another file.
      const namesFile = typeof (value as { overlay?: unknown } | null)?.overlay === "string";
      if (problems.length === 0 && !namesFile) throw new Error("settings without problems were refused");
    }
    return { trees: 1, size: JSON.stringify(value)?.length ?? 0 };
  },
};

function randomSettings(random: Random, depth: number): unknown {
  if (depth <= 0 || random.once(4)) return random.of(VALUES);
  if (random.once(4)) return random.list(3, () => randomSettings(random, depth - 1));
  return Object.fromEntries(random.list(4, () => [random.of(KEYS), randomSettings(random, depth - 1)]));
}
