/** Sentences about access, which no catalog knows. */

export const WHERE_ACCESS = "Ask for access at https://aka.ms/oai/access, or ask whoever administers the subscription.";

/** What to say where the subscription may lack access; conditions are in the document's words. */
export function accessNotes(conditions: readonly string[]): string[] {
  return ["The catalog cannot tell what a subscription was granted.", ...conditions, WHERE_ACCESS];
}
