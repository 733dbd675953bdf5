/**
 * Relevance as Elasticsearch computes it for the seed's query: BM25 for each field, the best field wins (`multi_match`,
 * `best_fields`). For searching without it, so that both put the same restaurants first.
 */

const K1 = 1.2;
const B = 0.75;
const [MIN_GRAM, MAX_GRAM] = [2, 20];

/**
 * Words much as the standard analyser finds them (Unicode UAX #29): letters, digits and what joins them inside a word, such as
 * the apostrophe of `O'Neill`; each Chinese or Japanese character by itself. (`Intl.Segmenter` takes twenty times as long.)
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}]|[\p{L}\p{M}\p{N}_]+(?:(?:['’.:·]|(?<=\p{N})[,;](?=\p{N}))[\p{L}\p{M}\p{N}_]+)*/gu;

/** The words of a text, in small letters. */
export const words = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

/** Runs of letters and digits, in small letters. */
export const runs = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** How each run begins: its first two letters, its first three and so on. */
export const beginnings = (text: string): string[] =>
  runs(text).flatMap((run) => {
    const letters = [...run];
    const longest = Math.min(letters.length, MAX_GRAM);
    return Array.from({ length: Math.max(0, longest - MIN_GRAM + 1) }, (_, index) =>
      letters.slice(0, MIN_GRAM + index).join(''),
    );
  });

/** A field of some documents: how text becomes terms, and how much it counts. */
export type Field<Doc> = {
  boost: number;
  terms: (doc: Doc) => readonly string[];
  queryTerms: (query: string) => readonly string[];
  /** False where every document counts as one term long (keywords). */
  lengthCounts: boolean;
};

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);

/** How well each document fits a field's query, in the order of the documents. */
function fieldScores<Doc>(field: Field<Doc>, docs: readonly Doc[], query: string, total: number): number[] {
  const terms = docs.map(field.terms);
  const wanted = field.queryTerms(query);
  const averageLength = mean(terms.map(({ length }) => length).filter((length) => length > 0)) || 1;
  const frequencies = terms.map((list) => {
    const counts = new Map<string, number>();
    for (const term of list) counts.set(term, (counts.get(term) ?? 0) + 1);
    return counts;
  });
  const rarity = new Map(
    [...new Set(wanted)].map((term) => {
      const having = frequencies.filter((counts) => counts.has(term)).length;
      return [term, Math.log(1 + (total - having + 0.5) / (having + 0.5))];
    }),
  );
  return frequencies.map((counts, index) => {
    const length = field.lengthCounts ? (terms[index]?.length ?? 0) : 1;
    const norm = K1 * (1 - B + (B * length) / averageLength);
    let score = 0;
    for (const term of wanted) {
      const frequency = field.lengthCounts ? (counts.get(term) ?? 0) : Number(counts.has(term));
      score += (rarity.get(term) ?? 0) * (frequency / (frequency + norm));
    }
    return field.boost * (K1 + 1) * score;
  });
}

/**
 * The score of each document, 0 where no field fits.
 * @param total how many documents there are, of which these are the ones that may fit
 */
export function relevance<Doc>(
  fields: readonly Field<Doc>[],
  docs: readonly Doc[],
  query: string,
  total: number,
): number[] {
  const byField = fields.map((field) => fieldScores(field, docs, query, Math.max(total, docs.length)));
  return docs.map((_, index) => Math.max(0, ...byField.map((scores) => scores[index] ?? 0)));
}
