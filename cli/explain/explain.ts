/**
 * `explain`: whether a deployment is offered, or everything that the document says about a model. This folder may
 * import the catalog, policy/words, and what commands share. This file is the command.
 */

import { type Edition, findModel, findVersion, type IndexedModel } from "../../catalog/edition/edition";
import type { VersionFacts } from "../../catalog/edition/schema";
import { findSku } from "../../catalog/names/skus";
import { suggestModels, suggestSkus, suggestVersions } from "../../catalog/names/suggest";
import type { NewerThanEdition, Query, Status, Verdict } from "../../catalog/query";
import { anySku } from "../../catalog/solver";
import { verdict } from "../../catalog/verdict/verdict";
import { escapeJson, escapeTerminal, quote } from "../../policy/escape";
import { newerLines } from "../../policy/words/newer";
import { type BasisOptions, commandBasis } from "../options/basis";
import { purposeOption, trainingOption } from "../options/names";
import { emptyNote } from "../options/settings-file";
import { wantsColor } from "../shell/color";
import { type CommandResult, type Context, complaint, EXIT, UsageError } from "../shell/context";
import { textLayout } from "../shell/text-layout";
import { isPlain, jsonOffers, type OverviewFilter, type OverviewLayout, overviewText } from "./overview";
import { type SkuAnswer, skusText, verdictText } from "./verdict";

