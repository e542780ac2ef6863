/** A word in a coloured field. The mark before it and the word say the same as the colour. */
import type { ComponentChildren } from "preact";

/** The meaning of a colour, the same on every page. */
export type Tone = "good" | "caution" | "bad" | "gone" | "info" | "plain";

export function Badge({
  tone,
  mark,
  children,
}: {
  readonly tone: Tone;
  readonly mark?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <span class={`badge tone-${tone}`}>
      {mark === undefined ? null : (
        <span class="badge-mark" aria-hidden="true">
          {mark}
        </span>
      )}
      {children}
    </span>
  );
}
