/** Payloads of hostile plans, settings and arguments, and the check that none is left in an output. */

export const PAYLOADS: readonly string[] = [
  "::error::x",
  "::add-mask::x",
  "::set-output name=a::b",
  "##[error]x",
  "##[group]x",
  "##vso[task.setvariable variable=a]b",
  "##VSO[task.complete result=Succeeded]",
  "##teamcity[buildStatus text='x']",
  "section_start:1700000000:x[collapsed=true]\r\u001b[0Kx",
  "section_end:1700000000:x\r\u001b[0K",
  "\u001b[31mred\u001b[0m",
  "\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007",
  "\u009b2J",
  "\u202eright to left\u202c",
  "\u2066isolate\u2069",
  "\u200b\u200d\ufeff",
  "\u2028\u2029\u0085",
  "\r\n",
  "\0\u007f\b",
  "\ud800",
  "]]>",
  "<script>alert(1)</script>",
  "--><img src=x onerror=alert(1)>",
];

/** Control characters, other than line breaks. */
const CHARACTERS = /(?!\n)[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Cs}]/gu;

/** Commands of GitHub Actions, Azure Pipelines, TeamCity and GitLab, as their runners recognise them. */
const COMMANDS = /^\s*::\S.*|##\[.*|##vso\[.*|##teamcity\[.*|section_(?:start|end):\d+:.*/gim;

/** The parts of a text that a runner or a terminal would act on. */
export function hazardsIn(text: string): string[] {
  return [...text.matchAll(CHARACTERS), ...text.matchAll(COMMANDS)].map(([found]) => JSON.stringify(found));
}
