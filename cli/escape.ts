/** Text from plans, made fit for a terminal. */
import { escapeUnprintable } from "../policy/words";

/** Escapes everything unprintable but the line breaks that a message has on purpose. */
export function escapeTerminal(text: string): string {
  return text.split("\n").map(escapeUnprintable).join("\n");
}

/** Escapes line breaks too: for names, which are one line. */
export function escapeLine(text: string): string {
  return escapeUnprintable(text);
}
