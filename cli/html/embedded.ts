/** The data of a page, in the browser. */

/**
 * What `renderDocument` was given as `data`.
 * @throws where the page has none.
 */
export function embedded<T>(): T {
  return JSON.parse(document.getElementById("data")?.textContent ?? "") as T;
}
