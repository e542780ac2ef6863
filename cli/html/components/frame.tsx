/** The frame of every page: the skip link, its head and its foot. */
import type { ComponentChildren } from "preact";

/**
 * The body of a page.
 * @param title the page's one `h1`.
 * @param lead the line below it: what was judged, by which edition.
 * @param tools the content beside the title.
 * @param foot says what made the page.
 */
export function Frame({
  title,
  lead,
  tools,
  children,
  foot,
}: {
  readonly title: ComponentChildren;
  readonly lead?: ComponentChildren;
  readonly tools?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
}) {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="head">
        <h1>{title}</h1>
        {lead === undefined ? null : <p class="lead">{lead}</p>}
        {tools}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {foot === undefined ? null : <footer class="foot">{foot}</footer>}
    </>
  );
}
