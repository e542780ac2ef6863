/** `rules`: every rule with its level in force. */

import { escapeJson } from "../../policy/escape";
import { RULES } from "../../policy/rules";
import { emptyNote, loadSettings } from "../options/settings-file";
import { type CommandResult, type Context, EXIT } from "../shell/context";
import type { ConfigOptions } from "./config";

/** Lists the rules in the order of their findings. */
export function listRules(options: Pick<ConfigOptions, "config" | "format">, context: Context): CommandResult {
  const loaded = loadSettings(options.config, context);
  const rules = RULES.map(({ name, description, defaultLevel }) => {
    const inForce = loaded.settings.rules.get(name);
    const level = inForce?.repairs ? "remediate" : (inForce?.level ?? defaultLevel);
    return { name, level, defaultLevel, description };
  });
  const width = Math.max(...rules.map((r) => r.name.length));
  const text = rules
    .map((r) => {
      const level = r.level === r.defaultLevel ? r.level : `${r.level} (default: ${r.defaultLevel})`;
      return `${r.name.padEnd(width)}  ${level}\n  ${r.description}\n`;
    })
    .join("");
  return {
    stdout: options.format === "json" ? `${escapeJson(JSON.stringify({ version: 1, rules }, null, 2))}\n` : text,
    stderr: emptyNote(loaded).join(""),
    exitCode: EXIT.clean,
  };
}
