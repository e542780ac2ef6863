/** The data in the page, and how the page decodes it; see encode.ts. */
import type { Citation, Condition, Reason } from "../../catalog/query";
import type { ModelVersion } from "../../catalog/verdict/cell";
import type { Use } from "../../catalog/verdict/use";
import type { CellState, Filters, Matrix, MatrixRegion, ShownStatus } from "./view";

/** Why a cell has its status: a verdict without alternatives, in words. */
export interface CellAnswer {
  readonly status: ShownStatus;
  /** The verdict's reason; a retired offer has the reason of its offer. */
  readonly reason: Reason;
  readonly because: string;
  readonly citations: readonly Citation[];
  readonly conditions: readonly Condition[];
  /** Lifecycle, default version and capacity, one line each. */
  readonly offer: readonly string[];
  readonly retires?: string;
}

/** The fields of a citation in the order of the encoding. */
export const FIELDS = ["document", "date", "section", "says", "source", "table", "row", "column", "tab"] as const;

/** The English names of a citation, after its other fields. */
export const ENGLISH = ["section", "row", "column"] as const;

/** The names of a cell that its texts may contain, in the order in which blanks replace them. */
export const NAMES = ["version", "model", "region"] as const;

export type CellNames = Readonly<Record<(typeof NAMES)[number], string>>;

/** A text, or its parts with one of the cell's names between them. */
export type EncodedText = string | { readonly blank: (typeof NAMES)[number]; readonly parts: readonly EncodedText[] };

/** Status, reason and words; citations; conditions as access, text and citation; lines; retirement. */
export type EncodedAnswer = readonly [
  status: number,
  reason: number,
  because: number,
  citations: readonly number[],
  conditions: readonly (readonly [access: number, text: number, citation: number, kind: number])[],
  offer: readonly number[],
  retires: number,
];

/** The number for an absent value. */
export const NONE = -1;

export interface EncodedEdition {
  readonly id: string;
  readonly date: string;
  readonly hash: string;
  readonly title: string;
  readonly texts: readonly EncodedText[];
  /** Text numbers, by FIELDS, without absent ones at the end. */
  readonly citations: readonly (readonly number[])[];
  readonly answers: readonly EncodedAnswer[];
  /** By row and use: one answer for all regions, or a list of answers; NONE if the model is not named. */
  readonly cells: readonly (readonly (number | readonly number[])[])[];
  /** By row: what the edition says of the model version, a line each. */
  readonly facts: readonly (readonly number[])[];
}

/** Everything that the page embeds. */
export interface EncodedMatrix {
  readonly rows: readonly ModelVersion[];
  readonly regions: readonly MatrixRegion[];
  readonly uses: readonly Use[];
  readonly edition: EncodedEdition;
  readonly before?: EncodedEdition;
  /** The filters if the address has none. */
  readonly filters: Filters;
  /** The date of judgement. */
  readonly asOf: string;
  /** Names of model versions that only newer editions have, the oldest edition first. */
  readonly later: readonly { readonly id: string; readonly names: readonly string[] }[];
}

/** A row of a matrix from encoded data. */
export interface DecodedRow extends ModelVersion {
  readonly index: number;
}

/** A matrix with its answers. */
export interface DecodedMatrix extends Matrix<DecodedRow> {
  /** Undefined if the edition does not name the model version. */
  readonly answer: (row: DecodedRow, use: Use, region: MatrixRegion) => CellAnswer | undefined;
  readonly answerBefore: (row: DecodedRow, use: Use, region: MatrixRegion) => CellAnswer | undefined;
  /** What the edition says about a model version, one line each. */
  readonly facts: (row: DecodedRow) => readonly string[];
}

/** Makes a matrix from encoded data. */
export function decode({
  rows,
  regions,
  uses,
  edition,
  before,
}: Omit<EncodedMatrix, "filters" | "asOf" | "later">): DecodedMatrix {
  const useNumber = new Map(uses.map((use, i) => [use, i]));
  const regionNumber = new Map(regions.map((region, i) => [region.id, i]));
  const answerIn = (of: EncodedEdition) => {
    // Every view asks for the state of every cell, so it is made only once.
    const states = of.answers.map((answer): CellState => stateOf(of, answer));
    const numberOf = (row: DecodedRow, use: Use, region: MatrixRegion) => {
      const cells = of.cells[row.index]?.[useNumber.get(use) ?? NONE] ?? NONE;
      return typeof cells === "number" ? cells : (cells[regionNumber.get(region.id) ?? NONE] ?? NONE);
    };
    return {
      state: (row: DecodedRow, use: Use, region: MatrixRegion): CellState =>
        states[numberOf(row, use, region)] ?? { status: "unknown" },
      answer: (row: DecodedRow, use: Use, region: MatrixRegion): CellAnswer | undefined => {
        const answer = of.answers[numberOf(row, use, region)];
        return answer && decodeAnswer(of, answer, { ...row, region: region.id });
      },
      facts: (row: DecodedRow) => (of.facts[row.index] ?? []).map((line) => plainText(of, line) ?? ""),
    };
  };
  const [now, then] = [answerIn(edition), before && answerIn(before)];
  return {
    rows: rows.map((row, index) => ({ ...row, index })),
    regions,
    uses,
    state: now.state,
    ...(then ? { before: then.state } : {}),
    answer: now.answer,
    answerBefore: then?.answer ?? (() => undefined),
    facts: (row) => {
      const facts = now.facts(row);
      return facts.length > 0 ? facts : (then?.facts(row) ?? []);
    },
  };
}

/** A text without blanks. */
function plainText(edition: EncodedEdition, number: number): string | undefined {
  const text = edition.texts[number];
  return typeof text === "string" ? text : undefined;
}

/** A text with the names of a cell in its blanks. */
function filled(text: EncodedText, names: CellNames): string {
  return typeof text === "string" ? text : text.parts.map((part) => filled(part, names)).join(names[text.blank]);
}

function stateOf(edition: EncodedEdition, [status, reason, , , , , retires]: EncodedAnswer) {
  const day = plainText(edition, retires);
  return {
    status: plainText(edition, status) as ShownStatus,
    reason: plainText(edition, reason) as Reason,
    ...(day === undefined ? {} : { retires: day }),
  };
}

function decodeAnswer(edition: EncodedEdition, answer: EncodedAnswer, names: CellNames): CellAnswer {
  const [, , because, citations, conditions, offer] = answer;
  const textOf = (number: number | undefined) => {
    const text = number === undefined ? undefined : edition.texts[number];
    return text === undefined ? undefined : filled(text, names);
  };
  const citationOf = (number: number): Citation => {
    const texts = edition.citations[number] ?? [];
    const named = (fields: readonly string[], from: number) =>
      fields.flatMap((field, i) => {
        const text = textOf(texts[from + i]);
        return text === undefined ? [] : [[field, text] as const];
      });
    const english = named(ENGLISH, FIELDS.length);
    return Object.fromEntries([
      ...named(FIELDS, 0),
      ...(english.length > 0 ? [["english", Object.fromEntries(english)] as const] : []),
    ]) as unknown as Citation;
  };
  return {
    ...stateOf(edition, answer),
    because: textOf(because) ?? "",
    citations: citations.map(citationOf),
    conditions: conditions.map(([access, text, citation, kind]) => {
      const id = textOf(access);
      return {
        kind: textOf(kind) as Condition["kind"],
        ...(id === undefined ? {} : { access: id }),
        text: textOf(text) ?? "",
        citation: citationOf(citation),
      };
    }),
    offer: offer.map((line) => textOf(line) ?? ""),
  };
}
