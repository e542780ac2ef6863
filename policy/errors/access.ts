/** Sentences about access, which a catalog cannot know. */

export const WHERE_ACCESS = "Ask for access at https://aka.ms/oai/access, or ask whoever administers the subscription.";

/** Notes for a subscription that may lack access; conditions are in the document's words. */
export function accessNotes(conditions: readonly string[]): string[] {
  return ["The catalog cannot tell what a subscription was granted.", ...conditions, WHERE_ACCESS];
}
