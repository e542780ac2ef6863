/** Layouts for people. */
import { createColors } from "picocolors";
import type { Fit, Layout } from "../../../catalog/solver";
import { verdict } from "../../../catalog/verdict/verdict";
import { escapeTerminal } from "../../../policy/escape";
import { safe } from "../../../policy/text";
import { count } from "../../../policy/words/names";
import { because } from "../../../policy/words/reasons";
import { nowhereLines } from "../nowhere";
import { choiceText, requestText } from "../request";
import { type Placing, requestOf } from "../result";
import { exceededText, nameOf, placingHeadline, presentOf, reasons, regionText, setLines } from "../words";

/** @param top the most layouts to show. */
export function placingText(
  placing: Placing,
  { color, top }: { readonly color: boolean; readonly top: number },
): string {
  if (placing.asked.length === 0) return "";
  const colors = createColors(color);
  const painted = new Set<string>();
  const painter = (paint: (text: string) => string) => (text: string) => {
    const line = paint(escapeTerminal(text));
    painted.add(line);
    return line;
  };
  const [bold, dim] = [painter(colors.bold), painter(colors.dim)];
  const { edition, asked, asOf, found } = placing;
  const shown = placing.layouts.slice(0, top);
  const more = found.total - shown.length;
  const requests = count(asked.length, "request");
  const present = presentOf(placing);
  const lines = [
    bold(placingHeadline(placing)),
    ...(present ? [`Where it is now, as it is now, ${present.fit} of ${present.of} would do.`] : []),
    ...shown.flatMap((layout, i) => ["", ...layoutLines(placing, layout, i + 1, bold)]),
    ...(shown.length > 0 && (more > 0 || !found.isTotal)
      ? [
          "",
          `${found.isTotal ? `${more} more` : "More"} like ${shown.length === 1 ? "it" : "these"}: --top shows them.`,
        ]
      : []),
    ...placing.exceeded.map((e) => `  ${exceededText(e)}`),
    ...contradictionLines(placing),
    ...leastBadLines(placing, bold),
    "",
    dim(
      `${requests}, edition ${edition.id} (${safe(edition.data.document.title)}, ${edition.data.document.date}), as of ${asOf}`,
    ),
  ];
  // An edition that somebody made may contain any text, also in its citations.
  return `${lines.map((line) => (painted.has(line) ? line : escapeTerminal(line))).join("\n")}\n`;
}

function leastBadLines(placing: Placing, bold: (text: string) => string): string[] {
  const { leastBad, exceeded } = placing;
  if (!leastBad) return [];
  const { layout, why, leftOut } = leastBad;
  const what = {
    doubt: "nothing rules it out, and not all of it is certain",
    accounts: `it has ${count(layout.regions.length, "account")}`,
    totals: `it breaks the ${exceeded.length === 1 ? "limit" : "limits"} above`,
  }[why];
  const [, ...lines] = layoutLines(placing, layout, 1, bold);
  const title = layout.regions.map((r) => r.region).join(" + ");
  return [
    "",
    bold(`Least bad: ${title}; ${what}.`),
    ...lines,
    ...leftOut.map((serving) => `   Left out, since it is ruled out: ${nameOf(placing, serving)}`),
  ];
}

/** The doubt about a choice, to follow its name. */
function doubtText({ edition, options }: Placing, { query, doubt }: Fit): string {
  if (doubt === undefined) return "";
  const answer = verdict(edition, query, options);
  return doubt === "available" ? ": only an older source offers it" : `: ${answer.status}, ${because(answer)}`;
}

function layoutLines(placing: Placing, layout: Layout, rank: number, bold: (text: string) => string): string[] {
  const [first] = layout.regions;
  const single = layout.regions.length === 1;
  const why = reasons(placing, layout);
  const title = single ? regionText(first?.region ?? "") : `${layout.regions.map((r) => r.region).join(" + ")}`;
  return [
    bold(`${rank}. ${title}`),
    ...why.map((reason) => `   ${reason}`),
    ...layout.regions.flatMap(({ region, placed }) => [
      ...(single ? [] : [`   ${regionText(region)}`]),
      ...placed.map(({ need, fit }) => {
        const request = requestOf(placing, need);
        const names = request && request.names.length > 0 ? `${namesText(request.names)}: ` : "";
        const count = need.count !== undefined && need.count > 1 ? `, ${need.count} times` : "";
        const capacity = need.capacity === undefined ? "" : ` with capacity ${need.capacity}`;
        const from = fit.changes.includes("region") ? ` (now in ${safe(need.present?.region ?? "")})` : "";
        return `   ${single ? "" : "  "}- ${names}${choiceText(fit.query)}${capacity}${count}${from}${doubtText(placing, fit)}`;
      }),
    ]),
  ];
}

/** More names than these are only counted. */
const MOST_NAMES = 10;

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(safe).join(", ");
  return names.length > MOST_NAMES ? `${shown} (and ${names.length - MOST_NAMES} more)` : shown;
}

function contradictionLines(placing: Placing): string[] {
  const { contradictions, asked, accounts, found } = placing;
  const nowhere = asked.filter((a) => a.nowhere !== undefined);
  if (nowhere.length > 0) {
    const lines = nowhere.flatMap(({ request, nowhere: why }) => [
      "",
      `${safe(requestText(request))}: no region.`,
      ...(why ? nowhereLines(why).map((line) => `  ${line}`) : []),
    ]);
    const { others } = placing;
    const count = asked.length - nowhere.length;
    const rest = count === 1 ? "request" : `${count} requests`;
    return [
      ...lines,
      ...(others
        ? ["", `Without ${nowhere.length === 1 ? "it" : "these"}: the other ${rest} in ${others.join(" + ")}.`]
        : []),
    ];
  }
  const { sets, total, isTotal, isSmallest } = contradictions;
  if (sets.length === 0) {
    return found.size > 1 && total === 0 && !isSmallest
      ? ["", "The search stopped before it found out why fewer regions are not enough."]
      : [];
  }
  const regions = accounts !== undefined && found.size > accounts ? accounts : 1;
  const noRegionText = regions === 1 ? "No region has all of these" : `No ${regions} regions have all of these`;
  const sure = isSmallest ? "" : " (the search stopped early: there may be smaller sets)";
  const more = total - sets.length;
  return [
    ...sets.flatMap((set) => ["", `${noRegionText}${sure}:`, ...setLines(placing, set).map((line) => `  - ${line}`)]),
    ...(more > 0 || !isTotal
      ? [
          "",
          `${isTotal ? `${more} more` : "More"} such ${more === 1 && isTotal ? "set" : "sets"} of ${sets[0]?.length ?? 0}.`,
        ]
      : []),
  ];
}
