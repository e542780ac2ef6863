/** What is said of access, which no catalog knows. */

export const WHERE_ACCESS =
  "Access is asked for at https://aka.ms/oai/access, or of whoever administers the subscription.";

export function accessNotes(conditions: readonly string[]): string[] {
  return ["The catalog cannot tell what a subscription was granted.", ...conditions, WHERE_ACCESS];
}
