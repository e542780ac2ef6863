/** What words say about each kind of facts. */
import type { Citation } from "../../catalog/query";
import type { Facts, UnlevelledFinding } from "../finding";

export type Kind = Facts["kind"];
export type FactsOf<K extends Kind> = Extract<Facts, { readonly kind: K }>;

/** Phrases that are alternatives to each other, and what they are for: "To pass", "Replacement". */
export interface WaysOutText {
  readonly label: string;
  readonly phrases: readonly string[];
}

/** What a kind of facts has to say; the rest of a finding's text is the same for every kind. */
export interface Saying {
  /** What is wrong, in a sentence. */
  readonly headline: string;
  /** More about what is wrong, one sentence a line. */
  readonly details?: readonly string[];
  /** What would pass; all of the finding's ways out under "To pass" where it is not given. */
  readonly waysOut?: readonly WaysOutText[];
  /** What to do where no change to the deployment is needed, or none would help. */
  readonly remedies?: readonly string[];
  /** The citations that are worth showing; all of the finding's where it is not given. */
  readonly citations?: readonly Citation[];
}

/** Makes the words for a kind of facts. */
export type Says<K extends Kind> = (facts: FactsOf<K>, finding: UnlevelledFinding) => Saying;
