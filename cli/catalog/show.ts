/** `catalog show`: an edition as a table of model versions by regions. */
import { modelVersions } from "../../catalog/verdict/cell";
import { escapeJson } from "../../policy/escape";
import { matrixOf } from "../matrix/live";
import { parseModels, parseUse } from "../matrix/names";
import { legend, missedLines, useTable } from "../matrix/text";
import { select } from "../matrix/view";
import { publicRegions } from "../options/names";
import { type CommandResult, type Context, EXIT } from "../shell/context";
import { openEdition } from "./editions";

export interface ShowOptions {
  readonly sku?: string;
  readonly model?: readonly string[];
  readonly region?: readonly string[];
  readonly json?: boolean;
}

/**
 * Shows an edition without settings, overlay or date of judgement; `matrix` shows it with them.
 */
export function show(name: string | undefined, options: ShowOptions, context: Context): CommandResult {
  const edition = openEdition(name, context.cwd);
  const use = parseUse(options.sku ?? "Standard");
  const matrix = matrixOf(edition, {});
  const named = options.region && publicRegions(options.region);
  const models = options.model?.flatMap((model) =>
    parseModels(edition, modelVersions(edition), model, context.today()),
  );
  // In the user's order.
  const regions = named?.flatMap((id) => matrix.regions.find((r) => r.id === id) ?? []) ?? matrix.regions;
  const rows = models?.flatMap((model) => matrix.rows.filter((row) => row.model === model)) ?? matrix.rows;
  const view = select({ ...matrix, rows, regions }, { uses: [use], models, regions: named });
  const { id, date, hash } = edition.data;
  if (options.json) {
    const shown = view.rows.map(({ model, version }) => ({
      model,
      version,
      cells: regions.map((region) => {
        const { status, retires } = matrix.state({ model, version }, use, region);
        return { region: region.id, status, ...(retires === undefined ? {} : { retires }) };
      }),
    }));
    return done(`${escapeJson(JSON.stringify({ edition: { id, date, hash }, use, rows: shown }, null, 2))}\n`);
  }
  const head = `Edition ${id} of ${date}: ${use}`;
  if (view.rows.length === 0) return done(`${head}\nNothing is offered.\n`);
  if (view.regions.length === 0) {
    return done(`${[head, ...missedLines(matrix, { ...view, regions }, [use])].join("\n")}\n`);
  }
  return done(
    `${[head, ...useTable(matrix, view, use, edition, context.columns ?? 100), "", ...legend(matrix, edition)].join("\n")}\n`,
  );
}

function done(stdout: string): CommandResult {
  return { stdout, stderr: "", exitCode: EXIT.clean };
}
