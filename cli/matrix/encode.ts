/**
 * Encodes the cells of a page compactly. Every text is stored once; citations are lists of text numbers, and
 * answers lists of citation numbers. A blank replaces the cell's own region, model or version in a text,
 * so that cells that differ only in these names share an answer. A row of equal cells is one number.
 */

import { type Edition, findModel, findVersion } from "../../catalog/edition/edition";
import type { Citation, VerdictOptions } from "../../catalog/query";
import { decideCell, isNamed, type ModelVersion } from "../../catalog/verdict/cell";
import type { Use } from "../../catalog/verdict/use";
import { because } from "../../policy/words/reasons";
import { factLines } from "../explain/facts";
import { offerLines } from "../explain/verdict";
import {
  type CellNames,
  ENGLISH,
  type EncodedAnswer,
  type EncodedEdition,
  type EncodedText,
  FIELDS,
  NAMES,
  NONE,
} from "./encoded";
import type { MatrixRegion } from "./view";

/** Encodes the answers of an edition for all cells of a matrix. */
export function encodeEdition(
  edition: Edition,
  {
    rows,
    uses,
    regions,
  }: {
    readonly rows: readonly ModelVersion[];
    readonly uses: readonly Use[];
    readonly regions: readonly MatrixRegion[];
  },
  options: VerdictOptions & { readonly today: string },
): EncodedEdition {
  const texts = numbering<EncodedText>((text) => (typeof text === "string" ? text : JSON.stringify(text)));
  const citations = numbering<readonly number[]>(String);
  const answers = numbering<EncodedAnswer>((answer) => JSON.stringify(answer));
  const answerOf = (row: ModelVersion, use: Use, region: string): number => {
    const text = (value: string | undefined) =>
      value === undefined ? NONE : texts.of(withBlanks(value, { ...row, region }));
    const citation = (c: Citation) => {
      const numbers = [...FIELDS.map((field) => text(c[field])), ...ENGLISH.map((field) => text(c.english?.[field]))];
      while (numbers.at(-1) === NONE) numbers.pop();
      return citations.of(numbers);
    };
    const { status, decision, offer } = decideCell(edition, { ...row, use, region }, options);
    const [cited, contradicted] = [decision.cite(), decision.contradicted?.() ?? []];
    const why = because({
      status: decision.status,
      reason: decision.reason,
      citations: cited,
      conditions: [],
      alternatives: [],
      ...(contradicted.length > 0 ? { contradicted } : {}),
    });
    return answers.of([
      texts.of(status),
      texts.of(decision.reason),
      text(why),
      cited.map(citation),
      (decision.conditions?.() ?? []).map((c) => [text(c.access), text(c.text), citation(c.citation), text(c.kind)]),
      offerLines(offer, options.today).map((line) => text(line.trim())),
      offer?.retires === undefined ? NONE : texts.of(offer.retires),
    ]);
  };
  const cells = rows.map((row) =>
    uses.map((use): number | readonly number[] => {
      if (!isNamed(edition, row)) return NONE;
      const numbers = regions.map(({ id }) => answerOf(row, use, id));
      return new Set(numbers).size === 1 ? (numbers[0] ?? NONE) : numbers;
    }),
  );
  const facts = rows.map((row) => {
    const model = findModel(edition, row.model);
    const found = model && findVersion(model, row.version);
    return found ? factLines(found).map(texts.of) : [];
  });
  return {
    id: edition.id,
    date: edition.data.date,
    hash: edition.data.hash,
    title: edition.data.document.title,
    texts: texts.all,
    citations: citations.all,
    answers: answers.all,
    cells,
    facts,
  };
}

/** Replaces each of the cell's own names in a text by a blank. */
function withBlanks(text: string, names: CellNames, from = 0): EncodedText {
  for (const [i, blank] of NAMES.entries()) {
    const name = names[blank];
    if (i < from || name === "" || !text.includes(name)) continue;
    return { blank, parts: text.split(name).map((part) => withBlanks(part, names, i + 1)) };
  }
  return text;
}

/** Numbers values in their order; equal values get the same number. */
function numbering<T>(key: (value: T) => string): { readonly all: readonly T[]; readonly of: (value: T) => number } {
  const all: T[] = [];
  const known = new Map<string, number>();
  return {
    all,
    of: (value) => {
      const id = key(value);
      const number = known.get(id) ?? all.push(value) - 1;
      known.set(id, number);
      return number;
    },
  };
}
