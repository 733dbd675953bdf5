import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import { changedBasket, type LineChange, whenSilent } from '../../domain/order/change.ts';
import { keptMinor, wholePrice } from '../../domain/payment/ledger.ts';
import { type BasketLine, HELSINKI_TARIFF, priceBasket, repriceBasket } from '../../domain/pricing/price.ts';
import { prices } from './arbitraries.ts';

const line = (name: string, quantity: number, unitPriceMinor = 1_000): BasketLine => ({
  itemId: `itm_${name}`,
  name,
  quantity,
  unitPriceMinor,
  options: [],
  taxCategory: 'food',
});
const { lines } = priceBasket([line('soup', 2), line('rice', 3)], 290, 0, HELSINKI_TARIFF);
const basketAfter = (...changes: LineChange[]) =>
  changedBasket(lines, changes).map(({ name, quantity }) => `${quantity} ${name}`);

describe('a changed basket', () => {
  it('has fewer of a line', () =>
    expect(basketAfter({ line: 0, quantity: 1 })).toEqual(['1 soup', '3 rice']));
  it('has none of a line', () => expect(basketAfter({ line: 1, quantity: 0 })).toEqual(['2 soup']));
  it('has the substitute behind what is left of its line', () => {
    const substitute = line('stew', 1);
    expect(basketAfter({ line: 0, quantity: 1, substitute })).toEqual(['1 soup', '1 stew', '3 rice']);
    expect(basketAfter({ line: 0, quantity: 0, substitute })).toEqual(['1 stew', '3 rice']);
  });

  it.each<[string, LineChange[], string]>([
    ['a line that is not there', [{ line: 2, quantity: 0 }], 'items.0.line'],
    [
      'a line twice',
      [
        { line: 0, quantity: 1 },
        { line: 0, quantity: 0 },
      ],
      'items.1.line',
    ],
    ['as many as before', [{ line: 0, quantity: 2 }], 'items.0.quantity'],
    ['more than before', [{ line: 1, quantity: 4 }], 'items.0.quantity'],
  ])('refuses %s', (_what, changes, path) => {
    expect(() => changedBasket(lines, changes)).toThrow(
      expect.objectContaining({ code: 'invalid-request', fields: [expect.objectContaining({ path })] }),
    );
  });
  it('refuses to leave nothing', () => {
    const nothing = [
      { line: 0, quantity: 0 },
      { line: 1, quantity: 0 },
    ];
    expect(() => changedBasket(lines, nothing)).toThrow(DomainError);
  });
});

describe('silence', () => {
  it('approves what is only left out', () => expect(whenSilent([{ line: 0, quantity: 1 }])).toBe('APPROVED'));
  it('refuses a substitute', () =>
    expect(
      whenSilent([
        { line: 0, quantity: 1 },
        { line: 1, quantity: 0, substitute: line('stew', 1) },
      ]),
    ).toBe('REFUSED'));
});

describe('the price after a change', () => {
  const shrunk = fc
    .tuple(prices, fc.infiniteStream(fc.nat(20)))
    .map(([before, quantities]) => {
      const changes = before.lines.flatMap(({ quantity }, index) => {
        const left = (quantities.next().value as number) % (quantity + 1);
        return left < quantity ? [{ line: index, quantity: left }] : [];
      });
      return { before, changes };
    })
    .filter(
      ({ before, changes }) =>
        changes.some(({ quantity }) => quantity > 0) || changes.length < before.lines.length,
    );

  it('is never above the one before when things are left out, and sums up', () => {
    fc.assert(
      fc.property(shrunk, ({ before, changes }) => {
        const after = repriceBasket(before, changedBasket(before.lines, changes), HELSINKI_TARIFF);
        expect(after.totalMinor).toBeLessThanOrEqual(before.totalMinor);
        expect(after.totalMinor).toBe(keptMinor(wholePrice(after)));
        expect(after.subtotalMinor).toBe(after.lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0));
        expect(after.tipMinor).toBe(before.tipMinor);
        expect(after.deliveryFeeMinor).toBe(before.deliveryFeeMinor);
      }),
    );
  });

  it('of an unchanged basket is the same', () => {
    fc.assert(
      fc.property(prices, (price) => {
        expect(repriceBasket(price, price.lines, HELSINKI_TARIFF)).toEqual(price);
      }),
    );
  });

  it('has no small-order fee that the customer did not order small enough for', () => {
    const before = priceBasket([line('soup', 2)], 290, 0, HELSINKI_TARIFF);
    expect(before.smallOrderFeeMinor).toBe(0);
    expect(repriceBasket(before, [line('soup', 1)], HELSINKI_TARIFF).smallOrderFeeMinor).toBe(0);
  });
});
