/** Patterns of names: `*` is any characters, including `/` and `:`, and `?` is one; everything else is itself. */

/**
 * Matches a text against a pattern, in time proportional to the product of their lengths at most.
 * @returns "whole" if it matches; "begins" if some longer text that begins with it would; else "no".
 */
export function match(pattern: string, text: string): "whole" | "begins" | "no" {
  let [inPattern, inText] = [0, 0];
  /** The position of the last `*`, and how much of the text it has taken so far. */
  let [star, taken] = [-1, 0];
  while (inText < text.length) {
    const c = pattern[inPattern];
    if (c === "*") {
      star = inPattern;
      taken = inText;
      inPattern += 1;
    } else if (c !== undefined && (c === "?" || c === text[inText])) {
      inPattern += 1;
      inText += 1;
    } else if (star !== -1) {
      taken += 1;
      inText = taken;
      inPattern = star + 1;
    } else {
      return "no";
    }
  }
  while (pattern[inPattern] === "*") inPattern += 1;
  return inPattern === pattern.length ? "whole" : "begins";
}
