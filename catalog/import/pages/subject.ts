/** Recognises pages about something else by their titles and headings. */
import { useNamed } from "./names";
import type { PlacedTable } from "./outline";
import type { DocsInput } from "./page";

const OTHERS: readonly { readonly words: RegExp; readonly reason: string }[] = [
  {
    words: /\bpriority\b/i,
    reason: "is about priority processing, which fewer models and regions have than the SKU itself",
  },
  { words: /\bazure direct\b/i, reason: "is about Azure Direct models, which vendors other than OpenAI make" },
  {
    words: /\bmarketplace\b|\bpartners and community\b/i,
    reason: "is about models that partners sell through Azure Marketplace",
  },
  {
    words: /\bgov(?:ernment)?\b/i,
    reason: "is about Azure Government; a catalog covers the public cloud",
  },
];

function reasonIn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : OTHERS.find(({ words }) => words.test(text))?.reason;
}

/**
 * Why a page is about another subject.
 * @returns undefined if neither its title nor a heading above its tables says so.
 */
export function otherSubject({ title, titleSuffix, blocks }: DocsInput): string | undefined {
  const [inTitle, inSuffix] = [reasonIn(title), reasonIn(titleSuffix)];
  if (inTitle !== undefined) return `${inTitle} (title ${JSON.stringify(title)})`;
  if (inSuffix !== undefined) return `${inSuffix} (title suffix ${JSON.stringify(titleSuffix)})`;
  // Many pages are titled "include file": their first heading says more.
  const first = blocks.find((b) => b.kind === "heading");
  const inHeading = first?.kind === "heading" ? reasonIn(first.text) : undefined;
  return inHeading === undefined || first?.kind !== "heading"
    ? undefined
    : `${inHeading} (heading ${JSON.stringify(first.text)}, line ${first.line})`;
}

/** Why a table is about another subject, unlike its page. */
export function otherSubjectOf({ headings }: PlacedTable): string | undefined {
  return headings.map(({ text }) => reasonIn(text)).find((reason) => reason !== undefined);
}

const TITLES: readonly RegExp[] = [
  // "Model region availability for Standard deployment (All Geographies)", "... by Azure region (Europe)"
  /^(?:content - )?(?:model )?region availability\b/i,
  // "Azure OpenAI in Microsoft Foundry Models", the page that includes the pages of single SKUs
  /^azure openai\b.*\bmodels\b/i,
  // Many pages that others include have only this title.
  /^include file$/i,
];

/** True for a page about the availability of models; other pages have tables of the same form. */
export function statesAvailability({ title, use }: DocsInput): boolean {
  if (title === undefined || use !== undefined) return true;
  return useNamed(title) !== undefined || TITLES.some((known) => known.test(title));
}
