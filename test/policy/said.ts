/** The words of a finding, for tests of rules. */
import type { UnlevelledFinding } from "../../policy/finding";
import { findingText, messageOf, wayOutPhrases } from "../../policy/words/finding";

/** The whole message; "" without a finding. */
export function message(finding: UnlevelledFinding | undefined): string {
  return finding === undefined ? "" : messageOf(findingText(finding));
}

/** What would pass, a phrase each; undefined if there is no finding. */
export function changes(finding: UnlevelledFinding | undefined): string[] | undefined {
  return finding && wayOutPhrases(finding);
}
