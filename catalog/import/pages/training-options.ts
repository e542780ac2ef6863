/**
 * Reads how models can be trained and how fine-tuned models can be deployed: the table Model ID, Approach, Training
 * types, Deployment options of October 2026, with its legend of footnotes.
 */
import type { TrainingPage } from "../../edition/schema";
import type { Sku } from "../../names/skus";
import { footnotes, legendOf, marksOf } from "./legend";
import { isAzureOpenAi, modelNamed, skuNamed } from "./names";
import type { PlacedTable } from "./outline";
import { found, type Lines, type PageProblems, plainText } from "./page";
import { bodyOf, headOf, type PageInHand, sectionOf, type TableReader, type TableReading } from "./reader";

type TrainedModel = TrainingPage["models"][number];

export const trainingOptions: TableReader = {
  layout: "Model ID, Approach, Training types and Deployment options",
  fits: (head) => head.join("|") === "model id|approach|training types|deployment options",
  read,
};

/** The lines of the cell Training types. */
const KINDS = { standard: "standard", "data zone": "data-zone", global: "global", developer: "developer" } as const;

/** SKUs whose regions are on separate pages. */
const BY_REGION: readonly Sku[] = ["Standard", "ProvisionedManaged"];

function read(placed: PlacedTable, { key, input, report }: PageInHand): TableReading | undefined {
  const legend = legendOf(placed);
  const head = headOf(placed.table);
  const usual = usualDeployments(placed, report);
  const models = bodyOf(placed.table, report).flatMap(({ line, cells }): TrainedModel[] => {
    const [nameCell = [], approachCell = [], kindsCell = [], deploymentsCell = []] = cells;
    const label = plainText(nameCell);
    const name = modelNamed(label);
    if (!name) {
      report.problem(line, `expected a model and its version in brackets, found ${found(nameCell)}`);
      return [];
    }
    if (!isAzureOpenAi(name.model)) {
      report.otherRows.push(line);
      return [];
    }
    const kinds = marksIn(kindsCell, line, report).flatMap(({ name: kind, isTicked }) => {
      const known = Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : undefined;
      if (known === undefined) report.problem(line, `expected ${Object.keys(KINDS).join(", ")}, found ${found(kind)}`);
      return known !== undefined && isTicked ? [known] : [];
    });
    const methods = /managed: ✅ \(([^)]*)\)/i.exec(plainText(approachCell))?.[1]?.split(/\s*,\s*/);
    const invitation = footnotes(marksOf(nameCell), legend, line, report).find((t) => /invitation/i.test(t));
    const serverless = marksIn(deploymentsCell, line, report).find((m) => m.name === "serverless");
    const notes = footnotes(serverless?.notes ?? [], legend, line, report);
    return [
      {
        ...name,
        label,
        kinds,
        says: linesOf(kindsCell),
        column: head[2] ?? "",
        ...(methods ? { methods } : {}),
        ...(invitation === undefined ? {} : { invitation }),
        deployments: {
          skus: serverless?.isTicked ? allowed(usual, notes, line, report) : [],
          says: linesOf(deploymentsCell),
          column: head[3] ?? "",
          ...(notes.length > 0 ? { note: notes.join(" ") } : {}),
        },
      },
    ];
  });
  return {
    line: placed.table.line,
    training: { place: { from: key, section: sectionOf(placed, input) }, models },
  };
}

function linesOf(cell: Lines): string {
  return cell.map(({ text }) => text).join(", ");
}

/** Lines "Standard: ✅", "Managed: ✅ (SFT, DPO)" or "Interactive: ❌". */
function marksIn(
  cell: Lines,
  line: number,
  report: PageProblems,
): readonly { readonly name: string; readonly isTicked: boolean; readonly notes: readonly string[] }[] {
  return cell.flatMap(({ text, notes }) => {
    const [, name, mark] = /^([^:]+):\s*(✅|❌)/.exec(text) ?? [];
    if (name === undefined) {
      report.problem(line, `expected lines as in "Standard: ✅", found ${found(text)}`);
      return [];
    }
    return [{ name: name.trim().toLowerCase(), isTicked: mark === "✅", notes }];
  });
}

/** The deployment types that the sentence above the table gives to every model, and those with separate pages. */
function usualDeployments({ before, table }: PlacedTable, report: PageProblems): readonly Sku[] {
  const texts = before.flatMap((b) => (b.kind === "paragraph" ? [plainText(b.lines)] : []));
  const [, list] =
    texts.map((t) => /^For supported serverless deployments, (.+?) are available unless/i.exec(t)).find(Boolean) ?? [];
  if (list === undefined) {
    report.problem(
      table.line,
      'expected the sentence "For supported serverless deployments, ... are available unless a legend states otherwise" above the table, found none',
    );
    return [];
  }
  const named = list.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).flatMap((name) => {
    const sku = skuNamed(name);
    if (sku === undefined) report.problem(table.line, `expected a deployment type, found ${found(name)}`);
    return sku === undefined ? [] : [sku];
  });
  return [...named, ...BY_REGION];
}

/** The usual deployment types, as the legend limits them. */
function allowed(usual: readonly Sku[], notes: readonly string[], line: number, report: PageProblems): Sku[] {
  return notes.reduce<Sku[]>(
    (skus, note) => {
      const [, only] = /^Only (?:the )?(.+?) deployment type is supported/i.exec(note) ?? [];
      const [, except] = /^(?:The )?(.+?) deployment type (?:is not|isn't) supported/i.exec(note) ?? [];
      const sku = only === undefined ? except && skuNamed(except) : (skuNamed(only) ?? provisioned(only));
      if (!sku) {
        report.problem(
          line,
          `expected a footnote that says which deployment types are supported, found ${found(note)}`,
        );
        return skus;
      }
      return only === undefined ? skus.filter((s) => s !== sku) : skus.filter((s) => s === sku);
    },
    [...usual],
  );
}

function provisioned(name: string): Sku | undefined {
  return /^provisioned throughput$/i.test(name) ? "ProvisionedManaged" : undefined;
}
