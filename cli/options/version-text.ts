/** The text of `--version`. */
import { DEFAULT_EDITION, defaultEditionHash } from "../../catalog/edition/default";
import { type Context, complaint, UsageError } from "../shell/context";
import { tool } from "../shell/version";
import { settingsFileFor } from "./settings-search";

/** Name and version of the package, with the edition in force here. Wrong settings must not hide the version. */
export async function versionText(context: Context): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { name, version } = tool();
  let [edition, stderr] = ["unknown", ""];
  try {
    const { id, hash } = await editionHere(context);
    edition = `${id}, sha256 ${hash.slice(0, 12)}`;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr = error.message.split("\n").map(complaint).join("");
  }
  return { stdout: `${name} ${version} (edition ${edition})\n`, stderr };
}

/** Most runs have no settings: then neither their reader nor an edition is loaded. */
async function editionHere(context: Context): Promise<{ readonly id: string; readonly hash: string }> {
  if (settingsFileFor(undefined, context) === undefined) return { id: DEFAULT_EDITION, hash: defaultEditionHash() };
  const [{ loadSettings }, { editionInForce }] = await Promise.all([
    import("./settings-file.js"),
    import("./edition.js"),
  ]);
  const { settings } = loadSettings(undefined, context);
  const { id, data } = await editionInForce(settings, undefined, context.today(), context.cwd);
  return { id, hash: data.hash };
}
