/** The shape of the words for one kind of facts. */
import type { Citation } from "../../catalog/query";
import type { Facts, UnlevelledFinding } from "../finding";
import type { Language } from "./syntax";

export type FactsKind = Facts["kind"];
export type FactsOf<K extends FactsKind> = Extract<Facts, { readonly kind: K }>;

/** Phrases under a label such as "To pass" or "Replacement". Each of them alone is enough. */
export interface WaysOutText {
  readonly label: string;
  readonly phrases: readonly string[];
}

/** The text that depends on the kind of facts; the rest of a finding's text is the same for every kind. */
export interface FactsText {
  /** What is wrong, in a sentence. */
  readonly headline: string;
  /** More about what is wrong, one sentence a line. */
  readonly details?: readonly string[];
  /** What would pass. If omitted: all of the finding's ways out, under "To pass". */
  readonly waysOut?: readonly WaysOutText[];
  /** What to do other than changing the deployment. */
  readonly remedies?: readonly string[];
  /** The citations to show. If omitted: all of the finding's. */
  readonly citations?: readonly Citation[];
}

/**
 * Makes the words for a kind of facts.
 * @param language of the program, if it is known: code is shown in it.
 */
export type FactsWords<K extends FactsKind> = (
  facts: FactsOf<K>,
  finding: UnlevelledFinding,
  language: Language | undefined,
) => FactsText;
