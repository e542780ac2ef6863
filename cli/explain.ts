/** `explain MODEL`: what the document says of a model, or the verdict on one combination. */
import type { Citation } from "../catalog/citation";
import { citationText } from "../catalog/citation";
import type { Query, VerdictOptions } from "../catalog/decide";
import { type Edition, findModel, findVersion, type IndexedModel } from "../catalog/edition";
import { defaultEdition } from "../catalog/load";
import type { VersionFacts } from "../catalog/schema";
import { suggestModels } from "../catalog/suggest";
import { type Verdict, verdict } from "../catalog/verdict";
import { because, changePhrases, didYouMeanLine, safe } from "../policy/words";
import type { CommandResult } from "./main";

export interface ExplainFlags {
  readonly model: string;
  readonly version?: string;
  readonly sku?: string;
  readonly region?: string;
  readonly purpose?: Query["purpose"];
  readonly training?: Query["training"];
  readonly granted?: readonly string[];
  readonly json?: boolean;
}

/**
 * Explains a model, or judges one combination where a region is given.
 * @returns exit code 1 where the verdict is `unavailable` or the model is not in the document, else 0.
 */
export function explain(flags: ExplainFlags): CommandResult {
  const edition = defaultEdition();
  return flags.region === undefined ? overview(edition, flags) : judged(edition, flags, flags.region);
}

function judged(edition: Edition, flags: ExplainFlags, region: string): CommandResult {
  const query: Query = {
    model: flags.model,
    ...(flags.version === undefined ? {} : { version: flags.version }),
    ...(flags.sku === undefined ? {} : { sku: flags.sku }),
    region,
    ...(flags.purpose === undefined ? {} : { purpose: flags.purpose }),
    ...(flags.training === undefined ? {} : { training: flags.training }),
  };
  const options: VerdictOptions = { granted: flags.granted ?? [] };
  const v = verdict(edition, query, options);
  const exitCode = v.status === "unavailable" ? 1 : 0;
  if (flags.json) return { stdout: `${JSON.stringify({ query, ...v }, null, 2)}\n`, stderr: "", exitCode };
  return { stdout: `${verdictLines(query, v).join("\n")}\n`, stderr: "", exitCode };
}

function verdictLines(query: Query, v: Verdict): string[] {
  const asked = [
    safe(query.model),
    ...(query.version === undefined ? [] : [safe(query.version)]),
    ...(query.purpose === "fine-tuning" ? ["for fine-tuning"] : [`as ${safe(query.sku ?? "Standard")}`]),
    ...(query.purpose === "assistants" ? ["for Assistants"] : []),
    `in ${safe(query.region)}`,
  ].join(" ");
  const changes = changePhrases(v.alternatives);
  return [
    `${asked}: ${v.status} (${v.reason})`,
    `  ${because(v.reason)}.`,
    ...didYouMeanLine(v.didYouMean).map((l) => `  ${l}`),
    ...(v.versions ?? []).map((x) => `  version ${x.version}: ${x.status} (${x.reason})`),
    ...v.citations.map((c: Citation) => `  Document: ${citationText(c)}`),
    ...v.conditions.map((c) => `  Condition: ${c.text}${c.access ? ` (access: ${c.access})` : ""}`),
    ...(changes.length > 0 ? [`  To pass: ${changes.join("; or ")}.`] : []),
  ];
}

function overview(edition: Edition, flags: ExplainFlags): CommandResult {
  const model = findModel(edition, flags.model);
  const facts = model && (flags.version === undefined ? undefined : findVersion(model, flags.version));
  if (!model || (flags.version !== undefined && !facts)) return notListed(edition, flags, model);
  const versions = facts ? [facts] : model.unversioned ? [model.unversioned] : model.versions;
  if (flags.json) {
    return { stdout: `${JSON.stringify({ model: model.name, versions }, null, 2)}\n`, stderr: "", exitCode: 0 };
  }
  const lines = versions.flatMap((v) => [...versionLines(edition, model, v), ""]);
  const { title, date } = edition.data.document;
  return { stdout: `${[...lines, `Source: "${title}" of ${date}.`].join("\n")}\n`, stderr: "", exitCode: 0 };
}

