/** `--config` and `--no-config`, the same for every command that takes settings. */
import type { Command } from "commander";
import { SETTINGS_FILE } from "../../policy/settings/names";
import { UsageError } from "../shell/context";

/** Adds both to a command. Giving both is a UsageError. */
export function addConfigOptions<C extends Command>(command: C): C {
  const given = new Set<string>();
  const note = (option: string) => () => {
    given.add(option);
    if (given.size > 1) throw new UsageError("--config and --no-config exclude each other: give one of them");
  };
  command
    .option("-c, --config <file>", `settings (default: ${SETTINGS_FILE} here or in a folder above)`)
    .option("--no-config", "use the defaults, and no settings file")
    .on("option:config", note("--config"))
    .on("option:no-config", note("--no-config"));
  return command;
}
