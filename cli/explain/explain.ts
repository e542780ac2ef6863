/** `explain`: what the document says of a model, in words. */

import { type Edition, findModel, findVersion, type IndexedModel } from "../../catalog/edition/edition";
import type { VersionFacts } from "../../catalog/edition/schema";
import { findSku } from "../../catalog/names/skus";
import { suggestModels, suggestSkus, suggestVersions } from "../../catalog/names/suggest";
import type { Query } from "../../catalog/query";
import { verdict } from "../../catalog/verdict/verdict";
import { type AskOptions, askedBy } from "../options/ask";
import { purposeOption, trainingOption } from "../options/names";
import { emptyNote } from "../options/settings-file";
import { wantsColor } from "../shell/color";
import { type CommandResult, type Context, complaint, EXIT } from "../shell/context";
import { escapeJson, escapeTerminal, quote } from "../shell/escape";
import { decidedOffers, isPlain, overviewText, type Shown } from "./overview";
import { verdictText } from "./verdict";

export interface ExplainOptions extends AskOptions {
  readonly sku?: string;
  readonly region?: string;
  readonly purpose?: string;
  readonly training?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/**
 * Explains a model: with a region the verdict on it, without one all that the document says of it.
 * @returns exit code 1 for what is ruled out, unknown names included.
 */
export async function explain(
  model: string,
  version: string | undefined,
  options: ExplainOptions,
  context: Context,
): Promise<CommandResult> {
  const { loaded, edition, today, granted } = await askedBy(options, context);
  const purpose = purposeOption(options.purpose);
  const training = trainingOption(options.training);
  const notes = emptyNote(loaded).join("");
  const stderr =
    notes +
    (training !== undefined && purpose !== "fine-tuning"
      ? complaint("note: --training counts only with --purpose fine-tuning")
      : "");
  const color = wantsColor({ flag: options.color, env: context.env, isTerminal: context.isTerminal });
  const { sku, region } = options;
  if (region === undefined) {
    const asked = { model, version, sku };
    return { stderr, ...overview(edition, asked, { sku, purpose, training }, options.json === true, color) };
  }
  const query: Query = {
    model,
    region,
    ...(version === undefined ? {} : { version }),
    ...(sku === undefined ? {} : { sku }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(training === undefined ? {} : { training }),
  };
  const answer = verdict(edition, query, { granted, today });
  const facts = factsOf(findModel(edition, model), version);
  return {
    stdout: options.json
      ? `${escapeJson(JSON.stringify(answer, null, 2))}\n`
      : verdictText(query, answer, facts, { color, today }),
    stderr,
    exitCode: answer.status === "unavailable" ? EXIT.findings : EXIT.clean,
  };
}

function factsOf(model: IndexedModel | undefined, version: string | undefined): readonly VersionFacts[] {
  if (!model) return [];
  if (version === undefined) return model.unversioned ? [model.unversioned] : model.versions;
  const facts = findVersion(model, version);
  return facts ? [facts] : [];
}

function overview(
  edition: Edition,
  asked: { readonly model: string; readonly version?: string; readonly sku?: string },
  shown: Shown,
  json: boolean,
  color: boolean,
): { stdout: string; exitCode: number } {
  const model = findModel(edition, asked.model);
  const versions = factsOf(model, asked.version);
  const unknown = unknownName(edition, asked, model, versions);
  if (!model || unknown) {
    const { what, suggestions } = unknown ?? { what: "", suggestions: [] };
    const hint = suggestions.length > 0 ? `Did you mean ${suggestions.join(" or ")}?` : undefined;
    return {
      stdout: json
        ? `${escapeJson(JSON.stringify({ error: what, didYouMean: suggestions }, null, 2))}\n`
        : `${[what, hint]
            .filter((line) => line !== undefined)
            .map(escapeTerminal)
            .join("\n")}\n`,
      exitCode: EXIT.findings,
    };
  }
  const canonical: Shown = { ...shown, sku: shown.sku === undefined ? undefined : findSku(shown.sku) };
  return {
    stdout: json
      ? `${escapeJson(
          JSON.stringify(
            {
              model: model.name,
              edition: edition.id,
              document: edition.data.document,
              versions,
              // Of several sources the facts of versions are not the whole answer.
              ...(isPlain(edition)
                ? {}
                : { offers: versions.flatMap((v) => decidedOffers(edition, model.name, v, canonical)) }),
            },
            null,
            2,
          ),
        )}\n`
      : overviewText(edition, model.name, versions, canonical, { color }),
    exitCode: EXIT.clean,
  };
}

/** The first name of the question that nobody knows, and the nearest that somebody does. */
function unknownName(
  edition: Edition,
  asked: { readonly model: string; readonly version?: string; readonly sku?: string },
  model: IndexedModel | undefined,
  versions: readonly VersionFacts[],
): { readonly what: string; readonly suggestions: readonly string[] } | undefined {
  if (!model) {
    const near = suggestModels(edition, asked.model, asked.version);
    return {
      what: `The document names no model ${quote(asked.model)}.`,
      suggestions: near.map((s) => [s.model, s.version].filter((part) => part !== undefined).join(" ")),
    };
  }
  if (versions.length === 0) {
    const named = model.versions.map((v) => v.version).join(", ");
    return {
      what: `The document names no version ${quote(asked.version ?? "")} of ${model.name}; it names ${named}.`,
      suggestions: suggestVersions(model, asked.version ?? ""),
    };
  }
  if (asked.sku !== undefined && findSku(asked.sku) === undefined) {
    return {
      what: `Azure knows no deployment SKU ${quote(asked.sku)}.`,
      suggestions: suggestSkus(asked.sku),
    };
  }
  return undefined;
}
