/** Patterns of names: `*` is any characters, `/` and `:` among them, `?` is one; everything else is itself. */

/**
 * How a text fits a pattern. Takes time in proportion to the length of both at most, whatever the pattern.
 * @returns "whole" where it matches; "begins" where some longer text that begins with it would; else "no".
 */
export function match(pattern: string, text: string): "whole" | "begins" | "no" {
  let [inPattern, inText] = [0, 0];
  /** Where the last `*` stands, and how much of the text it has taken so far. */
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
