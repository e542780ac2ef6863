/** The summary of a refresh in Markdown (GitHub's kind), for the text of a pull request. */
import { escapeMarkdown, escapeMarkdownCode, escapeTerminal } from "../../../policy/escape";
import { findingLine, resourceName } from "../impact";
import { type News, RETIRING_WITHIN } from "./news";
import { regionsText, retiringText } from "./text";

/** A pull request can have 65,536 characters; this leaves some for the workflow's own text. */
const LIMIT = 60_000;

interface Section {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Other sections are folded. */
  readonly open?: true;
}

/** The summary as Markdown. It leaves rows out, and says so, to fit into a pull request. */
export function summaryMarkdown(news: News): string {
  const { from, to, regions } = news;
  const head = [
    `### Catalog of ${to.date}`,
    `Edition ${code(to.id)} (sha256 ${code(to.hash.slice(0, 12))}) compared with ${code(from.id)} of ${from.date}.`,
    `${regions.refreshed.length} regions refreshed${
      regions.withoutOffer.length > 0 ? `; without any OpenAI model: ${regions.withoutOffer.join(", ")}` : ""
    }.`,
  ];
  const parts = [...head];
  const all = sectionsOf(news);
  if (all.length === 0) parts.push("Nothing changes.");
  let room = LIMIT - head.join("\n\n").length;
  for (const section of all) {
    const text = sectionText(section, room);
    room -= text.length + 2;
    parts.push(text);
  }
  return `${parts.join("\n\n")}\n`;
}

function sectionsOf(news: News): Section[] {
  const { regions, impact = [], models, versions } = news;
  const changes = impact.flatMap(({ file, changes: of }) =>
    of.map((c) => [
      code(file),
      code(resourceName(c.urn)),
      `${c.from} → **${c.to}**`,
      [...c.gone.map((f) => `− ${prose(findingLine(f))}`), ...c.added.map((f) => `+ ${prose(findingLine(f))}`)].join(
        "<br>",
      ),
    ]),
  );
  const sections: Section[] = [
    {
      title: "Regions that failed",
      header: ["Region", "Why"],
      rows: regions.failed.map(({ region, why }) => [region, prose(why)]),
      open: true,
    },
    {
      title: "Regions that keep an earlier list",
      header: ["Region", "List of"],
      rows: regions.kept.map(({ region, date }) => [region, date]),
      open: true,
    },
    { title: "Impact", header: ["File", "Resource", "Becomes", "Findings"], rows: changes, open: true },
    {
      title: `Retiring within ${RETIRING_WITHIN} days`,
      header: ["Day", "Model version", "SKUs", "Replacement"],
      rows: news.retiring.map((r) => [
        r.day,
        code(`${r.model} ${r.version}`),
        retiringText(r),
        r.replacement === undefined ? "" : code(r.replacement),
      ]),
      open: true,
    },
    {
      title: "New models and versions",
      header: ["Name"],
      rows: [...models.added, ...versions.added].map((name) => [code(name)]),
      open: true,
    },
    {
      title: "Models and versions that are gone",
      header: ["Name"],
      rows: [...models.removed, ...versions.removed].map((name) => [code(name)]),
      open: true,
    },
    { title: "Newly offered", header: ["Model version", "As", "In"], rows: news.gained.map((c) => offerRow(c)) },
    {
      title: "No longer offered",
      header: ["Model version", "As", "In", "Now"],
      rows: news.lost.map((c) => [...offerRow(c), c.to]),
    },
    {
      title: "Quota that is used up",
      header: ["Region", "Pool", "Used"],
      rows: news.quota.map((q) => [q.region, code(q.name), `${q.used} of ${q.limit}`]),
    },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

function offerRow({ model, version, uses, regions }: News["gained"][number]): string[] {
  return [code(version === "" ? model : `${model} ${version}`), uses.join(", "), regionsText(regions)];
}

/** A table with as many rows as fit. */
function sectionText({ title, header, rows, open }: Section, room: number): string {
  const heading = `${title} (${rows.length})`;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const lines = [line(header), line(header.map(() => "---"))];
  let left = room - heading.length - 200;
  for (const row of rows) {
    const text = line(row);
    left -= text.length + 1;
    if (left < 0) break;
    lines.push(text);
  }
  const missing = rows.length - (lines.length - 2);
  const body = [
    ...(lines.length > 2 ? [lines.join("\n")] : []),
    ...(missing > 0 ? [`${missing} more left out here; the other formats have them.`] : []),
  ].join("\n\n");
  return open ? `#### ${heading}\n\n${body}` : `<details><summary>${heading}</summary>\n\n${body}\n\n</details>`;
}

/** A name as code. A bar would end the cell, so its number replaces it, as for unprintable characters. */
function code(name: string): string {
  return `\`${escapeMarkdownCode(escapeTerminal(name))}\``;
}

function prose(text: string): string {
  return escapeMarkdown(escapeTerminal(text));
}
