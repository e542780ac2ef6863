/**
 * The data of the page: every cell with its verdict, in little space. Texts stand once each, citations are lists of
 * numbers of texts, answers lists of numbers of citations, and a row whose cells are all alike is one number.
 */

import { type Edition, findModel, findVersion } from "../../catalog/edition/edition";
import type { Citation, VerdictOptions } from "../../catalog/query";
import { decideCell, isNamed, type ModelVersion } from "../../catalog/verdict/cell";
import type { Use } from "../../catalog/verdict/use";
import { because } from "../../policy/words/reasons";
import { factLines } from "../explain/facts";
import { offerLines } from "../explain/verdict";
import { ENGLISH, type EncodedAnswer, type EncodedEdition, FIELDS, NONE } from "./encoded";
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
  const texts = numbering<string>((text) => text);
  const citations = numbering<readonly number[]>(String);
  const answers = numbering<EncodedAnswer>((answer) => JSON.stringify(answer));
  const text = (value: string | undefined) => (value === undefined ? NONE : texts.of(value));
  const citation = (c: Citation) => {
    const numbers = [...FIELDS.map((field) => text(c[field])), ...ENGLISH.map((field) => text(c.english?.[field]))];
    while (numbers.at(-1) === NONE) numbers.pop();
    return citations.of(numbers);
  };
  const cell = (row: ModelVersion, use: Use, region: string): number => {
    const name = { ...row, use, region };
    const { status, decision, offer } = decideCell(edition, name, options);
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
      texts.of(why),
      cited.map(citation),
      (decision.conditions?.() ?? []).map((c) => [
        text(c.access),
        texts.of(c.text),
        citation(c.citation),
        texts.of(c.kind),
      ]),
      offerLines(offer, options.today).map((line) => texts.of(line.trim())),
      text(offer?.retires),
    ]);
  };
  const cells = rows.map((row) =>
    uses.map((use): number | readonly number[] => {
      if (!isNamed(edition, row)) return NONE;
      const numbers = regions.map(({ id }) => cell(row, use, id));
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

/** Numbers values in the order in which they come, equal ones alike. */
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
