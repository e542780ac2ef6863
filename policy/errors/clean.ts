/**
 * Undoes what tools do to a message on its way into a log: escapes of several levels, colours, prefixes of lines,
 * quotes of all kinds. Every expression here is bounded, or cannot fail after a repetition, so the work grows linearly
 * with the length of the text.
 */

/** Backslashes, however many, with what they escape; entities of HTML and XML; the escapes of GitHub's commands. */
const ESCAPED =
  /\\+(?:[uU]([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(033|e(?=\[))|([nrtbf"'/`]))?|&(?:amp;){0,4}(?:#(\d{1,4})|#[xX]([0-9a-fA-F]{1,4})|(apos|quot|nbsp|lt|gt));|%(0[AaDd]|2[0257])/g;

const NAMED: Readonly<Record<string, string>> = { apos: "'", quot: '"', nbsp: " ", lt: "<", gt: ">" };
const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\n", t: "\t", b: " ", f: " " };

/** Colours and other sequences of terminals. */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression looks for control characters
  /[\u001b\u009b]\[?[0-?]{0,32}[ -/]{0,4}[@-Z\\^-~]|\u001b\][^\u0007\u001b\n]{0,2048}(?:\u0007|\u001b\\)/g;

/** Invisible characters: joiners, marks, soft hyphens, byte order marks. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/g;

/** Bold names, as in an issue or a report on the web. */
const BOLD = /\*\*([^*\n]{1,100})\*\*/g;

const QUOTES = /['"`´‘’‚‛“”„‟′″‹›«»＇＂]+/g;

const TIME = String.raw`\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?(?=\s|$)`;
/**
 * What tools put before each line: indentation, boxes and quote marks (Terraform, Pulumi, mails), times, `##[error]`,
 * `::error::`, `[ERROR]`, `job<tab>step<tab>time` (gh run view), `service-1  |` (compose).
 */
const PREFIX = new RegExp(
  String.raw`^(?:[ \u00a0]*[^\t\n]{1,100}\t[^\t\n]{1,100}\t(?=${TIME}))?` +
    String.raw`(?:[\s\u2500-\u257f|>]+|##\[\w{1,20}\]|::\w{1,20}(?: [^:\n]{0,200})?::|${TIME}|\[[\w./ -]{1,64}\](?=\s)|[\w.-]{1,64}[ \t]{1,16}\|(?=\s))*`,
);

/** A line as a person would write it: every quote is `'`, and white space is one blank or a line break. */
export function clean(line: string): string {
  let text = line;
  // Twice: an escape may hide another one.
  for (let level = 0; level < 2; level++) text = /[\\&%]/.test(text) ? text.replace(ESCAPED, unescaped) : text;
  return (
    text
      .replace(SEQUENCE, "")
      .replace(INVISIBLE, "")
      // Its lower case is two characters; everything else keeps its length.
      .replace(/İ/g, "I")
      .split(/[\r\n\v\f\u0085\u2028\u2029]+/)
      .map((l) => l.replace(PREFIX, ""))
      .join("\n")
      .replace(BOLD, "$1")
      .replace(QUOTES, "'")
      .replace(/[^\S\n]+/g, " ")
      .replace(/ ?\n[ \n]*/g, "\n")
  );
}

function unescaped(
  _: string,
  u: string,
  x: string,
  esc: string,
  letter: string,
  dec: string,
  hex: string,
  named: string,
  percent: string,
): string {
  const code = u ?? x ?? hex ?? percent;
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  if (dec !== undefined) return String.fromCharCode(Number(dec));
  if (esc !== undefined) return "\u001b";
  if (letter !== undefined) return LETTERS[letter] ?? letter;
  return NAMED[named] ?? "";
}
