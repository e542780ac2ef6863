/**
 * What tools do to a message on its way into a log, undone: escapes of several levels, colours, prefixes of lines,
 * quotes of all kinds. Every expression here is bounded or cannot fail after a repetition, so that the work grows with
 * the length of the text and not faster.
 */

/** Backslashes, however many, with what they escape; entities of HTML and XML; what GitHub's commands escape. */
const ESCAPED =
  /\\+(?:[uU]([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(033|e(?=\[))|([nrtbf"'/`]))?|&(?:amp;){0,4}(?:#(\d{1,4})|#[xX]([0-9a-fA-F]{1,4})|(apos|quot|nbsp|lt|gt));|%(0[AaDd]|2[0257])/g;

const NAMED: Readonly<Record<string, string>> = { apos: "'", quot: '"', nbsp: " ", lt: "<", gt: ">" };
const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\n", t: "\t", b: " ", f: " " };

/** Colours and other sequences of terminals. */
const SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is control characters that are looked for
  /[\u001b\u009b]\[?[0-?]{0,32}[ -/]{0,4}[@-Z\\^-~]|\u001b\][^\u0007\u001b\n]{0,2048}(?:\u0007|\u001b\\)/g;

/** What is not seen: joiners, marks, soft hyphens, byte order marks. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/g;

/** Bold, as a message in a report on the web may have its names. */
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

/**
 * A line, or a piece of one, as a person would have written it: quotes are all `'`, white space is one blank, and a
 * line break is what a tool broke in.
 * @param isStart true where the line starts with it, so that it may have a prefix.
 */
export function clean(line: string, isStart: boolean): string {
  let text = line;
  // Twice: what was escaped may have been an escape.
  for (let level = 0; level < 2; level++) text = /[\\&%]/.test(text) ? text.replace(ESCAPED, unescaped) : text;
  const lines = text
    .replace(SEQUENCE, "")
    .replace(INVISIBLE, "")
    .replace(/İ/g, "I")
    .split(/[\r\n\v\f\u0085\u2028\u2029]+/);
  return lines
    .map((l, i) => (isStart || i > 0 ? l.replace(PREFIX, "") : l))
    .join("\n")
    .replace(BOLD, "$1")
    .replace(QUOTES, "'")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n");
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
