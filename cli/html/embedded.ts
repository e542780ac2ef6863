/** The data of a page, in the browser. */

/**
 * The `data` that `renderDocument` got.
 * @throws if the page has none.
 */
export function embedded<T>(): T {
  return JSON.parse(document.getElementById("data")?.textContent ?? "") as T;
}
