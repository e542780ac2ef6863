/** A filter with its name above it. */
import type { ComponentChildren } from "preact";

/** @param id of the control that it names. */
export function Field({
  name,
  id,
  class: more,
  children,
}: {
  readonly name: string;
  readonly id: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={more === undefined ? "field" : `field ${more}`}>
      <label class="field-name" for={id}>
        {name}
      </label>
      {children}
    </div>
  );
}