function notListed(edition: Edition, flags: ExplainFlags, model: IndexedModel | undefined): CommandResult {
  const didYouMean = model
    ? []
    : suggestModels(edition, flags.model, flags.version).map((s) => ({ field: "model" as const, ...s }));
  if (flags.json) {
    const reason = model ? "version-not-listed" : "model-not-listed";
    const versions = model?.versions.map((v) => v.version);
    return { stdout: `${JSON.stringify({ reason, didYouMean, versions }, null, 2)}\n`, stderr: "", exitCode: 1 };
  }
  const lines = model
    ? [
        `${because("version-not-listed")}: ${model.name} ${safe(flags.version ?? "")}.`,
        `Versions: ${model.versions.map((v) => v.version).join(", ")}.`,
      ]
    : [`${because("model-not-listed")}: ${safe(flags.model)}.`, ...didYouMeanLine(didYouMean)];
  return { stdout: `${lines.join("\n")}\n`, stderr: "", exitCode: 1 };
}

function versionLines(edition: Edition, model: IndexedModel, facts: VersionFacts): string[] {
  const lines = [facts.version === "" ? model.name : `${model.name} ${facts.version}`];
  for (const d of facts.described) {
    lines.push(`  ${d.description}`);
    const amounts = (all: typeof d.contextWindow) =>
      (all ?? []).map((a) => `${a.tokens.toLocaleString("en")}${a.for ? ` (${a.for})` : ""}`).join(", ");
    if (d.contextWindow) lines.push(`  Context window: ${amounts(d.contextWindow)} tokens`);
    if (d.maxOutput) lines.push(`  Max output: ${amounts(d.maxOutput)} tokens`);
    if (d.trainingData) lines.push(`  Training data up to: ${d.trainingData}`);
    if (d.maxFileSizeMB) lines.push(`  Largest file: ${d.maxFileSizeMB} MB`);
    if (d.apis?.length) lines.push(`  APIs: ${d.apis.join(", ")}`);
    if (d.abilities?.length) lines.push(`  Abilities: ${d.abilities.join(", ")}`);
  }
  for (const sku of ["GlobalStandard", "Standard"] as const) {
    const statements = facts.inference[sku] ?? [];
    const regions = [...new Set(statements.flatMap((s) => Object.keys(s.regions)))].sort();
    const tables = [...new Set(statements.map((s) => s.place.table))].join(", ");
    if (regions.length > 0) lines.push(`  ${sku}: ${regions.join(", ")} (${tables})`);
    else if (facts.notReproduced?.[sku]) lines.push(`  ${sku}: not stated. ${facts.notReproduced[sku].statement}`);
    const access = facts.access[sku];
    if (access && regions.length > 0) lines.push(`    ${access.condition} (access: ${access.id})`);
  }
  if (facts.assistants) lines.push(`  Assistants: ${Object.keys(facts.assistants.regions).sort().join(", ")}`);
  if (facts.fineTuning) {
    lines.push(`  Fine-tuning, standard: ${Object.keys(facts.fineTuning.standard.regions).sort().join(", ")}`);
    if (facts.fineTuning.global) {
      const { regions, condition } = edition.data.globalTraining;
      lines.push(`  Fine-tuning, global: ${Object.keys(regions).sort().join(", ")}`, `    ${condition}`);
    }
  }
  if (Object.keys(facts.inference).length === 0 && !facts.notReproduced) {
    lines.push("  Regions: no table or list of the document says where it is offered.");
  }
  if (facts.preview) lines.push("  Preview: not for production.");
  if (facts.replaced) lines.push(`  Replaced: ${facts.replaced.statement}`);
  if (facts.retiring) lines.push(`  Retiring: ${facts.retiring.statement}`);
  return lines;
}
