import { describe, expect, it } from 'vitest';
import { beginnings, type Field, relevance, words } from '../../domain/search/relevance.ts';

describe('words', () => {
  it.each([
    ['Pizzeria Via Tribunali', ['pizzeria', 'via', 'tribunali']],
    ["O'Neill’s Irish-Pub", ["o'neill’s", 'irish', 'pub']],
    ['No. 1,5 km', ['no', '1,5', 'km']],
    ['Töölö & Ääkköset', ['töölö', 'ääkköset']],
    ['寿司 Bar', ['寿', '司', 'bar']],
    ['!?', []],
  ])('of %s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('begin with two letters or more, and with twenty at most', () => {
    expect(beginnings("O'Neill")).toEqual(['ne', 'nei', 'neil', 'neill']);
    expect(beginnings('a'.repeat(30)).at(-1)).toBe('a'.repeat(20));
  });
});

describe('relevance', () => {
  const field = (boost: number): Field<string> => ({
    boost,
    terms: words,
    queryTerms: words,
    lengthCounts: true,
  });
  // What Elasticsearch 8 answers for these three documents: ln(1 + (3 - 1 + 0.5) / (1 + 0.5)) · 2.2 / (1 + 1.2 · (0.25 + 0.75 · 2 / 2))
  it('is BM25', () => {
    const docs = ['sushi bar', 'pizza bar', 'pizza house'];
    const [sushi, pizza] = relevance([field(1)], docs, 'sushi', 3) as [number, number];
    expect(sushi).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 6);
    expect(pizza).toBe(0);
  });

  it('prefers what is rare, and short', () => {
    const docs = ['pizza', 'pizza and much else besides', 'sushi', 'pizza bar'];
    const pizza = relevance([field(1)], docs, 'pizza', 4) as number[];
    expect(pizza[0]).toBeGreaterThan(pizza[3] as number);
    expect(pizza[3]).toBeGreaterThan(pizza[1] as number);
    expect(Math.max(...relevance([field(1)], docs, 'sushi', 4))).toBeGreaterThan(pizza[0] as number);
  });

  it('is that of the best field', () => {
    const docs = ['pizza bar', 'sushi bar'];
    const [one] = relevance([field(1)], docs, 'pizza', 2) as [number];
    const [two] = relevance([field(1), field(3)], docs, 'pizza', 2) as [number];
    expect(two).toBeCloseTo(3 * one, 6);
  });
});
