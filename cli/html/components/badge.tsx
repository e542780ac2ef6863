/** A word in a coloured field. The mark before it and the word itself say what the colour says. */
import type { ComponentChildren } from "preact";

/** What a colour stands for, the same on every page. */
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
