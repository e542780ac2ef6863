/** What the document says about a model version, except where it is offered. */
import type { VersionFacts } from "../../catalog/edition/schema";
import { grouped } from "../../policy/text";

function amounts(list: readonly { tokens: number; for?: string }[] | undefined): string | undefined {
  return list?.map((a) => `${grouped(a.tokens)} tokens${a.for === undefined ? "" : ` (${a.for})`}`).join(", ");
}

/** A line with a heading; none without a text. */
export function line(heading: string, text: string | undefined): string[] {
  return text === undefined || text === "" ? [] : [`${heading}: ${text}`];
}

/** Description, sizes, abilities, then the consequences of choosing this version: preview, access, replacement. */
export function factLines(facts: VersionFacts): string[] {
  const seen = new Set<string>();
  const described = facts.described.flatMap((d) => [
    d.description,
    ...line("Context window", amounts(d.contextWindow)),
    ...line("Output at most", amounts(d.maxOutput)),
    ...line("Training data up to", d.trainingData),
    ...line("APIs", d.apis?.join(", ")),
    ...line("Abilities", d.abilities?.join(", ")),
    ...line("File size at most", d.maxFileSizeMB === undefined ? undefined : `${d.maxFileSizeMB} MB`),
  ]);
  const access = new Map<string, { readonly id: string; skus: string[] }>();
  for (const [sku, { id, condition }] of Object.entries(facts.access)) {
    const known = access.get(condition);
    if (known) known.skus.push(sku);
    else access.set(condition, { id, skus: [sku] });
  }
  const all = [
    ...described,
    ...(facts.preview ? ["Preview: the document calls it a preview, not for production."] : []),
    ...[...access].map(([condition, { id, skus }]) => `Access (${skus.join(", ")}): ${condition} --granted ${id}`),
    ...(facts.replaced
      ? [
          `Replaced by ${[facts.replaced.by.model, facts.replaced.by.version].filter(Boolean).join(" ")}: ${facts.replaced.statement}`,
        ]
      : []),
    ...(facts.retiring ? [`Retiring: ${facts.retiring.statement}`] : []),
  ];
  // A model in two tables is described twice, mostly in the same words.
  return all.filter((l) => !seen.has(l) && seen.add(l));
}