export interface ExplainOptions extends BasisOptions {
  readonly sku?: string;
  readonly region?: string;
  readonly purpose?: string;
  readonly training?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/**
 * Explains a model: with a region, whether it can be deployed there; without one, everything that the document says
 * about it. Without an SKU, each SKU that the edition covers gets an answer.
 * @returns exit code 1 if everything is ruled out, or if a name is unknown.
 * @throws UsageError for an empty name.
 */
export async function explain(
  model: string,
  version: string | undefined,
  options: ExplainOptions,
  context: Context,
): Promise<CommandResult> {
  for (const [name, value] of Object.entries({ MODEL: model, VERSION: version, ...emptyOptions(options) })) {
    if (value?.trim() === "") throw new UsageError(`${name} is empty: expected a name`);
  }
  const { loaded, edition, today, granted } = await commandBasis(options, context);
  const purpose = purposeOption(options.purpose);
  const training = trainingOption(options.training);
  const notes = emptyNote(loaded).join("");
  const stderr =
    notes +
    (training !== undefined && purpose !== "fine-tuning"
      ? complaint("note: --training has an effect only with --purpose fine-tuning")
      : "");
  const color = wantsColor({ flag: options.color, env: context.env, isTerminal: context.isTerminal });
  const columns = context.isTerminal ? context.columns : undefined;
  // wrap-ansi is an ES module, which only import() loads on every supported Node.
  const layout = textLayout(columns === undefined ? undefined : (await import("wrap-ansi")).default, columns);
  const { sku, region } = options;
  if (region === undefined) {
    const asked = { model, version, sku };
    const shown = { sku, purpose, training };
    return { stderr, ...overview({ edition, today }, asked, shown, options.json === true, { color, layout, columns }) };
  }
  const query: Query = {
    model,
    region,
    ...(version === undefined ? {} : { version }),
    ...(sku === undefined ? {} : { sku }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(training === undefined ? {} : { training }),
  };
  const facts = factsOf(findModel(edition, model), version);
  // Training has no SKU.
  const skus = sku !== undefined || purpose === "fine-tuning" ? undefined : anySku(edition);
  const answers = (skus ?? [sku]).map((s) => ({
    ...(s === undefined ? {} : { sku: s }),
    verdict: verdict(edition, s === undefined ? query : { ...query, sku: s }, { granted, today }),
  }));
  const best = bestOf(answers);
  const json = skus
    ? { ...best.verdict, sku: best.sku, skus: Object.fromEntries(answers.map((a) => [a.sku, a.verdict])) }
    : best.verdict;
  return {
    stdout: options.json
      ? `${escapeJson(JSON.stringify(json, null, 2))}\n`
      : skus && !isAboutNames(best.verdict)
        ? skusText(query, answers, facts, { color, today, layout })
        : verdictText(query, best.verdict, facts, { color, today, layout }),
    stderr,
    exitCode: best.verdict.status === "unavailable" ? EXIT.findings : EXIT.clean,
  };
}

function emptyOptions({ region, sku }: ExplainOptions): Record<string, string | undefined> {
  return { "--region": region, "--sku": sku };
}

/** The most helpful answer; the first of several equal ones. */
function bestOf(answers: readonly SkuAnswer[]): SkuAnswer {
  const [first, ...others] = [...answers].sort(
    (a, b) => STATUSES.indexOf(a.verdict.status) - STATUSES.indexOf(b.verdict.status),
  );
  if (!first) throw new Error(`no answer beside ${others.length}`);
  return first;
}

const STATUSES: readonly Status[] = ["available", "restricted", "undocumented", "unavailable"];

/** True if the answer is the same for every SKU: a name is wrong, or the edition does not cover this cloud. */
function isAboutNames({ reason }: Verdict): boolean {
  return ["model-not-listed", "version-not-listed", "region-unknown", "cloud-not-covered"].includes(reason);
}

function factsOf(model: IndexedModel | undefined, version: string | undefined): readonly VersionFacts[] {
  if (!model) return [];
  if (version === undefined) return model.unversioned ? [model.unversioned] : model.versions;
  const facts = findVersion(model, version);
  return facts ? [facts] : [];
}

function overview(
  { edition, today }: { readonly edition: Edition; readonly today: string },
  asked: { readonly model: string; readonly version?: string; readonly sku?: string },
  shown: OverviewFilter,
  json: boolean,
  shownAs: OverviewLayout,
): { stdout: string; exitCode: number } {
  const model = findModel(edition, asked.model);
  const versions = factsOf(model, asked.version);
  const unknown = unknownName(edition, asked, model, versions, today);
  if (!model || unknown) {
    const { what, suggestions, newer } = unknown ?? { what: "", suggestions: [], newer: undefined };
    const hint = suggestions.length > 0 ? [`Did you mean ${suggestions.join(" or ")}?`] : [];
    const lines = [what, ...hint, ...(newer ? newerLines(newer, today) : [])];
    const report = { error: what, didYouMean: suggestions, ...(newer ? { newerThanEdition: newer } : {}) };
    return {
      stdout: json ? `${escapeJson(JSON.stringify(report, null, 2))}\n` : `${lines.map(escapeTerminal).join("\n")}\n`,
      exitCode: EXIT.findings,
    };
  }
  const canonical: OverviewFilter = { ...shown, sku: shown.sku === undefined ? undefined : findSku(shown.sku) };
  return {
    stdout: json
      ? `${escapeJson(
          JSON.stringify(
            {
              model: model.name,
              edition: edition.id,
              document: edition.data.document,
              versions,
              // With several sources, the facts of versions are not the whole answer.
              ...(isPlain(edition)
                ? {}
                : { offers: versions.flatMap((v) => jsonOffers(edition, model.name, v, canonical)) }),
            },
            null,
            2,
          ),
        )}\n`
      : overviewText(edition, model.name, versions, canonical, shownAs),
    exitCode: EXIT.clean,
  };
}

interface UnknownName {
  readonly what: string;
  /** Near names; none if the name is newer than the edition. */
  readonly suggestions: readonly string[];
  readonly newer?: NewerThanEdition;
}

/** The first name of the question that the edition does not have, and the nearest names that it has. */
function unknownName(
  edition: Edition,
  asked: { readonly model: string; readonly version?: string; readonly sku?: string },
  model: IndexedModel | undefined,
  versions: readonly VersionFacts[],
  today: string,
): UnknownName | undefined {
  const { model: name, version } = asked;
  const probe = { model: name, ...(version === undefined ? {} : { version }), region: "eastus" };
  const newer = model && versions.length > 0 ? undefined : verdict(edition, probe, { today }).newerThanEdition;
  if (newer) {
    return {
      what: `The document does not name ${[name, version]
        .filter(Boolean)
        .map((n) => quote(n ?? ""))
        .join(" ")}.`,
      suggestions: [],
      newer,
    };
  }
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
